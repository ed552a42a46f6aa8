"""What a change of a field would do: nothing is changed, however much is tried."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NoReturn

from gql_crm import sql
from gql_crm.access import AccessProfile, Actor, row_predicate
from gql_crm.customization.customization import Customization
from gql_crm.customization.definition import changed_field
from gql_crm.customization.field_conversion import prepare, unfit_faults
from gql_crm.customization.field_readers import Break, BreakKind, naming, readers
from gql_crm.customization.record_passes import ROW
from gql_crm.customization.rollups import FilterFaults
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.store import load
from gql_crm.customization.value_survey import Survey, fits, newly_refused, survey
from gql_crm.database.pool import Database
from gql_crm.errors import UserError, UserErrors
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.merge import Contributions, CustomField, merge

_IN_THE_WAY: Final = ("IN_USE",)
"""Codes of what stands in the way of a change; it can be imagined all the same."""


@dataclass(frozen=True, slots=True)
class WantedChange:
    """A change that is asked about: `do` makes it, `imagined` is the field after it, None where it is gone.

    `takes` says of which readers of the field it takes the field away, `gone` which options go.
    """

    verb: str
    do: Callable[[Customization, str, str], Awaitable[tuple[object, Catalog]]]
    imagined: Callable[[CustomField, str], CustomField | None]
    takes: frozenset[BreakKind] = frozenset()
    given: Mapping[str, Any] | None = None
    later: bool = False
    """Whether what it comes to is imagined even where it is made: that comes on another day."""


@dataclass(frozen=True, slots=True)
class WantedConversion:
    """A conversion that is asked about, by a `ConvertFieldInput`: a job's work, which is only looked at."""

    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """What a change would come to; `after` is the catalog then, None where it cannot be told."""

    errors: Sequence[UserError]
    entity: CatalogEntity | None = None
    field: CatalogField | None = None
    after: Catalog | None = None
    values: Survey | None = None
    breaks: Sequence[Break] = ()
    gone_options: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """Every name by which clients know the field."""
        if self.field is None:
            return frozenset()
        inverse = self.field.field.inverse
        return frozenset((*self.field.names, *((inverse,) if inverse else ())))


class _Undone(Exception):  # noqa: N818 (no error: it takes the trial back)
    """Raised at the end of a trial, with the catalog that it came to."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self.catalog = catalog


def _take_back(catalog: Catalog) -> NoReturn:
    raise _Undone(catalog)


@dataclass(frozen=True, slots=True)
class FieldPlans:
    """Tells an administrator what changes would do."""

    database: Database
    contributions: Contributions
    actor: Actor
    profile: AccessProfile
    now: datetime
    filter_faults: FilterFaults | None = None

    async def plan(self, wanted: WantedChange | WantedConversion, entity: str, key: str) -> FieldPlan:
        """Look at values and readers of a field, then try the change in a transaction that is taken back."""
        async with self.database.connection() as connection:
            state = await load(connection, self.contributions.custom_fields)
            catalog = merge(state.given(self.contributions), version=state.version, now=self.now)
            seen = CatalogChange(connection, self.contributions, self.now, state, catalog)
            try:
                owner = seen.entity(entity)
                visible = row_predicate(self.profile.access(owner.name).to_read, ROW, self.actor.viewer)
                if isinstance(wanted, WantedConversion):
                    return await _planned_conversion(seen, visible, owner, key, wanted.given)
                field, custom = _found(seen, wanted, entity, key)
            except UserErrors as refused:
                return FieldPlan(refused.errors)
            definition = _wanted(seen, wanted, field, custom)
            judge = newly_refused(field, definition, seen.value_context)
            if seen.definition_faults(definition.field):
                judge = fits  # such a definition judges nothing, and is refused itself
            values = await survey(connection, owner, field, visible, judge)
        gone = _values(field) - _values(definition)
        broken = [*readers(catalog, owner, field, wanted.takes), *naming(catalog, owner, field, gone)]
        after, errors = await self._tried(wanted, owner.name, key)
        if custom and (errors or wanted.later) and all(error.code in _IN_THE_WAY for error in errors):
            after = _imagined(seen, wanted, custom)
        return FieldPlan(errors, owner, field, after, values, broken, gone)

    async def _tried(
        self, wanted: WantedChange, entity: str, key: str
    ) -> tuple[Catalog | None, Sequence[UserError]]:
        """Return the catalog after the change, or what refuses it."""
        try:
            async with self.database.transaction() as connection:
                made_of = (connection, self.contributions, self.actor, self.now)
                customization = Customization(*made_of, filter_faults=self.filter_faults)
                _, after = await wanted.do(customization, entity, key)
                _take_back(after)
        except UserErrors as refused:
            return None, refused.errors
        except _Undone as trial:
            return trial.catalog, ()


async def _planned_conversion(
    seen: CatalogChange, visible: sql.Node, owner: CatalogEntity, key: str, given: Mapping[str, Any]
) -> FieldPlan:
    """Look at a conversion, and at the values that it would have to convert."""
    prepared = await prepare(seen, owner.name, key, given)
    if prepared.conversion is None:
        return FieldPlan(prepared.faults, owner, prepared.field)
    values = await survey(seen.connection, owner, prepared.field, visible, prepared.conversion)
    new = prepared.conversion.target
    takes = {BreakKind.UNIQUE_SCOPE}
    if new.kind.formula_type is not prepared.field.kind.formula_type:
        takes.add(BreakKind.FORMULA)
    if not new.kind.can_be_compared:
        takes.add(BreakKind.DUPLICATE_RULE)
    broken = tuple(readers(seen.catalog, owner, prepared.field, frozenset(takes)))
    double = await prepared.double_faults(seen.connection)
    errors = [*prepared.faults, *unfit_faults(values, given), *double]
    return FieldPlan(errors, owner, prepared.field, prepared.after, values, broken)


def _found(
    seen: CatalogChange, wanted: WantedChange, entity: str, key: str
) -> tuple[CatalogField, CustomField | None]:
    """Return the field; modules' fields can be updated and nothing else."""
    declared = seen.declared_field(entity, key) if wanted.given is not None else None
    return (declared, None) if declared else seen.custom_field(entity, key, wanted.verb)[1:]


def _wanted(
    seen: CatalogChange, wanted: WantedChange, field: CatalogField, custom: CustomField | None
) -> CatalogField:
    """Return the field with the definition that is asked for, as it will be in the end."""
    if wanted.given is None:
        return field
    definition = custom.field if custom else field.field
    return replace(field, field=changed_field(definition, wanted.given, seen.language)[0])


def _values(field: CatalogField) -> frozenset[str]:
    return frozenset(option.value for option in field.field.options)


def _imagined(change: CatalogChange, wanted: WantedChange, custom: CustomField) -> Catalog:
    new = wanted.imagined(custom, change.language)
    others = [one for one in change.state.custom_fields if one.id != custom.id]
    fields = others if new is None else [*others, change.stored(new)]
    state = replace(change.state, custom_fields=tuple(fields))
    return merge(state.given(change.contributions), version=change.state.version + 1, now=change.now)


_CONDITIONS: Final = frozenset({BreakKind.CONDITION, BreakKind.VALIDATION_RULE, BreakKind.UNIQUE_SCOPE})


def updating(given: Mapping[str, Any]) -> WantedChange:
    """Return the change that `updateField` makes of an input."""
    return WantedChange(
        "changed",
        lambda customization, entity, key: customization.update_field(entity, key, given),
        lambda custom, language: replace(custom, field=changed_field(custom.field, given, language)[0]),
        given=given,
    )


def renaming(new_key: str) -> WantedChange:
    """Return the change that `renameField` makes."""
    return WantedChange(
        "renamed",
        lambda customization, entity, key: customization.rename_field(entity, key, new_key),
        lambda custom, _: replace(custom, field=replace(custom.field, key=new_key)),
    )


def retiring() -> WantedChange:
    """Return the change that `retireField` makes."""
    return WantedChange(
        "retired",
        lambda customization, entity, key: customization.retire_field(entity, key),
        lambda custom, _: replace(custom, retired=True),
        _CONDITIONS,
    )


def deleting() -> WantedChange:
    """Return the change that `deleteField` makes."""
    return WantedChange(
        "deleted",
        lambda customization, entity, key: customization.delete_field(entity, key, key),
        lambda _custom, _language: None,
        frozenset(BreakKind) - {BreakKind.DOCUMENT, BreakKind.SAVED_VIEW},
    )


def deprecating(given: Mapping[str, Any]) -> WantedChange:
    """Return the change that `deprecateField` makes of an input: the field is deleted on its day."""
    return replace(
        deleting(),
        verb="deprecated",
        do=lambda customization, entity, key: customization.deprecate_field(entity, key, given),
        later=True,
    )
