"""What mutations of custom fields do, and what they answer with, at first and again."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gql_crm.customization import Customization, FieldConversions, FieldKey, deleted_field
from gql_crm.database import Connection
from gql_crm.errors import UserError
from gql_crm.jobs import Job
from gql_crm.plugins.catalog import Catalog, CatalogField
from gql_crm.schema.catalog_changes import CatalogMutation
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import OperationContext
from gql_crm.schema.following_views import FollowingViews
from gql_crm.schema.rollup_types import filter_faults


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What was changed: the fields, in the catalog as it is now."""

    fields: Sequence[CatalogField] = ()
    """In the catalog as it is now; a deleted one as it was."""
    catalog_version: int | None = None
    errors: Sequence[UserError] = ()
    job: Job | None = None


@dataclass(frozen=True, slots=True)
class FieldOutcome:
    """The fields of a change, each behind the name that rows have of its entity."""

    fields: Sequence[tuple[str, CatalogField]]
    catalog: Catalog
    job: UUID | None = None


Change = Callable[..., Awaitable[FieldOutcome]]
"""Takes the context, the connection of its transaction and the arguments of a mutation field."""


async def create_field(
    context: OperationContext, connection: Connection, *, input: Mapping[str, Any]
) -> FieldOutcome:
    """Carry out `createField`."""
    return await _changed(context, connection, lambda c: c.create_field(input))


async def create_fields(
    context: OperationContext, connection: Connection, *, inputs: Sequence[Mapping[str, Any]]
) -> FieldOutcome:
    """Carry out `createFields`."""
    return await _changed(context, connection, lambda c: c.create_fields(inputs))


async def update_field(
    context: OperationContext, connection: Connection, *, entity: str, key: str, input: Mapping[str, Any]
) -> FieldOutcome:
    """Carry out `updateField`."""
    return await _changed(context, connection, lambda c: c.update_field(entity, key, input))


async def rename_field(
    context: OperationContext,
    connection: Connection,
    *,
    entity: str,
    key: str,
    newKey: str,  # noqa: N803 (the argument's name)
) -> FieldOutcome:
    """Carry out `renameField`."""
    return await _changed(context, connection, lambda c: c.rename_field(entity, key, newKey))


async def retire_field(
    context: OperationContext, connection: Connection, *, entity: str, key: str
) -> FieldOutcome:
    """Carry out `retireField`."""
    return await _changed(context, connection, lambda c: c.retire_field(entity, key))


async def restore_field(
    context: OperationContext, connection: Connection, *, entity: str, key: str
) -> FieldOutcome:
    """Carry out `restoreField`."""
    return await _changed(context, connection, lambda c: c.restore_field(entity, key))


async def deprecate_field(
    context: OperationContext, connection: Connection, *, entity: str, key: str, input: Mapping[str, Any]
) -> FieldOutcome:
    """Carry out `deprecateField`."""
    return await _changed(context, connection, lambda c: c.deprecate_field(entity, key, input))


async def undeprecate_field(
    context: OperationContext, connection: Connection, *, entity: str, key: str
) -> FieldOutcome:
    """Carry out `undeprecateField`."""
    return await _changed(context, connection, lambda c: c.undeprecate_field(entity, key))


async def delete_field(
    context: OperationContext, connection: Connection, *, entity: str, key: str, confirm: str
) -> FieldOutcome:
    """Carry out `deleteField`."""
    customization = _customization(context, connection)
    deleted, catalog = await customization.delete_field(entity, key, confirm)
    stored_as = catalog.entity(entity).stored_as
    return FieldOutcome([(stored_as, deleted)], catalog, customization.jobs[-1])


async def convert_field(
    context: OperationContext, connection: Connection, *, entity: str, key: str, input: Mapping[str, Any]
) -> FieldOutcome:
    """Carry out `convertField`."""
    made_of = (connection, context.contributions, context.actor, context.profile, context.now)
    field, catalog, job = await FieldConversions(*made_of).convert(entity, key, input)
    return FieldOutcome([(catalog.entity(entity).stored_as, field)], catalog, job)


async def _changed(
    context: OperationContext,
    connection: Connection,
    change: Callable[[Customization], Awaitable[tuple[Sequence[FieldKey], Catalog]]],
) -> FieldOutcome:
    customization = _customization(context, connection)
    keys, catalog = await change(customization)
    owners = [(catalog.entity(entity), key) for entity, key in keys]
    fields = [(owner.stored_as, owner.fields[key]) for owner, key in owners]
    return FieldOutcome(fields, catalog, customization.jobs[-1] if customization.jobs else None)


def _customization(context: OperationContext, connection: Connection) -> Customization:
    judge = filter_faults(context)
    made_of = (connection, context.contributions, context.actor, context.now)
    return Customization(*made_of, filter_faults=judge, follower=FollowingViews(context))


def _made(outcome: FieldOutcome) -> ChangeMade:
    names = [(entity, field.field_id) for entity, field in outcome.fields]
    gone = any(field.deleted for _, field in outcome.fields)
    return ChangeMade(outcome.catalog.version, names, outcome.job, gone=gone)


async def _told(context: OperationContext, outcome: FieldOutcome) -> FieldChange:
    context.moved_to(outcome.catalog)
    fields = [field for _, field in outcome.fields]
    return FieldChange(fields, outcome.catalog.version, job=await context.job(outcome.job))


async def _told_again(context: OperationContext, made: ChangeMade, catalog: Catalog) -> FieldChange:
    """Tell of the fields as they are now; those that are not there any more are left out."""
    found = [await _again(context, made, catalog, *name) for name in made.names]
    fields = [field for field in found if field is not None]
    return FieldChange(fields, made.version, job=await context.job(made.job))


async def _again(
    context: OperationContext, made: ChangeMade, catalog: Catalog, entity: str, field_id: str
) -> CatalogField | None:
    if made.gone:
        async with context.database.connection() as connection:
            return await deleted_field(connection, context.contributions, field_id, context.now)
    owner = catalog.stored_entities.get(entity)
    fields = owner.fields.values() if owner else ()
    return next((field for field in fields if field.field_id == field_id), None)


FIELDS = CatalogMutation(_made, _told, _told_again, lambda errors: FieldChange(errors=errors))
"""How mutations of custom fields answer."""
