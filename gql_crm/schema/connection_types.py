"""Connections after Relay: a page of a list, and an edge around each of its elements."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphql import (
    GraphQLField,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.fields.generated import GeneratedObject
from gql_crm.schema.shared_types import PAGE_INFO, non_null_list
from gql_crm.schema.weights import FREE, counting

Fields = Callable[[], Mapping[str, GraphQLField]]


@dataclass(frozen=True, slots=True)
class ConnectionWords:
    """What the schema says of a connection."""

    one: str
    """An element, as in "The event."."""
    several: str
    edge: str
    page: str
    place: str = "Where it stands in the list."
    more: str = "Whether there are more."
    count: str | None = None
    """What `totalCount` tells; None where there is none."""


def _none() -> Mapping[str, GraphQLField]:
    return {}


def connection_types(
    names: tuple[str, str],
    node: Callable[[], GraphQLObjectType | GraphQLInterfaceType],
    words: ConnectionWords,
    *,
    of_edge: Fields = _none,
    of_list: Fields = _none,
) -> tuple[GraphQLObjectType, GraphQLObjectType]:
    """Return the connection and the edge, called by `names`, with further fields of each."""
    several = words.several

    def edge_fields() -> Mapping[str, GraphQLField]:
        return {
            "cursor": GraphQLField(GraphQLNonNull(GraphQLString), description=words.place),
            "node": GraphQLField(GraphQLNonNull(node()), description=f"The {words.one}.", extensions=FREE),
            **of_edge(),
        }

    def fields() -> Mapping[str, GraphQLField]:
        members = {
            "edges": GraphQLField(
                non_null_list(edge), description=f"The page's {several} with their cursors."
            ),
            "nodes": GraphQLField(non_null_list(node()), description=f"The page's {several}."),
            "pageInfo": GraphQLField(GraphQLNonNull(PAGE_INFO), description=words.more),
        }
        if words.count:
            members["totalCount"] = GraphQLField(GraphQLNonNull(GraphQLInt), description=words.count)
        return counting({**members, **of_list()})

    connection, edge_name = names
    edge = GeneratedObject(edge_name, edge_fields, description=words.edge)
    return GeneratedObject(connection, fields, description=words.page, extensions=FREE), edge
