"""Relation types that users make: created, changed and deleted like fields, each in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gql_crm.access import Actor
from gql_crm.customization import relation_type_rows
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.writers import shut_writers_out
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.field import LocalizedText
from gql_crm.plugins.catalog import CUSTOM, Catalog, CatalogRelationType
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.module import RelationType
from gql_crm.plugins.relation_types import UserRelationType, relation_type_problems, renamed_ends
from gql_crm.text import camel_case, did_you_mean, shown

MOST_TYPES = 200
"""Of users: all of them are in every answer about related records."""
_ATTRIBUTES = {
    "key": "key",
    "label": "label",
    "reverseLabel": "reverse_label",
    "fromEntity": "from_entity",
    "toEntity": "to_entity",
    "symmetric": "symmetric",
    "rollUp": "roll_up",
}


@dataclass(frozen=True, slots=True)
class RelationTypes:
    """Changes of one actor in one transaction; each answers with the catalog after it, or raises."""

    connection: Connection
    contributions: Contributions
    actor: Actor
    now: datetime

    async def create(self, given: Mapping[str, Any]) -> tuple[CatalogRelationType, Catalog]:
        """Create one of a `CreateRelationTypeInput`."""
        change = await self._begin()
        values = _values(given, change.language)
        if values.get("symmetric") is None:
            same = values.get("from_entity") == values.get("to_entity")
            values["symmetric"] = same and not values.get("reverse_label")
        declared = RelationType(**values)
        faults = [*_faults(change, declared), *_taken(change, declared.key)]
        if len(change.state.relation_types) >= MOST_TYPES:
            text = f"There are {MOST_TYPES} relation types of users; delete one that is not needed any more."
            faults.append(UserError("INVALID_STATE", (), text))
        _raise(faults)
        stored = renamed_ends(declared, change.stored_names)
        made = await relation_type_rows.insert(self.connection, stored, self.now)
        return await _published(change, made, [*change.state.relation_types, made])

    async def update(self, key: str, given: Mapping[str, Any]) -> tuple[CatalogRelationType, Catalog]:
        """Change one by an `UpdateRelationTypeInput`; links stay."""
        change = await self._begin()
        own = _own(change, key, "changed")
        given = dict(given)
        active = given.pop("active", None)
        values = _values(given, change.language)
        declared = replace(own.declared, **values)
        faults = _faults(change, declared)
        if "key" in values and values["key"] != key:
            faults.extend(_taken(change, declared.key))
        _raise(faults)
        stored = renamed_ends(declared, change.stored_names)
        changed = replace(own, declared=stored, active=own.active if active is None else active)
        await relation_type_rows.redefine(self.connection, changed)
        others = [changed if one.id == own.id else one for one in change.state.relation_types]
        return await _published(change, changed, others)

    async def delete(self, key: str) -> tuple[str, Catalog]:
        """Delete one of which there are no links; IN_USE otherwise."""
        change = await self._begin()
        own = _own(change, key, "deleted")
        await shut_writers_out(self.connection)  # a link that is being made counts
        if await relation_type_rows.has_links(self.connection, own.relation_id):
            text = (
                f'Records are linked by "{key}"; unlink them first, deleted records included,'
                " or let it make no new links (updateRelationType with active: false)."
            )
            raise UserErrors([UserError("IN_USE", ("key",), text)])
        await relation_type_rows.delete(self.connection, own.id, self.now)
        others = tuple(one for one in change.state.relation_types if one.id != own.id)
        return key, await change.publish_state(replace(change.state, relation_types=others))

    async def _begin(self) -> CatalogChange:
        if not self.actor.is_admin:
            text = "Only administrators may change relation types."
            raise UserErrors([UserError("FORBIDDEN", (), text)])
        return await CatalogChange.begin(self.connection, self.contributions, self.now)


async def _published(
    change: CatalogChange, made: UserRelationType, all_: Sequence[UserRelationType]
) -> tuple[CatalogRelationType, Catalog]:
    catalog = await change.publish_state(replace(change.state, relation_types=tuple(all_)))
    return next(
        one for one in catalog.relation_types.values() if one.relation_id == made.relation_id
    ), catalog


def _own(change: CatalogChange, key: str, verb: str) -> UserRelationType:
    """Return one that users made, as the catalog calls it."""
    found = change.catalog.relation_types.get(key)
    if found is None:
        own = [one.key for one in change.catalog.relation_types.values() if one.origin == CUSTOM]
        text = f"There is no relation type {shown(key)}.{did_you_mean(key, own)}"
        raise UserErrors([UserError("NOT_FOUND", ("key",), text)])
    if found.origin != CUSTOM:
        owner = f'"{key}" belongs to the module "{found.origin}"'
        text = f"{owner}; only relation types that users have made can be {verb}."
        raise UserErrors([UserError("FORBIDDEN", ("key",), text)])
    own_row = next(one for one in change.state.relation_types if one.relation_id == found.relation_id)
    names = {stored: name for name, stored in change.stored_names.items()}
    return replace(own_row, declared=renamed_ends(own_row.declared, names))


def _values(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return attributes of a `RelationType`: null is what it would be without."""
    values: dict[str, Any] = {}
    for name, attribute in _ATTRIBUTES.items():
        if name in given:
            value = given[name]
            values[attribute] = _text(value, language) if attribute.endswith("label") else value
    if values.get("roll_up", True) is None:
        values["roll_up"] = True
    return values


def _text(value: str | LocalizedText | None, language: str) -> LocalizedText:
    if value is None:
        return {}
    return {language: value} if isinstance(value, str) else dict(value)


def _faults(change: CatalogChange, declared: RelationType) -> list[UserError]:
    problems = list(relation_type_problems(declared))
    faults = [UserError("VALIDATION", (camel_case(name),), text) for name, text in problems]
    for name in ("from_entity", "to_entity"):
        entity = getattr(declared, name)
        if entity is not None and entity not in change.catalog.entities:
            faults.append(change.no_entity(camel_case(name), entity))
    return faults


def _taken(change: CatalogChange, key: str) -> list[UserError]:
    """Return the fault of a key that another one has, also one that waits for its module."""
    there = change.catalog.relation_types.get(key)
    if there is not None and there.origin != CUSTOM:
        text = f'The module "{there.origin}" has a relation type {shown(key)}.'
        return [UserError("DUPLICATE", ("key",), text)]
    if there is not None or any(one.declared.key == key for one in change.state.relation_types):
        return [UserError("DUPLICATE", ("key",), f"There is a relation type {shown(key)} already.")]
    return []


def _raise(faults: Sequence[UserError]) -> None:
    if faults:
        raise UserErrors(faults)
