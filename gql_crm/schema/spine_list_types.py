"""Favourites and the trash: the queries, the mutations, and their types."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, cast
from uuid import UUID

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.errors import UserError
from gql_crm.fields.costs import listing
from gql_crm.fields.scalars import DATE_TIME, parse_id
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS
from gql_crm.reads.spine_lists import FAVORITES, NAMES, TRASH
from gql_crm.records import Records, Ref, mark_favorite, unmark_favorite
from gql_crm.schema.connection_types import ConnectionWords, connection_types
from gql_crm.schema.context import Info
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import Payload
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.root_fields import planned
from gql_crm.schema.weights import FORWARD_PAGE

_TIMES: Final = {FAVORITES: "When the viewer marked it.", TRASH: "When it was deleted."}
_LISTS: Final = {
    FAVORITES: "The records that the viewer has marked, the last marked first.",
    TRASH: "The deleted records that the caller may see, the last deleted first; each can be restored.",
}


def add_spine_lists(registry: TypeRegistry) -> None:
    """Add the queries `favorites` and `trash`, and the mutations that mark records."""
    for name, text in _LISTS.items():
        registry.queries[name] = GraphQLField(
            GraphQLNonNull(_connection(registry, name)),
            {
                "entity": GraphQLArgument(GraphQLString, description="Records of this entity only."),
                "first": GraphQLArgument(
                    GraphQLInt, default_value=DEFAULT_PAGE_ROWS, description="How many records, at most 200."
                ),
                "after": GraphQLArgument(GraphQLString, description="Start behind this cursor."),
            },
            planned,
            description=text,
            extensions=listing(FORWARD_PAGE),
        )
    _add_mutation(registry, "favoriteRecord", mark_favorite, "Mark a record, for the viewer alone.")
    _add_mutation(registry, "unfavoriteRecord", unmark_favorite, "Take the viewer's mark of a record away.")


def _connection(registry: TypeRegistry, name: str) -> GraphQLObjectType:
    names = NAMES[name]
    words = ConnectionWords(
        "record",
        "records",
        edge="A record in a list.",
        page="A page of a list of records of any entity.",
        count="How many records there are.",
    )
    connection, edge = connection_types(
        (names.connection, names.edge),
        lambda: cast("GraphQLInterfaceType", registry.types["Record"]),
        words,
        of_edge=_of_edge(registry, name),
    )
    registry.add(edge)
    return registry.add(connection)


def _of_edge(registry: TypeRegistry, name: str) -> Callable[[], Mapping[str, GraphQLField]]:
    def members() -> Mapping[str, GraphQLField]:
        fields = {
            NAMES[name].time: GraphQLField(GraphQLNonNull(DATE_TIME), description=_TIMES[name]),
        }
        if name == TRASH and "User" in registry.catalog.entities:
            user = registry.object("User")
            fields["deletedBy"] = GraphQLField(
                user, description="Who deleted it; null for an invisible user."
            )
        return fields

    return members


def _add_mutation(
    registry: TypeRegistry, name: str, write: Callable[[Records, UUID], Awaitable[Ref]], text: str
) -> None:
    async def resolve(_source: object, info: Info, recordId: str) -> object:  # noqa: N803 (the argument's name)
        async def run() -> Payload:
            return Payload(await write(info.context.records, parse_id(recordId)))

        def refused(errors: Sequence[UserError]) -> Payload:
            return Payload.refused(errors)

        return await run_mutation(info, run, refused)

    registry.mutations[name] = GraphQLField(
        GraphQLNonNull(registry.object("RecordPayload")),
        {"recordId": GraphQLArgument(GraphQLNonNull(GraphQLID), description="Id of any record.")},
        resolve,
        description=text,
    )
