"""The types of related records, and the field that every record has of them."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
)

from gql_crm.fields.costs import listing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.fields.scalars import DATE_TIME
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS
from gql_crm.reads.related import (
    BOTH,
    CONNECTION,
    EDGE,
    INCOMING,
    LINK,
    OUTGOING,
    RELATION_TYPE_MEMBERS,
    TYPE,
)
from gql_crm.schema.connection_types import ConnectionWords, connection_types
from gql_crm.schema.context import OperationContext
from gql_crm.schema.members import Member, object_of
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import FORWARD_PAGE

_TEXT = GraphQLNonNull(GraphQLString)
_TRUTH = GraphQLNonNull(GraphQLBoolean)
_OF_RELATION_TYPE: Mapping[str, tuple[GraphQLOutputType, str]] = {
    "id": (GraphQLNonNull(GraphQLID), "Stays when the key changes."),
    "key": (_TEXT, "What `linkRecords` and `relatedRecords` call it, such as SPOUSE."),
    "label": (_TEXT, "What the first record of a link is to the second, in the caller's language."),
    "reverseLabel": (GraphQLString, "What the second record is to the first; null where nobody has said."),
    "fromEntity": (GraphQLString, "The entity of the first record; null: any."),
    "toEntity": (GraphQLString, "The entity of the second record; null: any."),
    "symmetric": (_TRUTH, "Whether it reads the same from both sides."),
    "rollUp": (_TRUTH, "Whether events of one record are told in the timeline of the other."),
    "active": (_TRUTH, "Whether new links may be of it; those that are there stay."),
    "origin": (_TEXT, 'The module that declares it, or "custom".'),
}
_DIRECTIONS = {
    OUTGOING: "This record is the relation of the related one: it reads by the reverse label there.",
    INCOMING: "The related record is the relation of this one: it reads by the label.",
    BOTH: "The relation is symmetric.",
}


def add_related_types(registry: TypeRegistry) -> None:
    """Add `RelationType`, `RelationDirection`, and `RelatedRecord` with its edge and connection."""
    relation_type = _relation_type(registry)
    values = {name: GraphQLEnumValue(name, description=told) for name, told in _DIRECTIONS.items()}
    text = "From which side a link is read."
    direction = registry.add(GraphQLEnumType("RelationDirection", values, description=text))
    link = registry.add(_related_record(registry, relation_type, direction))
    words = ConnectionWords(
        "link",
        "links",
        edge="A related record in a list.",
        page="A page of the related records of a record.",
        count="How many links there are.",
    )
    for type_ in connection_types((CONNECTION, EDGE), lambda: link, words):
        registry.add(type_)


def relation_types_member(registry: TypeRegistry) -> Member:
    """Return the member of `Catalog` that lists the relation types."""
    return (
        non_null_list(_relation_type(registry)),
        lambda catalog, _: list(catalog.relation_types.values()),
        "Ways in which records can be related.",
    )


def related_field(registry: TypeRegistry) -> GraphQLField:
    """Return the field `relatedRecords` of a record."""
    return GeneratedField(
        GraphQLNonNull(registry.object(CONNECTION)),
        {
            "relation": GraphQLArgument(GraphQLString, description="Key of a relation type: only its links."),
            "entity": GraphQLArgument(GraphQLString, description="Only records of this entity."),
            "first": GraphQLArgument(
                GraphQLInt, default_value=DEFAULT_PAGE_ROWS, description="How many links."
            ),
            "after": GraphQLArgument(GraphQLString, description="Start behind this cursor."),
        },
        description="The records that it is linked with, from both sides, the newest link first.",
        extensions=listing(FORWARD_PAGE),
    )


def _relation_type(registry: TypeRegistry) -> GraphQLObjectType:
    if TYPE in registry.types:
        return registry.object(TYPE)
    members = {name: _member(name, *declared) for name, declared in _OF_RELATION_TYPE.items()}
    text = "A way in which two records can be related: spouse, owner, tenant …"
    return registry.add(object_of(TYPE, text, members, free=True))


def _related_record(
    registry: TypeRegistry, relation_type: GraphQLObjectType, direction: GraphQLEnumType
) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        record: Any = registry.types["Record"]
        return {
            "relation": GraphQLField(GraphQLNonNull(relation_type), description="How they are related."),
            "label": GraphQLField(
                _TEXT, description="What the related record is to this one, in the caller's language."
            ),
            "direction": GraphQLField(GraphQLNonNull(direction), description="Seen from this record."),
            "note": GraphQLField(GraphQLString, description="What was noted when they were linked."),
            "linkedAt": GraphQLField(GraphQLNonNull(DATE_TIME), description="When they were linked."),
            "record": GraphQLField(GraphQLNonNull(record), description="The related record."),
        }

    return GeneratedObject(LINK, members, description="A record that another one is linked with.")


def _member(name: str, type_: GraphQLOutputType, description: str) -> Member:
    read = RELATION_TYPE_MEMBERS[name]

    def told(one: Any, context: OperationContext) -> object:
        return read(one, context.languages)

    return type_, told, description
