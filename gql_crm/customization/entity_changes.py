"""Changes of an entity that a user has defined, inside one transaction that holds the catalog."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from gql_crm.customization import (
    duplicate_rows,
    entity_rows,
    field_rows,
    relation_type_rows,
    rule_rows,
)
from gql_crm.customization.derived import entity_still_read
from gql_crm.customization.entity_definition import (
    changed_entity,
    clash_faults,
    display_of,
    entity_faults,
)
from gql_crm.customization.entity_jobs import ask_for_entity_deletion, ask_for_names, count_records
from gql_crm.customization.following import Follower
from gql_crm.customization.session import CatalogChange
from gql_crm.customization.writers import shut_writers_out
from gql_crm.errors import UserError, UserErrors
from gql_crm.plugins.catalog import CUSTOM, Catalog, CatalogEntity
from gql_crm.plugins.custom_entities import CustomEntity
from gql_crm.plugins.module import Entity
from gql_crm.text import did_you_mean, listed, shown

_NAME = ("name",)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An entity after a change, or as it was before it was deleted; the catalog after it; the job if any."""

    entity: CatalogEntity
    catalog: Catalog
    job: UUID | None = None


@dataclass(frozen=True, slots=True)
class EntityChange:
    """Each change writes, or raises `UserErrors`."""

    change: CatalogChange
    actor_id: UUID
    follower: Follower | None = None

    async def update(self, name: str, given: Mapping[str, Any]) -> Outcome:
        """Apply an `UpdateEntityInput`; another name for records comes by a job."""
        entity, custom = self._custom_entity(name, "changed")
        new = changed_entity(custom.entity, given, self.change.language)
        faults = list(entity_faults(new))
        job = None
        if given.get("display") is not None:
            fields = {key: (one.field, one.kind) for key, one in entity.fields.items() if not one.retired}
            display, unfit = display_of(fields, given["display"], name)
            faults.extend(unfit)
            if not unfit:
                new = replace(new, display=tuple(entity.fields[key].field_id for key in display))
        _raise(faults)
        if new.display != custom.entity.display:
            job = await ask_for_names(self.change, entity, self.actor_id)
        return await self._redefined(custom, new, job)

    async def rename(self, name: str, new_name: str, new_plural: str) -> Outcome:
        """Give it another name and plural; what names it as rows do need not be touched."""
        entity, custom = self._custom_entity(name, "renamed")
        new = replace(custom.entity, name=new_name, plural=new_plural)
        faults = [fault for fault in entity_faults(new) if fault.field in {_NAME, ("plural",)}]
        if not faults:
            faults = clash_faults(self.change, replace(custom, entity=new))
        _raise(
            [replace(fault, field=("newName" if fault.field == _NAME else "newPlural",)) for fault in faults]
        )
        outcome = await self._redefined(custom, new)
        if self.follower is not None:
            connection = self.change.connection
            await shut_writers_out(connection)  # what they write may have the old name
            await self.follower.entity_renamed(connection, self.change.catalog, entity, outcome.entity)
        return outcome

    async def retire(self, name: str, *, retired: bool) -> Outcome:
        """Retire it, or bring it back."""
        _, custom = self._custom_entity(name, "retired" if retired else "restored")
        if custom.retired is retired:
            text = f'"{name}" is {"retired already" if retired else "not retired"}.'
            _raise([UserError("INVALID_STATE", _NAME, text)])
        await entity_rows.retire(self.change.connection, custom.id, self.change.now if retired else None)
        return await self._published(replace(custom, retired=retired))

    async def delete(self, name: str, confirm: str) -> Outcome:
        """Delete it with its fields, rules and records, unless something joins it with other entities."""
        change = self.change
        entity, custom = self._custom_entity(name, "deleted")
        if confirm != name:
            lost = await count_records(change.connection, entity)
            text = f"{shown(confirm)} does not confirm it; expected {shown(name)}. {lost} lost for good then."
            _raise([UserError("VALIDATION", ("confirm",), text)])
        still_read = entity_still_read(change.catalog, entity)
        _raise([*self._referring_faults(entity), *still_read, *self._joining_faults(entity)])
        await self._delete_rows(custom)
        if self.follower is not None:
            await shut_writers_out(change.connection)  # what they write may be for it
            await self.follower.entity_deleted(change.connection, change.catalog, entity)
        job = await ask_for_entity_deletion(change, entity, custom, self.actor_id)
        state = change.state.without_entity(custom)
        return Outcome(entity, await change.publish_state(state), job)

    async def _delete_rows(self, custom: CustomEntity) -> None:
        """Delete it and what users made for it alone; a job clears links and keys with the records."""
        connection, now = self.change.connection, self.change.now
        await entity_rows.delete(connection, custom.id, now)
        await field_rows.delete_all_of(connection, custom.table, now)
        await duplicate_rows.delete_all_of(connection, custom.table)
        await rule_rows.delete_all_of(connection, custom.table)
        for one in self.change.state.relation_types:
            if one.ends == {custom.table}:
                await relation_type_rows.delete(connection, one.id, now)

    def _custom_entity(self, name: str, verb: str) -> tuple[CatalogEntity, CustomEntity]:
        """Return an entity that users defined; raise NOT_FOUND, or FORBIDDEN for a module's own."""
        catalog = self.change.catalog
        entity = catalog.entities.get(name)
        if entity is None:
            own = [one.name for one in catalog.entities.values() if one.origin == CUSTOM]
            text = f"There is no custom entity {shown(name)}.{did_you_mean(name, own)}"
            raise UserErrors([UserError("NOT_FOUND", _NAME, text)])
        if entity.origin != CUSTOM:
            text = f'"{name}" belongs to the module "{entity.origin}"; only custom entities can be {verb}.'
            raise UserErrors([UserError("FORBIDDEN", _NAME, text)])
        custom = next(one for one in self.change.state.custom_entities if one.table == entity.stored_as)
        return entity, custom

    def _referring_faults(self, entity: CatalogEntity) -> list[UserError]:
        """Return the fault of fields, retired ones and those of modules that wait among them."""
        fields = [
            self.change.named(one)
            for one in self.change.state.custom_fields
            if one.field.target == entity.stored_as and one.entity != entity.stored_as
        ]
        if not fields:
            return []
        names = listed(f"{one.entity}.{one.field.key}" for one in fields)
        text = f"{entity.name} is what {names} refer{'' if len(fields) > 1 else 's'} to; delete that first."
        return [UserError("INVALID_STATE", _NAME, text)]

    def _joining_faults(self, entity: CatalogEntity) -> list[UserError]:
        """Return the fault of relation types that lead from or to other entities."""
        types = [one for one in self.change.state.relation_types if entity.stored_as in one.ends]
        joining = [one for one in types if len(one.ends) > 1]
        if not joining:
            return []
        keys = listed(one.declared.key for one in joining)
        what, verb = ("types", "join") if len(joining) > 1 else ("type", "joins")
        text = f"The relation {what} {keys} {verb} {entity.name} with others; use deleteRelationType first."
        return [UserError("INVALID_STATE", _NAME, text)]

    async def _redefined(self, custom: CustomEntity, new: Entity, job: UUID | None = None) -> Outcome:
        await entity_rows.redefine(self.change.connection, custom.id, new)
        return await self._published(replace(custom, entity=new), job)

    async def _published(self, custom: CustomEntity, job: UUID | None = None) -> Outcome:
        state = self.change.state
        all_ = tuple(custom if one.id == custom.id else one for one in state.custom_entities)
        catalog = await self.change.publish_state(replace(state, custom_entities=all_))
        return Outcome(catalog.stored_entities[custom.table], catalog, job)


def _raise(faults: Sequence[UserError]) -> None:
    if faults:
        raise UserErrors(faults)
