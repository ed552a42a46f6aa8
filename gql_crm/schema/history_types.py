"""The types of a record's history, and the field that every record has of them."""

from collections.abc import Mapping

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.fields.costs import ListSize, listing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.fields.scalars import DATE_TIME, JSON
from gql_crm.journal import Origin
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import PAGE_INFO, non_null_list
from gql_crm.schema.weights import FREE, counting

_SIZE = ListSize(DEFAULT_PAGE_ROWS, ("first",), ("edges", "nodes"))
_ORIGINS: Mapping[Origin, str] = {
    Origin.API: "A request of a client.",
    Origin.IMPORT: "An import.",
    Origin.WORKFLOW: "A workflow.",
    Origin.SYNC: "A device that was offline.",
    Origin.PLUGIN: "A plugin.",
    Origin.JOB: "A job.",
    Origin.SYSTEM: "The system itself.",
}


def add_history_types(registry: TypeRegistry) -> None:
    """Add `FieldChange`, its edge and connection, and `ChangeOrigin`."""
    values = {
        str(origin): GraphQLEnumValue(str(origin), description=text) for origin, text in _ORIGINS.items()
    }
    origin = registry.add(GraphQLEnumType("ChangeOrigin", values, description="By which way a change came."))
    change = registry.add(_field_change(registry, origin))
    edge = GeneratedObject(
        "FieldChangeEdge",
        {
            "cursor": GraphQLField(GraphQLNonNull(GraphQLString), description="Where it stands in the list."),
            "node": GraphQLField(GraphQLNonNull(change), description="The change.", extensions=FREE),
        },
        description="A change in a list.",
    )
    registry.add(edge)
    members = {
        "edges": GraphQLField(non_null_list(edge), description="The page's changes with their cursors."),
        "nodes": GraphQLField(non_null_list(change), description="The page's changes."),
        "pageInfo": GraphQLField(GraphQLNonNull(PAGE_INFO), description="Whether there are more."),
        "totalCount": GraphQLField(GraphQLNonNull(GraphQLInt), description="How many changes there are."),
    }
    text = "A page of the history of a record."
    registry.add(
        GeneratedObject("FieldChangeConnection", counting(members), description=text, extensions=FREE)
    )


def history_field(registry: TypeRegistry) -> GraphQLField:
    """Return the field `history` of a record."""
    return GeneratedField(
        GraphQLNonNull(registry.object("FieldChangeConnection")),
        {
            "field": GraphQLArgument(GraphQLString, description="Changes of this field only."),
            "first": GraphQLArgument(
                GraphQLInt, default_value=DEFAULT_PAGE_ROWS, description="How many changes."
            ),
            "after": GraphQLArgument(GraphQLString, description="Start behind this cursor."),
        },
        description="What has happened to the record's fields, the newest first.",
        extensions=listing(_SIZE),
    )


def _field_change(registry: TypeRegistry, origin: GraphQLEnumType) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        fields = {
            "id": GraphQLField(GraphQLNonNull(GraphQLID), description="Names the change for `revertChange`."),
            "field": GraphQLField(
                GraphQLNonNull(GraphQLString), description="Name of the field as it is called now."
            ),
            "oldValue": GraphQLField(
                JSON,
                description="What it was; null of a new record. Of a list of records: the ids that left.",
            ),
            "newValue": GraphQLField(
                JSON, description="What it became. Of a list of records: the ids that came."
            ),
            "eventId": GraphQLField(
                GraphQLNonNull(GraphQLID), description="Id of the event of the timeline that tells of it."
            ),
            "changedAt": GraphQLField(GraphQLNonNull(DATE_TIME), description="When it was changed."),
            "origin": GraphQLField(GraphQLNonNull(origin), description="By which way the change came."),
        }
        if "User" in registry.catalog.entities:
            user = registry.object("User")
            fields["actor"] = GraphQLField(user, description="Who changed it; null for an invisible user.")
        return fields

    return GeneratedObject("FieldChange", members, description="A change of one field of a record.")
