"""Input types of an entity: create, update, filter, some/none/every, order."""

from collections.abc import Mapping
from functools import cache

from graphql import (
    GraphQLBoolean,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
)

from gql_crm.fields.composites import SORT_DIRECTION
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.schema.generated import GeneratedInput
from gql_crm.schema.placeholders import InputData
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import DELETED_FILTER
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
    values = cache(lambda: _values(registry, entity))
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
        lambda: {**values(), **_relations(entity, changes=True)},
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
        own = registry.input(names.filter)
        fields = {
            "and": GraphQLInputField(GraphQLList(GraphQLNonNull(own)), description="All of these hold."),
            "or": GraphQLInputField(
                GraphQLList(GraphQLNonNull(own)), description="At least one of these holds."
            ),
            "not": GraphQLInputField(own, description="This does not hold."),
            "id": GraphQLInputField(registry.input("IdFilter"), description="By id."),
            "deleted": GraphQLInputField(DELETED_FILTER, description="Show deleted records."),
            "isNull": GraphQLInputField(
                GraphQLBoolean, description="Of a related record: that there is none, or one."
            ),
        }
        for field in entity.value_fields.values():
            fields.update(_filter_members(registry, field))
        for to_many in entity.lists.values():
            fields[to_many.key] = GraphQLInputField(
                registry.input(registry.catalog.entity(to_many.target).names.list_filter),
                description=registry.described_list(to_many),
                deprecation_reason=deprecation(to_many.own_field) if to_many.own_field else None,
            )
        return fields

    return GeneratedInput(
        names.filter, members, description=f"Conditions on a {entity.name}; all that are given must hold."
    ), _list_filter(registry, entity)


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


def _list_filter(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLInputObjectType:
    return GeneratedInput(
        entity.names.list_filter,
        lambda: {
            quantifier: GraphQLInputField(registry.input(entity.names.filter), description=text)
            for quantifier, text in _QUANTIFIERS.items()
        },
        description=f"Conditions on a list of {entity.name} records.",
    )


def _values(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLInputField]:
    return {
        field.input_name: GraphQLInputField(
            GraphQLID if field.target else field.kind.input_type, description=registry.described(field)
        )
        for field in entity.value_fields.values()
        if field.field.writable and not field.retired
    }


def _relations(entity: CatalogEntity, *, changes: bool) -> dict[str, GraphQLInputField]:
    ids = GraphQLList(GraphQLNonNull(GraphQLID))
    fields: dict[str, GraphQLInputField] = {}
    for to_many in entity.lists.values():
        inputs = to_many.inputs
        if inputs is None:
            continue
        fields[inputs.replace] = GraphQLInputField(ids, description=f"All of `{to_many.key}`, by id.")
        if changes:
            fields[inputs.add] = GraphQLInputField(ids, description=f"Add these to `{to_many.key}`.")
            fields[inputs.remove] = GraphQLInputField(ids, description=f"Remove these from `{to_many.key}`.")
    return fields


def _filter_members(registry: TypeRegistry, field: CatalogField) -> dict[str, GraphQLInputField]:
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
