"""The types of comments, and the field `comments` that every record has."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.fields.costs import ListSize, listing, weighing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.fields.scalars import DATE_TIME
from gql_crm.reads import NEWEST_FIRST
from gql_crm.reads.comment_html import BODY_HTML, COMMENT
from gql_crm.reads.comment_objects import VERSION
from gql_crm.reads.comments import CONNECTION, EDGE
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS
from gql_crm.records import MOST_EDITS, MOST_MENTIONS
from gql_crm.schema.connection_types import ConnectionWords, connection_types
from gql_crm.schema.event_types import ORDER
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import CHILDREN, FORWARD_PAGE

_TEXT = GraphQLNonNull(GraphQLString)
_TRUTH = GraphQLNonNull(GraphQLBoolean)
_TIME = GraphQLNonNull(DATE_TIME)
_MENTIONS = ListSize(5)
"""Users whom a comment mentions; as a rule there are none or one."""


def add_comment_types(registry: TypeRegistry) -> None:
    """Add `Comment`, `CommentVersion`, the edge and the connection."""
    registry.add(_version(registry))
    comment = registry.add(_comment(registry))
    words = ConnectionWords(
        "comment",
        "comments",
        edge="A comment in a list.",
        page="A page of the comments of a record.",
        count="How many comments there are.",
    )
    for type_ in connection_types((CONNECTION, EDGE), lambda: comment, words):
        registry.add(type_)


def comments_field(registry: TypeRegistry) -> GraphQLField:
    """Return the field `comments` of a record."""
    orders: Any = registry.types[ORDER]
    return GeneratedField(
        GraphQLNonNull(registry.object(CONNECTION)),
        {
            "pinned": GraphQLArgument(
                GraphQLBoolean, description="Pinned comments only, or only the others."
            ),
            "internal": GraphQLArgument(
                GraphQLBoolean, description="Internal comments only, or only what others may be shown, too."
            ),
            "first": GraphQLArgument(
                GraphQLInt, default_value=DEFAULT_PAGE_ROWS, description="How many comments."
            ),
            "after": GraphQLArgument(GraphQLString, description="Start behind this cursor."),
            "order": GraphQLArgument(
                orders,
                default_value=NEWEST_FIRST,
                description="Which comments stand at the front, behind those that are pinned.",
            ),
        },
        description="What was said about the record, pinned comments first.",
        extensions=listing(FORWARD_PAGE),
    )


def _comment(registry: TypeRegistry) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        record: Any = registry.types["Record"]
        own = registry.object(COMMENT)
        return {
            "id": GraphQLField(
                GraphQLNonNull(GraphQLID), description="The comment's id; its event has it, too."
            ),
            "body": GraphQLField(
                _TEXT, description="What it says, Markdown (CommonMark); empty when it was deleted."
            ),
            BODY_HTML: GraphQLField(
                _TEXT,
                description="The same as HTML without anything that could harm whoever shows it.",
                extensions=weighing(1),
            ),
            **_of_users(registry),
            "record": GraphQLField(GraphQLNonNull(record), description="The record that it is about."),
            "parent": GraphQLField(own, description="The comment that it answers."),
            "pinned": GraphQLField(_TRUTH, description="Whether it stands before the others."),
            "internal": GraphQLField(
                _TRUTH, description="Whether it is for colleagues only, and not to be shown to others."
            ),
            "createdAt": GraphQLField(_TIME, description="When it was said."),
            "editedAt": GraphQLField(DATE_TIME, description="When it was last edited; null: never."),
            "deletedAt": GraphQLField(DATE_TIME, description="When it was deleted; null: it is there."),
            "history": GraphQLField(
                non_null_list(registry.object(VERSION)),
                description=f"What it said before it was edited, the oldest first, at most {MOST_EDITS}.",
                extensions=listing(CHILDREN),
            ),
        }

    return GeneratedObject(COMMENT, members, description="What somebody said about a record.")


def _of_users(registry: TypeRegistry) -> dict[str, GraphQLField]:
    if "User" not in registry.catalog.entities:
        return {}
    user = registry.object("User")
    return {
        "author": GraphQLField(user, description="Who said it; null for an invisible user."),
        "mentions": GraphQLField(
            non_null_list(user),
            description=f"The users whom it mentions by `@[Rasa](user:<id>)`, at most {MOST_MENTIONS}.",
            extensions=listing(_MENTIONS),
        ),
    }


def _version(registry: TypeRegistry) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        fields = {
            "body": GraphQLField(_TEXT, description="What the comment said, Markdown."),
            "createdAt": GraphQLField(_TIME, description="Since when it said so."),
        }
        if "User" in registry.catalog.entities:
            user = registry.object("User")
            fields["author"] = GraphQLField(user, description="Who wrote it; null for an invisible user.")
        return fields

    return GeneratedObject(VERSION, members, description="What a comment said before it was edited.")
