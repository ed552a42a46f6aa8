"""Types of mutations of many records: payload, target, policy; and the keys by which a record is found."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
)

from gql_crm.fields.costs import weighing
from gql_crm.fields.generated import GeneratedInput, GeneratedObject
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.records import ErrorPolicy
from gql_crm.schema.bulk_types import bulk_job_field
from gql_crm.schema.entity_types import told_members
from gql_crm.schema.payload import ManyPayload, RefList
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import MOST_TARGETS, WRITTEN

_NO_ENUM_VALUES = frozenset({"true", "false", "null"})

ERROR_POLICY = GraphQLEnumType(
    "ErrorPolicy",
    {
        "ALL_OR_NOTHING": GraphQLEnumValue(
            ErrorPolicy.ALL_OR_NOTHING,
            description="Nothing is written when an element fails; all that fail are told.",
        ),
        "BEST_EFFORT": GraphQLEnumValue(
            ErrorPolicy.BEST_EFFORT, description="What is good is written, the rest is told."
        ),
    },
    description="What becomes of the good elements of a list when others fail.",
)


def types_for_many(registry: TypeRegistry) -> Iterator[GraphQLNamedType]:
    """Return the types that the entities have in common."""
    yield ERROR_POLICY
    yield GeneratedObject(
        "DeleteManyPayload",
        lambda: {
            "deletedIds": GraphQLField(non_null_list(GraphQLID), description="Ids of the deleted records."),
            "userErrors": GraphQLField(
                non_null_list(registry.object("UserError")),
                description="What kept others from being deleted.",
            ),
            "job": bulk_job_field(registry),
        },
        description="Result of a deletion of many records.",
    )


def many_types(registry: TypeRegistry, entity: CatalogEntity) -> Iterator[GraphQLNamedType]:
    """Return the entity's own: payload and target, and the unique fields where it has some."""
    yield _payload(registry, entity)
    yield _target(registry, entity)
    if fields := unique_fields(entity):
        names = entity.names
        yield GraphQLEnumType(
            names.unique_key,
            {
                name: GraphQLEnumValue(name, description=registry.described(field))
                for name, field in fields.items()
            },
            description=f"The unique fields of a {names.entity}, by which a record is found.",
        )


def unique_fields(entity: CatalogEntity) -> Mapping[str, CatalogField]:
    """Return the fields by which a record can be found, by the names of their inputs."""
    return {
        field.input_name: field
        for field in entity.fields.values()
        if field.field.unique
        and field.field.writable
        and not field.retired
        and field.key not in _NO_ENUM_VALUES
    }


def _payload(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLObjectType:
    names = entity.names

    def fields() -> Mapping[str, GraphQLField]:
        return {
            names.plural: GraphQLField(
                non_null_list(registry.object(names.entity)),
                resolve=_records,
                description="The records that were written, as they are now, as far as the caller sees them.",
            ),
            **told_members(registry, "Why records were not written, each with its place in the list."),
            "job": bulk_job_field(registry),
        }

    text = f"Result of a mutation of many {names.entity} records."
    return GeneratedObject(names.many_payload, fields, description=text)


def _target(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLInputObjectType:
    names = entity.names
    as_many = weighing(MOST_TARGETS * WRITTEN)
    limit = f"more than {MOST_TARGETS:,} by a job"

    def members() -> Mapping[str, GraphQLInputField]:
        return {
            "ids": GraphQLInputField(
                GraphQLList(GraphQLNonNull(GraphQLID)),
                description="These records.",
                extensions=weighing(WRITTEN),
            ),
            "filter": GraphQLInputField(
                registry.input(names.filter),
                description=f"The records that meet this and that the caller sees, {limit}.",
                extensions=as_many,
            ),
            "all": GraphQLInputField(
                GraphQLBoolean,
                description=f"Every record that the caller sees, {limit}; only true means something.",
                extensions=as_many,
            ),
        }

    text = f"The {names.entity} records that a mutation is for."
    return GeneratedInput(names.target, members, description=text, is_one_of=True)


def _records(payload: ManyPayload, _info: object) -> RefList | list[Any]:
    return payload.records if payload.records.ids else []
