"""The schema's text, sorted, so that a change shows as a change."""

from graphql import GraphQLSchema, lexicographic_sort_schema

from gql_crm.schema.schema_text import schema_text


def sorted_sdl(schema: GraphQLSchema) -> str:
    """Return the SDL with types, fields, arguments and values in alphabetical order."""
    return schema_text(lexicographic_sort_schema(schema)) + "\n"
