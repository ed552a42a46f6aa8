"""Duplicates in the schema: `DuplicateMatch`, where payloads tell of them, and the query that finds them."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLFloat,
    GraphQLID,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.fields.costs import ListSize, listing, weighing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.duplicate_keys import MOST_MATCHES
from gql_crm.reads import MOST_MERGED
from gql_crm.schema.context import Info
from gql_crm.schema.payload import Payload
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import FINDING, LISTED

_MATCHES = ListSize(MOST_MATCHES)
SKIP_CHECK = GraphQLArgument(
    GraphQLBoolean, default_value=False, description="Do not look for records that may be the same."
)


def match_type(registry: TypeRegistry) -> GraphQLObjectType:
    """Return `DuplicateMatch`."""

    def members() -> Mapping[str, GraphQLField]:
        return {
            "record": GraphQLField(
                GraphQLNonNull(cast("GraphQLInterfaceType", registry.types["Record"])),
                description="The other record.",
            ),
            "rule": GraphQLField(
                GraphQLNonNull(GraphQLString), description="Name of the rule that says so, the surest one."
            ),
            "score": GraphQLField(
                GraphQLNonNull(GraphQLFloat), description="How sure the rule is, above 0 and at most 1."
            ),
        }

    return GeneratedObject("DuplicateMatch", members, description="A record that is probably the same.")


def duplicates_member(registry: TypeRegistry) -> GraphQLField:
    """Return the member `duplicates` of a payload."""
    return GraphQLField(
        GraphQLList(GraphQLNonNull(registry.object("DuplicateMatch"))),
        resolve=_duplicates,
        description="Records that a new one is probably the same as, best first; null where nobody looked.",
        extensions=listing(_MATCHES),
    )


def merged_members(type_: Any) -> dict[str, GraphQLField]:
    """Return the fields of a record that tell of merges; other records are of the same `type_`."""
    return {
        "mergedInto": GraphQLField(
            type_, description="The record that this one was merged into; null for one that was not."
        ),
        "mergedRecords": GraphQLField(
            non_null_list(type_),
            description=f"Records that were merged into this one, at most {MOST_MERGED}, the newest first.",
            extensions=listing(LISTED),
        ),
    }


def duplicates_query(
    registry: TypeRegistry, entity: CatalogEntity, resolve: Callable[..., object]
) -> GraphQLField:
    """Return `findDuplicateContacts`."""
    names = entity.names
    arguments = {
        "id": GraphQLArgument(GraphQLID, description=f"A {names.entity} that is there, or …"),
        "input": GraphQLArgument(
            registry.input(names.create_input),
            description="… what a form holds; values that are not accepted yet match nothing.",
        ),
    }
    return GeneratedField(
        non_null_list(registry.object("DuplicateMatch")),
        arguments,
        resolve=resolve,
        description=f"At most {MOST_MATCHES} {names.entity} records that are probably the same, best first.",
        extensions={**listing(_MATCHES), **weighing(FINDING)},
    )


def _duplicates(payload: Payload, info: Info) -> Any:
    del info
    return payload.duplicates
