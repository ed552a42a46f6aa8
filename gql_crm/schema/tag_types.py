"""The query `tags`, and its type."""

from graphql import GraphQLArgument, GraphQLField, GraphQLInt, GraphQLNonNull, GraphQLString

from gql_crm.fields.costs import ListSize, listing, weighing
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS
from gql_crm.reads.tags import TAG_COUNT
from gql_crm.schema.members import object_of
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.root_fields import planned
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import COUNT

_SIZE = ListSize(DEFAULT_PAGE_ROWS, ("first",))


def add_tag_types(registry: TypeRegistry) -> None:
    """Add the query and its type."""
    members = {
        "tag": (GraphQLNonNull(GraphQLString), lambda _s, _c: None, "The tag, in one of its spellings."),
        "count": (GraphQLNonNull(GraphQLInt), lambda _s, _c: None, "How many records have it."),
    }
    tag_count = registry.add(object_of(TAG_COUNT, "A tag, and how often it is used.", members))
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
