"""The types of lists that are found, and the fields that have them."""

from collections.abc import Mapping

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLFloat,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.fields.costs import listing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.found_lists import REASONS, SCORE, FoundList, FoundNames, FoundNode
from gql_crm.schema.connection_types import ConnectionWords, connection_types
from gql_crm.schema.embedded_types import embedded_fields
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import FREE, PAGE
from gql_crm.schema.wording import deprecation

_PAGE_ARGUMENTS = {
    "first": (GraphQLInt, "How many from the front, 20 by default."),
    "after": (GraphQLString, "Start behind this cursor."),
    "last": (GraphQLInt, "How many from the back."),
    "before": (GraphQLString, "End before this cursor."),
}


def add_found_list_types(registry: TypeRegistry) -> None:
    """Add the nodes, edges and connections of all found lists."""
    for entity in registry.catalog.entities.values():
        for found in entity.found.values():
            if found.node.name not in registry.types:
                _add_types(registry, entity, found.node)


def found_list_fields(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLField]:
    """Return the fields of an entity that are found lists."""
    return {key: _field(registry, found) for key, found in entity.found.items()}


def _field(registry: TypeRegistry, found: FoundList) -> GraphQLField:
    text = f"The {found.node.entity} records that it finds."
    return GeneratedField(
        GraphQLNonNull(registry.object(FoundNames(found.node.name).connection)),
        {name: GraphQLArgument(type_, description=told) for name, (type_, told) in _PAGE_ARGUMENTS.items()},
        description=found.description or text,
        extensions=listing(PAGE),
    )


def _add_types(registry: TypeRegistry, entity: CatalogEntity, node: FoundNode) -> None:
    def members() -> Mapping[str, GraphQLField]:
        return _members(registry, entity, node)

    type_ = registry.add(GeneratedObject(node.name, members, description=node.description or node.name))
    words = ConnectionWords(
        "element",
        "elements",
        edge=f"A {node.name} in a list.",
        page=f"A page of a list of {node.name}.",
        count="How many the whole list has.",
    )
    names = FoundNames(node.name)
    for one in connection_types((names.connection, names.edge), lambda: type_, words):
        registry.add(one)


def _members(registry: TypeRegistry, entity: CatalogEntity, node: FoundNode) -> Mapping[str, GraphQLField]:
    target = registry.catalog.entity(node.entity)
    members = {node.record: _record(registry.object(target.name), f"The {target.name}.")}
    if node.finder:
        members[node.finder] = _record(registry.object(entity.name), "The record that has found it.")
    for name, key in node.fields.items():
        field = target.all_fields[key]
        output = registry.object(field.target) if field.target else field.kind.output_type
        shown = non_null_list(output) if field.kind.output_list else output
        members[name] = GraphQLField(
            shown, description=registry.described(field), deprecation_reason=deprecation(field)
        )
    embedded = {one.key for one in node.embedded}
    members |= {key: one for key, one in embedded_fields(registry, target).items() if key in embedded}
    if node.score:
        members[SCORE] = GraphQLField(
            GraphQLNonNull(GraphQLFloat),
            description="The share of the wishes that it certainly meets, from 0 to 1.",
        )
        members[REASONS] = GraphQLField(
            non_null_list(GraphQLString), description="The wishes that it certainly meets, by their fields."
        )
    for name, mark in node.marks.items():
        members[name] = GraphQLField(
            GraphQLNonNull(GraphQLBoolean),
            description=mark.description or f"Whether a {mark.entity} says so.",
        )
    return members


def _record(type_: GraphQLObjectType, description: str) -> GraphQLField:
    return GraphQLField(GraphQLNonNull(type_), description=description, extensions=FREE)
