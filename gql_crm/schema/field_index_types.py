"""`CatalogField.index`: how far the index of a custom field is, as the database has it now."""

import asyncio
from collections.abc import Mapping

from graphql import (
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLFloat,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.customization import FieldIndex, FieldIndexState, load_indexes
from gql_crm.plugins.catalog import CatalogField
from gql_crm.schema.context import OperationContext
from gql_crm.schema.job_types import may_see
from gql_crm.schema.members import Member, object_of
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.weights import FREE

_STATES: Mapping[FieldIndexState, str] = {
    FieldIndexState.BUILDING: "A job builds it, or waits to do so.",
    FieldIndexState.READY: "Filters and orders use it.",
    FieldIndexState.FAILED: "It could not be built; `error` says why. Set `indexed` to true again to retry.",
}


def field_index_type(registry: TypeRegistry) -> GraphQLObjectType:
    """Add the types; return that of an index."""
    values = {str(state): GraphQLEnumValue(str(state), description=text) for state, text in _STATES.items()}
    description = "Whether the index of a custom field serves."
    state = registry.add(GraphQLEnumType("FieldIndexState", values, description=description))
    members: Mapping[str, Member] = {
        "state": (GraphQLNonNull(state), lambda i, _: str(i.state), "Whether it serves."),
        "progress": (
            GraphQLFloat,
            lambda i, _: i.progress,
            "How much is built, from 0 to 1; null when unknown, and when it is not being built.",
        ),
        "error": (GraphQLString, lambda i, _: i.error, "Why it could not be built."),
        "job": (
            registry.object("Job"),
            lambda i, c: i.job if i.job and may_see(c.actor, i.job) else None,
            "The job that builds it, or could not; null for callers who may not see that job.",
            FREE,
        ),
    }
    text = "What makes filters and orders of a custom field fast: all the indexes that its kind has."
    return registry.add(object_of("FieldIndex", text, members, free=True))


async def index_of(field: CatalogField, context: OperationContext) -> FieldIndex | None:
    """Return how far the index of a field is; None when it is not to have one."""
    if not field.field.indexed:
        return None
    if context.field_indexes is None:  # all at once: a catalog is asked for many
        context.field_indexes = asyncio.ensure_future(_load(context))
    return (await context.field_indexes).get(field.field_id)


async def _load(context: OperationContext) -> Mapping[str, FieldIndex]:
    catalog = context.catalog_after_change or context.catalog
    fields = [(entity, field) for entity in catalog.entities.values() for field in entity.fields.values()]
    async with context.database.connection() as connection:
        return await load_indexes(connection, fields)
