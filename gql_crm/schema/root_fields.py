"""Root fields that every entity gets."""

from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
)

from gql_crm.fields.costs import listing
from gql_crm.fields.generated import GeneratedField
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.records import Records, Ref, copy, upsert
from gql_crm.schema.context import Info
from gql_crm.schema.duplicate_types import SKIP_CHECK, duplicates_query
from gql_crm.schema.entity_types import list_arguments
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import Deletion
from gql_crm.schema.record_mutations import RecordMutation
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import NODE, id_argument
from gql_crm.schema.weights import IDS, PAGE
from gql_crm.schema.wording import retirement

EXPECTED_VERSION = GraphQLArgument(
    GraphQLInt, description="The version that the change was made for; another one is a CONFLICT."
)


def planned(_source: object, info: Info, **_arguments: object) -> object:
    """Hand over what the planner has read for this field."""
    value = info.context.loaded[tuple(info.path.as_list())]
    if isinstance(value, Exception):
        raise value
    return value


def core_queries(registry: TypeRegistry) -> dict[str, GraphQLField]:
    """Return the queries that are no entity's."""
    ids = GraphQLArgument(
        GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLID))), description="At most 200 ids."
    )
    return {
        "node": GraphQLField(
            NODE,
            {"id": id_argument("Id of any record.")},
            resolve=planned,
            description="A record of any entity; null when it is absent or invisible.",
        ),
        "nodes": GraphQLField(
            GraphQLNonNull(GraphQLList(NODE)),
            {"ids": ids},
            resolve=planned,
            description="Records of any entities, in the order of their ids.",
            extensions=listing(IDS),
        ),
        **_viewer(registry),
    }


def _viewer(registry: TypeRegistry) -> dict[str, GraphQLField]:
    """Roles that cannot read users do not even see their own."""
    if "User" not in registry.catalog.entities:
        return {}
    user = GraphQLNonNull(registry.object("User"))
    return {"viewer": GraphQLField(user, {}, planned, description="The user who asks.")}


def entity_queries(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLField]:
    """Return `contact`, `contacts` and `findDuplicateContacts`."""
    names = entity.names
    return {
        names.one: GeneratedField(
            registry.object(names.entity),
            {"id": id_argument(f"Id of the {names.entity}.")},
            resolve=planned,
            description=f"One {names.entity}, deleted or not; null when it is absent or invisible.",
            deprecation_reason=retirement(entity),
        ),
        names.plural: GeneratedField(
            GraphQLNonNull(registry.object(names.connection)),
            list_arguments(registry, entity),
            resolve=planned,
            description=f"The {names.entity} records that the caller may see.",
            deprecation_reason=retirement(entity),
            extensions=listing(PAGE),
        ),
        **(
            {}
            if entity.retired or entity.entity.by_operations
            else {names.find_duplicates: duplicates_query(registry, entity, planned)}
        ),
    }


def entity_mutations(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLField]:
    """Return the mutations of one record."""
    names = entity.names
    payload = GraphQLNonNull(registry.object(names.payload))
    id_ = id_argument(f"Id of the {names.entity}.")
    create = GraphQLArgument(GraphQLNonNull(registry.input(names.create_input)), description="The values.")
    update = GraphQLArgument(
        GraphQLNonNull(registry.input(names.update_input)), description="The values to change."
    )
    return {
        names.mutation("create"): GeneratedField(
            payload,
            {"input": create, "skipDuplicateCheck": SKIP_CHECK},
            resolve=RecordMutation(names.entity, _create),
            description=f"Create a {names.entity}.",
        ),
        names.mutation("update"): GeneratedField(
            payload,
            {"id": id_, "input": update, "expectedVersion": EXPECTED_VERSION},
            resolve=RecordMutation(names.entity, _update),
            description=f"Change a {names.entity}: what is absent in the input stays, null clears.",
        ),
        names.mutation("delete"): GeneratedField(
            GraphQLNonNull(registry.object("DeletePayload")),
            {"id": id_, "expectedVersion": EXPECTED_VERSION},
            resolve=_delete_resolver(names.entity),
            description=f"Delete a {names.entity}; it can be restored.",
        ),
        names.mutation("restore"): GeneratedField(
            payload,
            {"id": id_},
            resolve=RecordMutation(names.entity, _restore),
            description=f"Restore a deleted {names.entity}.",
        ),
        **_copied_or_found(registry, entity),
    }


def _copied_or_found(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLField]:
    """Return the mutations that look for a record first; by a value only where a field is unique."""
    names = entity.names
    payload = GraphQLNonNull(registry.object(names.payload))
    create = registry.input(names.create_input)
    fields: dict[str, GraphQLField] = {
        names.mutation("copy"): GeneratedField(
            payload,
            {
                "id": id_argument(f"Id of the {names.entity} to copy."),
                "input": GraphQLArgument(create, description="Values that the copy has instead."),
            },
            resolve=RecordMutation(names.entity, _copy),
            description=f"Create a {names.entity} with the values of another one, unique ones left out.",
        )
    }
    if key := registry.types.get(names.unique_key):
        by = GraphQLArgument(
            GraphQLNonNull(cast("GraphQLEnumType", key)),
            description="The unique field; the input has its value.",
        )
        fields[names.mutation("upsert")] = GeneratedField(
            payload,
            {
                "by": by,
                "input": GraphQLArgument(
                    GraphQLNonNull(create), description="The values, the one to find it by included."
                ),
            },
            resolve=RecordMutation(names.entity, _upsert),
            description=f"Change the {names.entity} that holds a unique value, or create one that does.",
        )
    return fields


async def _create(
    records: Records,
    entity: str,
    *,
    input: dict[str, Any],
    skipDuplicateCheck: bool | None = None,  # noqa: N803 (the argument's name)
) -> Ref:
    return await records.create(entity, input, check_duplicates=not skipDuplicateCheck)


async def _update(
    records: Records,
    entity: str,
    *,
    id: str,
    input: dict[str, Any],
    expectedVersion: int | None = None,  # noqa: N803 (the argument's name)
) -> Ref:
    return await records.update(entity, parse_id(id), input, expected_version=expectedVersion)


async def _copy(records: Records, entity: str, *, id: str, input: dict[str, Any] | None = None) -> Ref:
    return await copy(records, entity, parse_id(id), input or {})


async def _upsert(records: Records, entity: str, *, by: str, input: dict[str, Any]) -> Ref:
    return await upsert(records, entity, by, input, check_duplicates=True)


async def _restore(records: Records, entity: str, *, id: str) -> Ref:
    return await records.restore(entity, parse_id(id))


def _delete_resolver(entity: str) -> Any:
    async def resolve(
        _source: object,
        info: Info,
        id: str,
        expectedVersion: int | None = None,  # noqa: N803 (the argument's name)
    ) -> object:
        async def run() -> Deletion:
            records = info.context.records
            deleted = await records.delete(entity, parse_id(id), expected_version=expectedVersion)
            return Deletion(str(deleted.id))

        return await run_mutation(info, run, Deletion.refused)

    return resolve
