"""Types of the children that an entity's records own: output, input, filter, some/none/every."""

from collections.abc import Mapping

from graphql import (
    GraphQLField,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
)

from gql_crm.fields.generated import GeneratedInput, GeneratedObject
from gql_crm.plugins.catalog import CatalogChild
from gql_crm.schema.entity_inputs import combined_filters, field_filters, list_filter, value_inputs
from gql_crm.schema.field_outputs import field_output
from gql_crm.schema.registry import TypeRegistry


def child_types(
    registry: TypeRegistry, child: CatalogChild
) -> tuple[GraphQLObjectType | GraphQLInputObjectType, ...]:
    """Return all types of a list of children."""
    name = child.name
    return (
        _output(registry, child),
        _input(registry, child),
        _filter(registry, child),
        list_filter(registry, name, child.names.list_filter, child.names.filter),
    )


def _output(registry: TypeRegistry, child: CatalogChild) -> GraphQLObjectType:
    def members() -> Mapping[str, GraphQLField]:
        return {
            "id": GraphQLField(GraphQLNonNull(GraphQLID), description="Names it in the record's inputs."),
            **{key: field_output(registry, field) for key, field in child.fields.items()},
        }

    return GeneratedObject(child.name, members, description=child.description)


def _input(registry: TypeRegistry, child: CatalogChild) -> GraphQLInputObjectType:
    def members() -> Mapping[str, GraphQLInputField]:
        return {
            "id": GraphQLInputField(
                GraphQLID,
                description="Keeps the element of this id: what is absent in it stays. Adds one if absent.",
            ),
            **value_inputs(registry, child.fields.values()),
        }

    text = f"One element of `{child.key}`. Those of the record that the list does not name are removed."
    return GeneratedInput(child.names.input, members, description=text)


def _filter(registry: TypeRegistry, child: CatalogChild) -> GraphQLInputObjectType:
    def members() -> Mapping[str, GraphQLInputField]:
        fields = combined_filters(registry, child.names.filter)
        for field in child.fields.values():
            fields.update(field_filters(registry, field))
        return fields

    text = f"Conditions on an element of `{child.key}`; all that are given must hold."
    return GeneratedInput(child.names.filter, members, description=text)
