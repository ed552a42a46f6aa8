"""Entities that users define: made, changed, retired and deleted while the workspace runs."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from gql_crm.access import Actor
from gql_crm.customization import entity_rows
from gql_crm.customization.entity_changes import EntityChange, Outcome
from gql_crm.customization.entity_definition import (
    clash_faults,
    count_faults,
    display_of,
    entity_faults,
    new_entity,
)
from gql_crm.customization.field_faults import NewFields
from gql_crm.customization.field_indexes import ask_for_index
from gql_crm.customization.following import Follower
from gql_crm.customization.module_tables import ModuleTables
from gql_crm.customization.once import Once, each_time
from gql_crm.customization.session import CatalogChange
from gql_crm.database.entity_tables import make_table, owner_transaction, server_role
from gql_crm.database.errors import DatabaseError
from gql_crm.database.migrations import IN_USE, Patience
from gql_crm.database.pool import Connection, Database
from gql_crm.errors import UserError, UserErrors
from gql_crm.plugins.custom_entities import CustomEntity
from gql_crm.plugins.merge import Contributions, CustomField, merge
from gql_crm.plugins.models import custom_entity_model
from gql_crm.plugins.module import Entity

log = structlog.get_logger(__name__)

_FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, DatabaseError)
_NO_ID = 0
"""Number of an entity that is not there yet: no row ever has it."""
_STAND_IN = Entity(name="EntityWithoutName", plural="entitiesWithoutName", fields=(), display=())
"""Whose fields are judged where the entity itself cannot stand."""


@dataclass(frozen=True, slots=True)
class Entities:
    """Changes of one actor, each in a transaction of its own; they raise `UserErrors` with all their faults.

    Making an entity is one transaction of the role that owns the tables: table, definition, fields and the
    catalog's new version are there together or not at all, whenever a process dies.
    """

    database: Database
    tables: ModuleTables
    contributions: Contributions
    actor: Actor
    now: datetime
    once: Once = each_time
    follower: Follower | None = None
    """Follows entities to other names."""

    async def create(self, given: Mapping[str, Any]) -> Outcome:
        """Make an entity of a `CreateEntityInput`, with its fields."""
        self._check_admin()
        begun = time.monotonic()
        role = await server_role(self.database)
        patience = Patience(self.tables.begun(begun).patience_seconds)
        while True:
            try:
                async with owner_transaction(self.tables.owner_dsn, schema=self.tables.schema) as connection:
                    return await self.once(connection, partial(self._create, connection, given, role))
            except IN_USE:
                if patience.is_over:
                    text = "The catalog is being changed all the time; try again."
                    raise UserErrors([UserError("INVALID_STATE", (), text)]) from None
            except _FAILURES as problem:
                log.exception("the table of a custom entity could not be made", entity=given["name"])
                text = "The entity's table could not be made; the server's log has the reason."
                raise UserErrors([UserError("INVALID_STATE", (), text)]) from problem
            await asyncio.sleep(random.uniform(0.01, 0.1))  # noqa: S311 (spreads the tries, hides nothing)

    async def update(self, name: str, given: Mapping[str, Any]) -> Outcome:
        """Change labels, and which fields make the records' names, by an `UpdateEntityInput`."""
        self._check_admin()
        return await self._in_transaction(lambda change: change.update(name, given))

    async def rename(self, name: str, new_name: str, new_plural: str) -> Outcome:
        """Give an entity other names in the schema; its records, fields and history stay where they are."""
        self._check_admin()
        return await self._in_transaction(lambda change: change.rename(name, new_name, new_plural))

    async def retire(self, name: str, *, retired: bool) -> Outcome:
        """Take the mutations of an entity out of the schema, or back into it."""
        self._check_admin()
        return await self._in_transaction(lambda change: change.retire(name, retired=retired))

    async def delete(self, name: str, confirm: str) -> Outcome:
        """Delete an entity for good, when `confirm` is its name; a job clears its records."""
        self._check_admin()
        return await self._in_transaction(lambda change: change.delete(name, confirm))

    async def _in_transaction(self, write: Callable[[EntityChange], Awaitable[Outcome]]) -> Outcome:
        async with self.database.transaction() as connection:

            async def run() -> Outcome:
                change = await CatalogChange.begin(connection, self.contributions, self.now)
                return await write(EntityChange(change, self.actor.user_id, self.follower))

            return await self.once(connection, run)

    async def _create(self, connection: Connection, given: Mapping[str, Any], role: str) -> Outcome:
        change = await CatalogChange.begin(connection, self.contributions, self.now)
        entity = new_entity(given, change.language)
        custom = CustomEntity(_NO_ID, entity)
        faults = [*entity_faults(entity), *count_faults(change, len(given["fields"]))]
        if not faults:
            faults.extend(clash_faults(change, custom))
        fields, found = self._judged(change, replace(custom, entity=_STAND_IN) if faults else custom, given)
        faults.extend(found)
        kinds = {key: (one, change.catalog.kinds[one.kind]) for key, one in fields.by_key().items()}
        display, unfit = display_of(kinds, given.get("display"), entity.name)
        faults.extend(unfit)
        if faults:
            raise UserErrors(faults)
        return await self._write(change, custom, fields, display, role)

    def _judged(
        self, change: CatalogChange, custom: CustomEntity, given: Mapping[str, Any]
    ) -> tuple[NewFields, list[UserError]]:
        """Return the fields of a `CreateEntityInput` as those of an entity, and their faults."""
        fields, name = NewFields.of(_with_entity(change, custom)), custom.entity.name
        faults: list[UserError] = []
        for place, element in enumerate(given["fields"]):
            to_itself = element.get("targetEntity") == given["name"]
            found = fields.add(name, {**element, "targetEntity": name} if to_itself else element)
            faults.extend(replace(one, field=("fields", str(place), *one.field)) for one in found)
        for place, fault in fields.condition_faults():
            faults.append(replace(fault, field=("fields", str(place), *fault.field)))
        return fields, faults

    async def _write(
        self,
        change: CatalogChange,
        custom: CustomEntity,
        fields: NewFields,
        display: Sequence[str],
        role: str,
    ) -> Outcome:
        connection = change.connection
        made = await entity_rows.insert(connection, custom.entity, self.now)
        with_entity = _with_entity(change, made)
        own = [await with_entity.insert(entity, field) for entity, field in fields.fields]
        keys = {one.field.key: one.storage_key for one in own}
        entity = replace(custom.entity, display=tuple(keys[key] for key in display))
        await entity_rows.redefine(connection, made.id, entity)
        await make_table(connection, custom_entity_model(made.table), role)
        job = await self._indexed(with_entity, own)
        state = replace(
            change.state,
            custom_entities=(*change.state.custom_entities, replace(made, entity=entity)),
            custom_fields=(*change.state.custom_fields, *own),
        )
        catalog = await change.publish_state(state)
        return Outcome(catalog.stored_entities[made.table], catalog, job)

    async def _indexed(self, change: CatalogChange, fields: Sequence[CustomField]) -> UUID | None:
        """Ask for the indexes of fields; return the last job."""
        job = None
        for field in fields:
            if field.field.indexed:
                named = change.named(field)
                job = await ask_for_index(change.connection, named, self.actor.user_id, self.now)
        return job

    def _check_admin(self) -> None:
        if not self.actor.is_admin:
            text = "Only administrators may define entities and change them."
            raise UserErrors([UserError("FORBIDDEN", (), text)])


def _with_entity(change: CatalogChange, custom: CustomEntity) -> CatalogChange:
    """Return the change as it is with an entity that has no fields yet."""
    state = replace(change.state, custom_entities=(*change.state.custom_entities, custom))
    catalog = merge(state.given(change.contributions), version=state.version, now=change.now)
    return replace(change, state=state, catalog=catalog)
