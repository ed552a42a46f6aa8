"""What a form can check of a field before it asks the server: members of `CatalogField`."""

from collections.abc import Mapping

from graphql import GraphQLInt, GraphQLString

from gql_crm.fields.numbers import plain
from gql_crm.fields.scalars import DECIMAL, JSON
from gql_crm.schema.members import Member
from gql_crm.schema.shared_types import non_null_list

CATALOG_FIELD_CHECKS: Mapping[str, Member] = {
    "default": (JSON, lambda f, _: f.field.default, "What a new record has unless its input says otherwise."),
    "visibleWhen": (
        GraphQLString,
        lambda f, _: f.field.visible_when,
        "Condition in CEL on the record's fields: when it makes sense; null: always.",
    ),
    "requiredWhen": (
        GraphQLString,
        lambda f, _: f.field.required_when,
        "Condition in CEL on the record's fields: when it needs a value, though not always required.",
    ),
    "schema": (JSON, lambda f, _: f.field.schema, "JSON Schema (draft 2020-12) that values meet."),
    "uniqueWithin": (
        non_null_list(GraphQLString),
        lambda f, _: list(f.field.unique_within),
        "Keys of fields: its values differ among the records that have the same values of these.",
    ),
    "min": (
        DECIMAL,
        lambda f, _: f.field.min if f.field.min is None else plain(f.field.min),
        "Smallest number.",
    ),
    "max": (
        DECIMAL,
        lambda f, _: f.field.max if f.field.max is None else plain(f.field.max),
        "Largest number.",
    ),
    "minLength": (GraphQLInt, lambda f, _: f.field.min_length, "Fewest characters."),
    "maxLength": (
        GraphQLInt,
        lambda f, _: f.field.max_length,
        "Most characters, where it has a limit of its own.",
    ),
    "pattern": (
        GraphQLString,
        lambda f, _: f.field.pattern,
        "The regular expression (RE2) of a text, or the pattern of an AUTONUMBER.",
    ),
}
