"""The query `tags`, the mutation `renameTag`, and their types."""

from collections.abc import Sequence

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.errors import UserError
from gql_crm.fields.costs import ListSize, listing, weighing
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS
from gql_crm.reads.tags import TAG_COUNT
from gql_crm.records import rename_tag
from gql_crm.schema.context import Info
from gql_crm.schema.members import object_of
from gql_crm.schema.mutations import run_mutation
from gql_crm.schema.payload import RenamedTag
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.root_fields import planned
from gql_crm.schema.shared_types import non_null_list, user_errors_field
from gql_crm.schema.weights import COUNT

_SIZE = ListSize(DEFAULT_PAGE_ROWS, ("first",))


def add_tag_types(registry: TypeRegistry) -> None:
    """Add the query and its type."""
    members = {
        "tag": (GraphQLNonNull(GraphQLString), lambda _s, _c: None, "The tag, in one of its spellings."),
        "count": (GraphQLNonNull(GraphQLInt), lambda _s, _c: None, "How many records have it."),
    }
    tag_count = registry.add(object_of(TAG_COUNT, "A tag, and how often it is used.", members))
    _add_renaming(registry)
    registry.queries["tags"] = GraphQLField(
        non_null_list(tag_count),
        {
            "entity": GraphQLArgument(GraphQLString, description="Of records of this entity only."),
            "search": GraphQLArgument(
                GraphQLString, description="A part of the tag, whatever its case and diacritics."
            ),
            "first": GraphQLArgument(
                GraphQLInt, default_value=DEFAULT_PAGE_ROWS, description="How many tags, at most 200."
            ),
        },
        planned,
        description="Tags of the records that the caller may see, the most used ones first.",
        extensions={**weighing(COUNT), **listing(_SIZE)},
    )


def _add_renaming(registry: TypeRegistry) -> None:
    payload = GraphQLObjectType(
        "RenameTagPayload",
        {
            "count": GraphQLField(GraphQLNonNull(GraphQLInt), description="How many records have changed."),
            "userErrors": user_errors_field(registry.object("UserError")),
        },
        description="Result of renaming a tag.",
    )
    registry.mutations["renameTag"] = GraphQLField(
        GraphQLNonNull(registry.add(payload)),
        {
            "tag": GraphQLArgument(GraphQLNonNull(GraphQLString), description="The tag, in any spelling."),
            "to": GraphQLArgument(
                GraphQLNonNull(GraphQLString),
                description="What it is called from now on; one that is there already becomes one with it.",
            ),
        },
        _rename,
        description="Rename a tag on all records that have it (administrators).",
    )


async def _rename(_source: object, info: Info, tag: str, to: str) -> object:
    async def write() -> RenamedTag:
        return RenamedTag(await rename_tag(info.context.records, tag, to))

    def refused(errors: Sequence[UserError]) -> RenamedTag:
        return RenamedTag(errors=errors)

    return await run_mutation(info, write, refused)
