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

from gql_crm.fields.costs import listing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.fields.scalars import DATE_TIME, JSON
from gql_crm.journal import Origin
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS
from gql_crm.schema.connection_types import ConnectionWords, connection_types
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.weights import FORWARD_PAGE

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
    words = ConnectionWords(
        "change",
        "changes",
        edge="A change in a list.",
        page="A page of the history of a record.",
        count="How many changes there are.",
    )
    for type_ in connection_types(("FieldChangeConnection", "FieldChangeEdge"), lambda: change, words):
        registry.add(type_)


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
        extensions=listing(FORWARD_PAGE),
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
