"""Input types of an entity: create, update, filter, some/none/every, order."""

from collections.abc import Iterable, Mapping
from functools import cache

from graphql import (
    GraphQLBoolean,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
)

from gql_crm.fields.composites import SORT_DIRECTION
from gql_crm.fields.costs import weighing
from gql_crm.fields.generated import GeneratedInput
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.system import TAGS
from gql_crm.reads.favorites import IS_FAVORITE
from gql_crm.records.inputs import ADD_TAGS, REMOVE_TAGS
from gql_crm.schema.placeholders import InputData
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import DELETED_FILTER
from gql_crm.schema.weights import QUANTIFIER
from gql_crm.schema.wording import deprecation

_QUANTIFIERS = {
    "some": "At least one record of the list meets this.",
    "none": "No record of the list meets this.",
    "every": "All records of the list meet this; also true of an empty list.",
}


def write_inputs(
    registry: TypeRegistry, entity: CatalogEntity
) -> tuple[GraphQLInputObjectType, GraphQLInputObjectType]:
    """Return the inputs of the create and the update mutation.

    What is required is nullable in both, and answered with REQUIRED.
    """
    values = cache(
        lambda: {**value_inputs(registry, entity.value_fields.values()), **_children(registry, entity)}
    )
    create = GeneratedInput(
        entity.names.create_input,
        lambda: {
            "id": GraphQLInputField(
                GraphQLID, description="A UUIDv7 of the client's own; made by the server when absent."
            ),
            **values(),
            **_relations(entity, changes=False),
        },
        description=f"Values of a new {entity.name}.",
        out_type=InputData,
    )
    update = GeneratedInput(
        entity.names.update_input,
        lambda: {**values(), **_tag_changes(entity), **_relations(entity, changes=True)},
        description=f"Values of a {entity.name} to change; what is absent stays as it is, null clears.",
        out_type=InputData,
    )
    return create, update


def filter_inputs(
    registry: TypeRegistry, entity: CatalogEntity
) -> tuple[GraphQLInputObjectType, GraphQLInputObjectType]:
    """Return the filter and the some/none/every input."""
    names = entity.names

    def members() -> Mapping[str, GraphQLInputField]:
        fields = {
            **combined_filters(registry, names.filter),
            "deleted": GraphQLInputField(DELETED_FILTER, description="Show deleted records."),
            "isNull": GraphQLInputField(
                GraphQLBoolean, description="Of a related record: that there is none, or one."
            ),
        }
        fields[IS_FAVORITE] = GraphQLInputField(GraphQLBoolean, description="Marked by the viewer, or not.")
        for field in entity.value_fields.values():
            fields.update(field_filters(registry, field))
        for to_many in entity.lists.values():
            fields[to_many.key] = GraphQLInputField(
                registry.input(registry.catalog.entity(to_many.target).names.list_filter),
                description=registry.described_list(to_many),
                deprecation_reason=deprecation(to_many.own_field) if to_many.own_field else None,
            )
        for child in entity.children.values():
            type_ = registry.input(child.names.list_filter)
            fields[child.key] = GraphQLInputField(type_, description=child.description)
        return fields

    return GeneratedInput(
        names.filter, members, description=f"Conditions on a {entity.name}; all that are given must hold."
    ), list_filter(registry, names.entity, names.list_filter, names.filter)


def order_input(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLInputObjectType:
    """Return the order input: one key, its direction."""

    def members() -> Mapping[str, GraphQLInputField]:
        return {
            field.key: GraphQLInputField(
                registry.input(registry.catalog.entity(field.target).names.order)
                if field.target
                else SORT_DIRECTION,
                description=registry.described(field),
                deprecation_reason=deprecation(field),
            )
            for field in entity.value_fields.values()
            if field.target or field.kind.sortable
        }

    return GeneratedInput(
        entity.names.order, members, description=f"A sort key of {entity.name} records.", is_one_of=True
    )


def combined_filters(registry: TypeRegistry, filter_name: str) -> dict[str, GraphQLInputField]:
    """Return the members that every filter has: those that combine others, and the id."""
    own = registry.input(filter_name)
    several = GraphQLList(GraphQLNonNull(own))
    return {
        "and": GraphQLInputField(several, description="All of these hold."),
        "or": GraphQLInputField(several, description="At least one of these holds."),
        "not": GraphQLInputField(own, description="This does not hold."),
        "id": GraphQLInputField(registry.input("IdFilter"), description="By id."),
    }


def list_filter(registry: TypeRegistry, of: str, name: str, filter_name: str) -> GraphQLInputObjectType:
    """Return the some/none/every input of lists `of` records or children."""
    return GeneratedInput(
        name,
        lambda: {
            quantifier: GraphQLInputField(
                registry.input(filter_name), description=text, extensions=weighing(QUANTIFIER)
            )
            for quantifier, text in _QUANTIFIERS.items()
        },
        description=f"Conditions on a list of {of} records.",
    )


def value_inputs(registry: TypeRegistry, fields: Iterable[CatalogField]) -> dict[str, GraphQLInputField]:
    """Return the inputs of values, by their names."""
    return {
        field.input_name: GraphQLInputField(
            GraphQLID if field.target else field.kind.input_type,
            description=registry.described(field),
            deprecation_reason=deprecation(field),
        )
        for field in fields
        if field.field.writable and not field.retired
    }


def _children(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLInputField]:
    return {
        key: GraphQLInputField(
            GraphQLList(GraphQLNonNull(registry.input(child.names.input))),
            description=f"{child.description} The list replaces the old one; null empties it.",
        )
        for key, child in entity.children.items()
    }


def _tag_changes(entity: CatalogEntity) -> dict[str, GraphQLInputField]:
    if TAGS not in entity.system:
        return {}
    texts = GraphQLList(GraphQLNonNull(GraphQLString))
    return {
        ADD_TAGS: GraphQLInputField(texts, description="Add these to `tags`."),
        REMOVE_TAGS: GraphQLInputField(texts, description="Remove these from `tags`."),
    }


def _relations(entity: CatalogEntity, *, changes: bool) -> dict[str, GraphQLInputField]:
    ids = GraphQLList(GraphQLNonNull(GraphQLID))
    fields: dict[str, GraphQLInputField] = {}
    for to_many in entity.lists.values():
        inputs = to_many.inputs
        if inputs is None or not to_many.writable:
            continue
        texts = {inputs.replace: f"All of `{to_many.key}`, by id."}
        if changes:
            texts[inputs.add] = f"Add these to `{to_many.key}`."
            texts[inputs.remove] = f"Remove these from `{to_many.key}`."
        reason = deprecation(to_many.own_field) if to_many.own_field else None
        for name, text in texts.items():
            fields[name] = GraphQLInputField(ids, description=text, deprecation_reason=reason)
    return fields


def field_filters(registry: TypeRegistry, field: CatalogField) -> dict[str, GraphQLInputField]:
    """Return the conditions on a field; a reference has one on the id and one on the record."""
    reason = deprecation(field)
    own = GraphQLInputField(
        registry.input(field.kind.filter_name),
        description=registry.described(field),
        deprecation_reason=reason,
    )
    if not field.target:
        return {field.key: own}
    nested = registry.input(registry.catalog.entity(field.target).names.filter)
    return {
        field.input_name: own,
        field.key: GraphQLInputField(
            nested, description=registry.described(field), deprecation_reason=reason
        ),
    }
