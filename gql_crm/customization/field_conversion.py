"""Another kind for a custom field: whether it can have it, and how its values become values of that kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from gql_crm import sql
from gql_crm.access import AccessProfile, Actor, row_predicate
from gql_crm.customization.conditions import condition_faults
from gql_crm.customization.conversion_currency import currency_faults, currency_of
from gql_crm.customization.converted_uniques import double_faults
from gql_crm.customization.definition import changed_field
from gql_crm.customization.derived import still_read
from gql_crm.customization.record_passes import ROW
from gql_crm.customization.removed_options import scope_faults
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.value_survey import OF_VALUES, Survey, survey
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.conversion import (
    MOST_MADE,
    Around,
    Convert,
    Side,
    conversion,
    made_options,
    targets,
    texts_in,
)
from gql_crm.fields.definition_json import field_to_json
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind, ValueProblem
from gql_crm.jobs import JobState, enqueue, load_jobs
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.merge import Contributions, CustomField, merge
from gql_crm.records.statements import fetch
from gql_crm.text import listed, shown

CONVERT_JOB: Final = "field.convert"
MOST_CLEARED: Final = 1_000
"""Values that are cleared because they cannot be converted: all in the moment in which the kind changes."""
_REDEFINED: Final = frozenset((*OF_VALUES, "default"))
"""Attributes that another kind gives anew."""
_KIND: Final = ("kind",)
_LOOKED_AT: Final = 100


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a value becomes one of the new definition; raises `ValueProblem`."""

    convert: Convert
    source: Side
    target: Side
    around: Around

    def __call__(self, value: Any) -> Any:
        """Convert a value."""
        return self.convert(value, self.source, self.target, self.around)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A conversion that was looked at: what it would come to, and what is in its way."""

    entity: CatalogEntity
    field: CatalogField
    custom: CustomField
    values_key: str
    conversion: Conversion | None
    after: Catalog | None
    faults: Sequence[UserError]

    async def double_faults(self, connection: Connection) -> list[UserError]:
        """Return the fault of values of a unique field that are no longer different as the other kind."""
        if self.conversion is None or self.after is None:
            return []
        made = self.conversion
        return await double_faults(connection, self.entity, self.field, made.target, made)


@dataclass(frozen=True, slots=True)
class FieldConversions:
    """Conversions that an administrator asks for, each in a transaction of the caller's."""

    connection: Connection
    contributions: Contributions
    actor: Actor
    profile: AccessProfile
    now: datetime

    async def convert(
        self, entity: str, key: str, given: Mapping[str, Any]
    ) -> tuple[CatalogField, Catalog, UUID]:
        """Ask for the job that converts a field by a `ConvertFieldInput`; raises `UserErrors`."""
        if not self.actor.is_admin:
            text = "Only administrators may change the workspace and its fields."
            raise UserErrors([UserError("FORBIDDEN", (), text)])
        change = await CatalogChange.begin(self.connection, self.contributions, self.now)
        prepared = await prepare(change, entity, key, given)
        faults = list(prepared.faults)
        if prepared.conversion is None or faults:
            raise UserErrors(faults)
        visible = row_predicate(self.profile.access(entity).to_read, ROW, self.actor.viewer)
        found = await survey(self.connection, prepared.entity, prepared.field, visible, prepared.conversion)
        if faults := [*unfit_faults(found, given), *await prepared.double_faults(self.connection)]:
            raise UserErrors(faults)
        custom = prepared.custom
        arguments = {
            "entity": custom.entity,
            "key": custom.field.key,
            "field": custom.id,
            "from": custom.field.kind,
            "definition": field_to_json(prepared.conversion.target.field),
            "values": prepared.values_key,
            "clear": given.get("unconvertible") == "CLEAR",
            "language": change.language,
            "currency": prepared.conversion.around.currency,
        }
        job = await enqueue(
            self.connection, CONVERT_JOB, arguments, actor_id=self.actor.user_id, now=self.now
        )
        return prepared.field, change.catalog, job


async def prepare(change: CatalogChange, entity: str, key: str, given: Mapping[str, Any]) -> Prepared:
    """Look at a conversion without changing anything; raises `UserErrors` where there is no such field."""
    owner, field, custom = change.custom_field(entity, key, "converted")
    kind = change.catalog.kinds.get(given["kind"])
    if kind is None:
        raise UserErrors([change.no_kind(given["kind"])])
    values_key = f"custom:{uuid4().hex[:12]}:{custom.id}"
    convert = None if field.derived else conversion(field.kind, kind)
    if convert is None:
        fault = UserError("VALIDATION", _KIND, _no_conversion(field, kind, change.catalog))
        return Prepared(owner, field, custom, values_key, None, None, [fault])
    new, faults = _definition(custom.field, kind, given, change.language)
    faults.extend(currency_faults(field, kind, given))
    if field.kind.name == "TEXT" and "options" in kind.options and not given.get("options"):
        new = replace(new, options=await _options_of(change, owner, field, kind, faults))
    currency = await currency_of(change, owner, field, given)
    around = Around(change.value_context, change.language, currency)
    made = Conversion(convert, Side(field.kind, field.field), Side(kind, new), around)
    new = _with_default(custom.field, made, faults)
    made = replace(made, target=Side(kind, new))
    faults.extend(change.definition_faults(new))
    after = None
    if not faults:
        faults.extend(condition_faults(change, entity, new))
        faults.extend(use_faults(change, owner, field, kind))
        after = after_conversion(change, custom, new, values_key)
        faults.extend(new_problems(change.catalog, after))
        faults.extend(await _under_way(change, custom))
    return Prepared(owner, field, custom, values_key, made, after, list(dict.fromkeys(faults)))


def use_faults(
    change: CatalogChange, owner: CatalogEntity, field: CatalogField, kind: FieldKind
) -> Iterator[UserError]:
    """Find what depends on the field's values being what they are."""
    yield from scope_faults(owner, field.key, _KIND)
    other = field.kind.formula_type is not kind.formula_type
    if other or _is_rolled_up(change.catalog, field) or _is_in_index(owner, field):
        for fault in still_read(change.catalog, owner.name, field):
            yield replace(fault, field=_KIND)
    for rule in owner.duplicate_rules:
        if field.key in rule.rule.keys and not kind.can_be_compared:
            text = f'The rule for duplicates "{rule.rule.name}" compares "{field.key}", and could not then.'
            yield UserError("IN_USE", _KIND, text)


def _is_in_index(owner: CatalogEntity, field: CatalogField) -> bool:
    """Whether an indexed formula reads a field: its index is over where the values lie now."""
    return any(one.field.indexed and field.field_id in one.reads for one in owner.fields.values())


def _is_rolled_up(catalog: Catalog, field: CatalogField) -> bool:
    """Whether a roll-up reads a field: its filter and its measure are the kind's own."""
    every = (one for entity in catalog.entities.values() for one in entity.fields.values())
    return any(one.field.rollup is not None and field.field_id in one.reads for one in every)


def after_conversion(change: CatalogChange, custom: CustomField, new: Field, values_key: str) -> Catalog:
    """Return the catalog with the field's new definition."""
    fields = change.with_changed(replace(custom, field=new, values_key=values_key))
    state = replace(change.state, custom_fields=fields)
    return merge(state.given(change.contributions), version=state.version + 1, now=change.now)


def new_problems(before: Catalog, after: Catalog) -> list[UserError]:
    """Return what a change would leave out of the catalog: conditions and rules that no longer fit."""
    known = {problem.message for problem in before.problems}
    messages = [one.message for one in after.problems if one.message not in known]
    return [UserError("IN_USE", _KIND, f"It is in use: {message}") for message in messages]


def unfit_faults(found: Survey, given: Mapping[str, Any]) -> list[UserError]:
    """Return the fault of values that cannot be converted, unless they may be cleared."""
    if not found.unfit:
        return []
    text = told_unfit(found.unfit, [one.reason for one in found.examples], complete=found.complete)
    if given.get("unconvertible") != "CLEAR":
        return [
            UserError("VALIDATION", ("unconvertible",), f'{text} Give "unconvertible: CLEAR" to clear them.')
        ]
    if found.unfit > MOST_CLEARED:
        text = f"{text} At most {MOST_CLEARED} are cleared; change the others first."
        return [UserError("VALIDATION", ("unconvertible",), text)]
    return []


def told_unfit(number: int, reasons: Sequence[str], *, complete: bool) -> str:
    """Say how many values cannot be converted, and why some of them."""
    least = "" if complete else "At least "
    values = f"{least}{number} values" if number > 1 else f"{least}one value".capitalize()
    examples = f" For example: {' '.join(reasons[:3])}" if reasons else ""
    return f"{values} cannot be converted.{examples}"


def rebased(now: Field, new: Field) -> Field:
    """Return the definition as it is now with another one's kind and what that says of values."""
    return replace(now, kind=new.kind, **{name: getattr(new, name) for name in _REDEFINED})


def _definition(
    old: Field, kind: FieldKind, given: Mapping[str, Any], language: str
) -> tuple[Field, list[UserError]]:
    blank = Field(key="", kind="")
    lost = {name: getattr(blank, name) for name in _REDEFINED - kind.options}
    return changed_field(replace(old, kind=kind.name, **lost), given, language)


def _with_default(old: Field, made: Conversion, faults: list[UserError]) -> Field:
    new = made.target.field
    if old.default is None:
        return new
    try:
        loaded = made.source.kind.parse(old.default, old, made.around.context)
        return replace(new, default=made.target.kind.dump(made(loaded)))
    except ValueProblem as problem:
        text = f"The default cannot be converted: {problem} Change the field's default first."
        faults.append(UserError("VALIDATION", _KIND, text))
        return new


async def _options_of(
    change: CatalogChange,
    owner: CatalogEntity,
    field: CatalogField,
    kind: FieldKind,
    faults: list[UserError],
) -> Any:
    value = field.storage.stored(ROW).value
    there = sql.IsNull(value, negated=True)
    select = sql.Select(
        (sql.Item(value, "value"),),
        sql.Table(owner.table, ROW),
        where=there,
        group=(value,),
        limit=_most_texts(kind),
    )
    rows = await fetch(change.connection, select)
    texts = sorted({part.strip() for row in rows for part in texts_in(row["value"], kind)} - {""})
    options = made_options(texts, change.language)
    different = {text.casefold() for text in texts}
    if len(different) > MOST_MADE:
        text = f"There are more than {MOST_MADE} different texts, the most that become options; give options."
        faults.append(UserError("VALIDATION", ("options",), text))
    return options


def _most_texts(kind: FieldKind) -> int:
    """Texts that differ in case are one option, and lists are made of few."""
    return MOST_MADE * (20 if kind.name == "MULTI_CHOICE" else 4)


async def _under_way(change: CatalogChange, custom: CustomField) -> Iterator[UserError]:
    for state in (JobState.QUEUED, JobState.RUNNING):
        jobs = await load_jobs(change.connection, state=state, kind=CONVERT_JOB, first=_LOOKED_AT)
        if any(job.arguments["field"] == custom.id for job in jobs):
            text = f'"{custom.field.key}" is being converted already; wait for that job to end.'
            return iter([UserError("INVALID_STATE", ("key",), text)])
    return iter(())


def _no_conversion(field: CatalogField, kind: FieldKind, catalog: Catalog) -> str:
    if field.derived:
        text = f"{shown(field.key)} is computed, and holds no values to convert."
        return f"{text} Delete it, and create a field of the kind {kind.name}."
    possible = targets(field.kind, catalog.kinds.values())
    can = f"They can become {listed(possible, 'or')}" if possible else "They stay what they are"
    way_out = f"{can}; or create a field of the kind {kind.name}, let a client fill it, and delete this one."
    return f"Values of {shown(field.key)}, a {field.kind.name}, cannot become {kind.name}. {way_out}"
