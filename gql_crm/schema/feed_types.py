"""`changes`: the feed that integrations follow, its types and the query."""

from collections.abc import Mapping
from typing import cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.errors import ClientError
from gql_crm.fields.costs import listing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.fields.scalars import DATE_TIME
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS
from gql_crm.schema.connection_types import ConnectionWords, connection_types
from gql_crm.schema.context import Info
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.root_fields import planned
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import FORWARD_PAGE

_KINDS: Mapping[str, str] = {
    "CREATED": "The record is new.",
    "UPDATED": "Fields of it have changed.",
    "DELETED": "It was deleted; it can be restored.",
    "RESTORED": "It was deleted, and is back.",
    "GAINED": "It has come into the caller's sight: another owner, another team.",
    "LOST": "It has left the caller's sight. Nothing but its id is told; forget the record.",
    "PURGED": "It was erased for good; erase every copy of it.",
}


def add_feed_types(registry: TypeRegistry) -> None:
    """Add the types of the feed and the query; the types of history are there before."""
    values = {name: GraphQLEnumValue(name, description=text) for name, text in _KINDS.items()}
    kind = registry.add(
        GraphQLEnumType("RecordChangeKind", values, description="What a change is for who follows the feed.")
    )
    change = GeneratedObject(
        "RecordChange",
        lambda: _members(registry, kind),
        description="A change of a record, as the feed has it.",
    )
    registry.add(change)
    connection = _add_connection(registry, change)
    registry.queries["changes"] = GeneratedField(
        GraphQLNonNull(connection),
        _arguments(),
        resolve=_changes,
        description=(
            "What has happened to records, the oldest first, as far as the caller may know it. Followed from"
            " cursor to cursor, nothing is missed and nothing is told twice."
        ),
        extensions=listing(FORWARD_PAGE),
    )


def _add_connection(registry: TypeRegistry, change: GraphQLObjectType) -> GraphQLObjectType:
    words = ConnectionWords(
        "change",
        "changes",
        edge="A change in the feed.",
        page="A page of the feed.",
        place="Where it stands in the feed.",
        more=(
            "Whether there are more. Go on after `endCursor`, also when the page is empty:"
            " a page looks at a limited number of changes, some of which may be invisible."
        ),
    )
    connection, edge = connection_types(("RecordChangeConnection", "RecordChangeEdge"), lambda: change, words)
    registry.add(edge)
    return registry.add(connection)


def _arguments() -> dict[str, GraphQLArgument]:
    names = GraphQLList(GraphQLNonNull(GraphQLString))
    return {
        "after": GraphQLArgument(
            GraphQLString,
            description="Start behind this cursor; without it, at the first change.",
        ),
        "entities": GraphQLArgument(names, description="Changes of these entities only."),
        "first": GraphQLArgument(
            GraphQLInt, default_value=DEFAULT_PAGE_ROWS, description="How many changes at most."
        ),
    }


def _changes(source: object, info: Info, **arguments: object) -> object:
    """Hand over the page; there is none for a cursor of another epoch."""
    page = planned(source, info, **arguments)
    if page is None:
        text = (
            "after: the cursor is from before the database was restored or moved, and the changes since then "
            "cannot be told apart. Read the records anew and follow the feed from its present end."
        )
        raise ClientError("CURSOR_EXPIRED", text)
    return page


def _members(registry: TypeRegistry, kind: GraphQLEnumType) -> Mapping[str, GraphQLField]:
    text = GraphQLNonNull(GraphQLString)
    origin = GraphQLNonNull(cast("GraphQLEnumType", registry.types["ChangeOrigin"]))
    record = cast("GraphQLInterfaceType", registry.types["Record"])
    fields = {
        "kind": GraphQLField(GraphQLNonNull(kind), description="What has happened."),
        "id": GraphQLField(GraphQLNonNull(GraphQLID), description="Id of the record."),
        "entity": GraphQLField(text, description="The record's entity."),
        "sequence": GraphQLField(text, description="Its place in the feed, for `after`."),
        "version": GraphQLField(
            GraphQLInt, description="The record's version after it; null of a record that is out of sight."
        ),
        "changedAt": GraphQLField(GraphQLNonNull(DATE_TIME), description="When it happened."),
        "origin": GraphQLField(origin, description="By which way it came."),
        "changedFields": GraphQLField(
            non_null_list(GraphQLString),
            description="The fields that it changed, by their names of now, as far as the caller reads them.",
        ),
        "record": GraphQLField(
            record,
            description="The record as it is now; null when it was deleted, purged, or is out of sight.",
        ),
    }
    if "User" in registry.catalog.entities:
        user = registry.object("User")
        fields["actor"] = GraphQLField(
            user, description="Who did it; null for an invisible user, and of a record that is out of sight."
        )
    return fields
