"""Changes that users make to the catalog and the workspace, each in one transaction of the caller's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from gql_crm import sql
from gql_crm.access import Actor
from gql_crm.customization import field_rows, override_rows
from gql_crm.customization.conditions import check_unread, condition_faults
from gql_crm.customization.definition import changed_field
from gql_crm.customization.deletions import deleted_field
from gql_crm.customization.deprecations import deprecated_field, kept_field
from gql_crm.customization.derived import judged_derived
from gql_crm.customization.entity_definition import lost_name_faults
from gql_crm.customization.field_faults import NewFields, named_faults
from gql_crm.customization.field_indexes import (
    FieldIndexState,
    ask_for_index,
    formula_faults,
    index_faults,
    load_index,
)
from gql_crm.customization.following import Follower
from gql_crm.customization.held_values import HeldValues
from gql_crm.customization.numbering_job import ask_for_numbers
from gql_crm.customization.overriding import overridden
from gql_crm.customization.removed_options import ask_for_moves, removed_options
from gql_crm.customization.renamed_readers import OtherKey
from gql_crm.customization.rollups import FilterFaults
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.settings import WorkspaceSettings, judge_settings
from gql_crm.customization.store import lock, publish
from gql_crm.customization.unique_job import ask_for_unique
from gql_crm.customization.writers import shut_writers_out
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.field import Field
from gql_crm.fields.kinds import AutonumberKind
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField
from gql_crm.plugins.merge import Contributions, CustomField
from gql_crm.records.statements import run

FieldKey: TypeAlias = tuple[str, str]
"""An entity's name and a field's key."""
Changed: TypeAlias = tuple[Sequence[FieldKey], Catalog]
"""The fields that a change concerns, by the keys that they have in the catalog after it, and that catalog."""


@dataclass(frozen=True, slots=True)
class Customization:
    """Changes of one actor in one transaction; each writes, or raises `UserErrors` with all its faults.

    A change waits for others under way, is checked against the catalog as it is then, raises the version and
    notifies the workers when the transaction commits.
    """

    connection: Connection
    contributions: Contributions
    actor: Actor
    now: datetime
    jobs: list[UUID] = field(default_factory=list)
    """Jobs that were asked for; they wait when the transaction commits."""
    filter_faults: FilterFaults | None = None
    """Judges the filters of roll-ups."""
    follower: Follower | None = None
    """Follows fields to other names."""

    async def create_field(self, given: Mapping[str, Any]) -> Changed:
        """Create a field of a `CreateFieldInput`."""
        return await self._create([given], numbered=False)

    async def create_fields(self, given: Sequence[Mapping[str, Any]]) -> Changed:
        """Create fields, all of them or none; faults name the element that they are in."""
        return await self._create(given, numbered=True)

    async def update_field(self, entity: str, key: str, given: Mapping[str, Any]) -> Changed:
        """Change a definition by an `UpdateFieldInput`; new writes follow it, records keep what they hold."""
        change = await self._begin()
        declared = change.declared_field(entity, key)
        if declared is not None:
            return await self._override(change, entity, declared, given)
        owner, field, custom = change.custom_field(entity, key, "changed")
        new, faults = changed_field(custom.field, given, change.language)
        faults.extend(change.definition_faults(new))
        if not given.keys().isdisjoint(("expression", "rollup")):
            judge, own_id = self.filter_faults, custom.storage_key
            new, unfit = judged_derived(change.catalog, entity, new, judge, own_id=own_id)
            faults.extend(unfit)
        judged = condition_faults(change, entity, new)
        faults.extend(fault for fault in judged if fault.field[0] in given)
        if new.indexed and not custom.field.indexed:
            faults.extend(index_faults(change.state.custom_fields, owner))
        faults.extend(formula_faults(owner, new, change.catalog.kinds[new.kind]))
        held = HeldValues(self.connection, owner, field)
        removal = await removed_options(held, custom.field, new, given)
        new = removal.field
        faults.extend(removal.faults)
        new = await self._settle_unique(owner, replace(field, field=new), custom, faults)
        if removal.moves:
            self.jobs.append(await ask_for_moves(change, custom, removal.moves, self.actor.user_id))
        redefined = await self._redefine(change, replace(custom, field=new))
        concerned = not given.keys().isdisjoint(("indexed", "expression"))
        if concerned and await self._index_waits(custom, redefined):
            await self._ask_for_index(replace(custom, field=new))
        return redefined

    async def rename_field(self, entity: str, key: str, new_key: str) -> Changed:
        """Give a field another key; its values, history and unique values stay where they are.

        Conditions and rules that name it follow, and what the `follower` knows of.
        """
        change = await self._begin()
        owner, field, custom = change.custom_field(entity, key, "renamed")
        new = replace(custom.field, key=new_key)
        names = change.taken_names(without=field.field_id)
        faults = named_faults(change, names, entity, new, field.field_id)
        _raise([replace(fault, field=("newKey",)) for fault in faults if fault.field == ("key",)])
        followed = await OtherKey.of(owner, field, new_key).followed(change)
        own = next(one for one in followed.state.custom_fields if one.id == custom.id)
        renamed = await self._redefine(followed, replace(custom, field=replace(own.field, key=new_key)))
        if self.follower is not None:
            await shut_writers_out(self.connection)  # what they write may have the old name
            called = renamed[1].entity(entity).fields[new_key]
            await self.follower.field_renamed(self.connection, change.catalog, entity, field, called)
        return renamed

    async def retire_field(self, entity: str, key: str) -> Changed:
        """Take a field out of the inputs; it stays readable."""
        return await self._retire(entity, key, retired=True)

    async def restore_field(self, entity: str, key: str) -> Changed:
        """Take a retired field back into the inputs."""
        return await self._retire(entity, key, retired=False)

    async def delete_field(self, entity: str, key: str, confirm: str) -> tuple[CatalogField, Catalog]:
        """Delete a field for good, when `confirm` is its key; a job clears its values, history stays."""
        change = await self._begin()
        gone, catalog, job = await deleted_field(change, entity, key, confirm, self.actor.user_id)
        self.jobs.append(job)
        return gone, catalog

    async def deprecate_field(self, entity: str, key: str, given: Mapping[str, Any]) -> Changed:
        """Say by a `DeprecateFieldInput` why a field should not be used, and when it is removed."""
        change = await self._begin()
        return await self._redefine(change, deprecated_field(change, entity, key, given))

    async def undeprecate_field(self, entity: str, key: str) -> Changed:
        """Let a field stay that was to be removed."""
        change = await self._begin()
        return await self._redefine(change, kept_field(change, entity, key))

    async def update_workspace(self, given: Mapping[str, Any]) -> tuple[WorkspaceSettings, int]:
        """Change settings by an `UpdateWorkspaceInput`; return them all, and the catalog's version."""
        self._check_admin()
        values, faults = judge_settings(given)
        _raise(faults)
        state = await lock(self.connection)
        version = state.version + 1
        await publish(self.connection, version)
        columns = tuple((column, sql.Parameter(value, _type(value))) for column, value in values.items())
        if columns:
            await run(self.connection, sql.Update("workspace_setting", "w", columns, sql.TRUE))
        if "languages" in values:
            values["languages"] = tuple(values["languages"])
        return replace(state.settings, **values), version

    async def _create(self, given: Sequence[Mapping[str, Any]], *, numbered: bool) -> Changed:
        change = await self._begin()
        new = NewFields.of(change, self.filter_faults)
        faults: list[UserError] = []
        for index, element in enumerate(given):
            found = new.add(element["entity"], element)
            faults.extend(replace(fault, element_index=index if numbered else None) for fault in found)
        for index, fault in new.condition_faults():
            faults.append(replace(fault, element_index=index if numbered else None))
        _raise(faults)
        created = [await change.insert(entity, field) for entity, field in new.fields]
        for custom in created:
            if custom.field.indexed:
                await self._ask_for_index(change.named(custom))
            if isinstance(change.catalog.kinds[custom.field.kind], AutonumberKind):
                await self._ask_for_numbers(change, change.named(custom))
        catalog = await change.publish([*change.state.custom_fields, *created])
        return [(entity, field.key) for entity, field in new.fields], catalog

    async def _override(
        self, change: CatalogChange, entity: str, field: CatalogField, given: Mapping[str, Any]
    ) -> Changed:
        override, faults = overridden(change, entity, field, given)
        _raise(faults)
        await override_rows.write(self.connection, override, self.now)
        return [(entity, field.key)], await change.publish_state(change.state.with_override(override))

    async def _settle_unique(
        self, owner: CatalogEntity, field: CatalogField, custom: CustomField, faults: list[UserError]
    ) -> Field:
        """Raise the faults, else make values unique or free; return the definition until a job ends."""
        new = field.field
        same = custom.field.unique and custom.field.unique_within == new.unique_within
        becomes_unique = new.unique and not same and field.kind.can_be_unique and not faults
        held = HeldValues(self.connection, owner, field)
        if becomes_unique:
            await shut_writers_out(self.connection)
        rows = await held.unique_rows(faults) if becomes_unique else []
        _raise(faults)
        if rows is None:
            self.jobs.append(await ask_for_unique(self.connection, custom, self.actor.user_id, self.now))
            return replace(new, unique=False)
        if rows:
            await held.take(rows)
        elif custom.field.unique and not new.unique:
            await held.free()
        return new

    async def _redefine(self, change: CatalogChange, custom: CustomField) -> Changed:
        await field_rows.redefine(self.connection, custom.id, change.stored(custom).field)
        return await self._published(change, custom)

    async def _retire(self, entity: str, key: str, *, retired: bool) -> Changed:
        change = await self._begin()
        owner, _, custom = change.custom_field(entity, key, "retired" if retired else "restored")
        if custom.retired is retired:
            text = f'"{key}" of {entity} is {"retired already" if retired else "not retired"}.'
            raise UserErrors([UserError("INVALID_STATE", ("key",), text)])
        _raise(lost_name_faults(owner, key, "retired") if retired else ())
        if retired:
            check_unread(owner, key, "retired")
        await field_rows.retire(self.connection, custom.id, self.now if retired else None)
        return await self._published(change, replace(custom, retired=retired))

    async def _published(self, change: CatalogChange, custom: CustomField) -> Changed:
        catalog = await change.publish(change.with_changed(custom))
        return [(custom.entity, _field_of(catalog.entity(custom.entity), custom).key)], catalog

    async def _ask_for_index(self, custom: CustomField) -> None:
        self.jobs.append(await ask_for_index(self.connection, custom, self.actor.user_id, self.now))

    async def _ask_for_numbers(self, change: CatalogChange, custom: CustomField) -> None:
        entity, time_zone = change.catalog.entity(custom.entity), change.state.settings.time_zone
        connection, actor_id = self.connection, self.actor.user_id
        job = await ask_for_numbers(connection, entity, custom, time_zone, actor_id, self.now)
        self.jobs.extend([job] if job else [])

    async def _index_waits(self, old: CustomField, changed: Changed) -> bool:
        """Whether a job has to change the indexes: one that failed is asked for again."""
        ((entity, key),), catalog = changed
        field = catalog.entity(entity).fields[key]
        new = field.field
        if new.indexed != old.field.indexed or (new.indexed and new.expression != old.field.expression):
            return True
        index = await load_index(self.connection, catalog.entity(entity), field)
        return index is not None and index.state is FieldIndexState.FAILED

    async def _begin(self) -> CatalogChange:
        self._check_admin()
        return await CatalogChange.begin(self.connection, self.contributions, self.now)

    def _check_admin(self) -> None:
        if not self.actor.is_admin:
            text = "Only administrators may change the workspace and its fields."
            raise UserErrors([UserError("FORBIDDEN", (), text)])


def _field_of(entity: CatalogEntity, custom: CustomField) -> CatalogField:
    return next(field for field in entity.fields.values() if field.field_id == custom.storage_key)


def _raise(faults: Sequence[UserError]) -> None:
    if faults:
        raise UserErrors(faults)


def _type(value: Any) -> str:
    return "text[]" if isinstance(value, list) else "text"
