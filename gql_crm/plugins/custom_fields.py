"""Fields that users defined join their entities. One whose name is taken gives way; none is lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from itertools import count
from typing import NamedTuple, TypeVar

from gql_crm.errors import DeclarationError
from gql_crm.fields.field import Field
from gql_crm.plugins.catalog import CUSTOM, CatalogEntity, CatalogField
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.draft_entity import DraftEntity
from gql_crm.plugins.duplicates import RuleSetting, catalog_rules
from gql_crm.plugins.entity_checks import entity_checks
from gql_crm.plugins.fingerprint import entity_digest
from gql_crm.plugins.names import FIELD_NAME
from gql_crm.plugins.overrides import FieldOverride, apply_overrides
from gql_crm.plugins.placement import custom_field
from gql_crm.plugins.validation_rules import CustomRule


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that a user defined: a row of the table `custom_field`."""

    id: int
    entity: str
    field: Field
    storage_key: str
    retired: bool = False
    values_key: str | None = None
    """Where the values lie in documents, since the field has got another kind; else under `storage_key`."""
    row: object = attribute(default=None, compare=False, repr=False)
    """What it was read from: when the row is still the same, it need not be read again."""


OfEntity = TypeVar("OfEntity", CustomField, FieldOverride, RuleSetting, CustomRule)


class MadeByUsers(NamedTuple):
    """What users have defined of an entity."""

    custom_fields: Sequence[CustomField] = ()
    overrides: Sequence[FieldOverride] = ()
    duplicate_rules: Sequence[RuleSetting] = ()
    rules: Sequence[CustomRule] = ()


@dataclass(frozen=True, slots=True)
class Customized:
    """An entity as users have made it, and what it was made of."""

    base: DraftEntity
    made_by: MadeByUsers
    entity: CatalogEntity
    digest: bytes
    problems: tuple[str, ...]

    def is_of(self, base: DraftEntity, made_by: MadeByUsers) -> bool:
        """Whether the same would come of these."""
        same = self.base is base or self.base == base  # whoever adds entities or inverses copies all
        return same and self.made_by == made_by


def grouped(rows: Iterable[OfEntity]) -> dict[str, list[OfEntity]]:
    """Return what users have defined by entity."""
    groups: dict[str, list[OfEntity]] = {}
    for row in rows:
        groups.setdefault(row.entity, []).append(row)
    return groups


def customized(
    draft: Draft, name: str, made_by: MadeByUsers, system: Mapping[str, CatalogField]
) -> Customized:
    """Return an entity of a draft as users have made it; the draft stays as it is."""
    base = draft.entities[name]
    with_own = draft.with_copy_of(name) if made_by.custom_fields or made_by.overrides else draft
    apply_overrides(with_own.entities[name], made_by.overrides)
    problems = list(add_custom_fields(with_own, made_by.custom_fields))
    checks, left_out = entity_checks(with_own.entities[name], made_by.rules, system)
    problems.extend(text[0].upper() + text[1:] for text in left_out)
    entity = with_own.entities[name].frozen(system, checks)
    rules = catalog_rules(base, made_by.duplicate_rules, entity.fields, CUSTOM)
    entity = replace(entity, duplicate_rules=rules)
    return Customized(base, made_by, entity, entity_digest(entity), tuple(problems))


def add_custom_fields(draft: Draft, custom_fields: Iterable[CustomField]) -> Iterator[str]:
    """Add those that keep their names first, then those that must give way; tell what is wrong."""
    clashing: list[tuple[str, CatalogField, DeclarationError]] = []
    for custom in custom_fields:
        field = custom.field
        target = field.target or custom.entity
        if field.kind not in draft.kinds or not {custom.entity, target} <= draft.entities.keys():
            continue  # its module or kind is switched off; the definition and the values stay
        kind, retired, place = draft.kinds[field.kind], custom.retired, custom.values_key
        placed = custom_field(field, kind, custom.storage_key, retired=retired, values_key=place)
        if not FIELD_NAME.fullmatch(field.key):
            yield f'The custom field "{field.key}" of {custom.entity} is left out: that is no field\'s name.'
            continue
        try:
            draft.add_field(custom.entity, placed)
        except DeclarationError as error:
            clashing.append((custom.entity, placed, error))
    for entity, placed, clash in clashing:
        key = _add_renamed(draft, entity, placed)
        yield f'{clash} The custom field is called "{key}" until it is renamed (renameField).'


def _add_renamed(draft: Draft, entity: str, placed: CatalogField) -> str:
    """Add a field under the first free one of `budgetCustom`, `budgetCustom2` … and return that key."""
    for number in count(1):
        key = f"{placed.key}Custom{number if number > 1 else ''}"
        try:
            draft.add_field(entity, replace(placed, field=replace(placed.field, key=key, inverse=None)))
        except DeclarationError:
            continue
        return key
    raise AssertionError  # numbers do not end
