"""The schema's text, sorted, so that a change shows as a change."""

from graphql import GraphQLSchema, lexicographic_sort_schema, print_schema


def sorted_sdl(schema: GraphQLSchema) -> str:
    """Return the SDL with types, fields, arguments and values in alphabetical order."""
    return print_schema(lexicographic_sort_schema(schema)) + "\n"
