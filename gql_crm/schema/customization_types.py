"""Mutations of custom fields: `createField`, `createFields`, `updateField`, `renameField` and the others."""

from collections.abc import Mapping

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
)

from gql_crm.fields.costs import ListSize
from gql_crm.schema.context import Info
from gql_crm.schema.field_changes import (
    FIELDS,
    Change,
    FieldChange,
    convert_field,
    create_field,
    create_fields,
    delete_field,
    deprecate_field,
    rename_field,
    restore_field,
    retire_field,
    undeprecate_field,
    update_field,
)
from gql_crm.schema.field_inputs import (
    CREATE_ONLY,
    convert_input,
    create_members,
    deprecate_input,
    option_input,
    options_of_fields,
    removed_options,
    value_kind,
)
from gql_crm.schema.members import input_of, required_input
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.rollup_types import rollup_option
from gql_crm.schema.shared_types import non_null_list, user_errors_field
from gql_crm.schema.weights import assume_size

_NAME = GraphQLNonNull(GraphQLString)


def add_customization_types(registry: TypeRegistry) -> None:
    """Add the inputs, payloads and mutations."""
    option = registry.add(option_input())
    options = {**options_of_fields(option), "rollup": rollup_option(registry)}
    members = {**create_members(registry), **options, **CREATE_ONLY, "valueKind": value_kind(registry)}
    create = registry.add(input_of("CreateFieldInput", "A new field.", members))
    of_entity = {name: member for name, member in members.items() if name != "entity"}
    registry.add(input_of("EntityFieldInput", "A field of a new entity.", of_entity))
    changes = {**options, "removedOptions": removed_options(registry)}
    update = registry.add(input_of("UpdateFieldInput", "What to change; what is absent stays.", changes))
    one = registry.add(_payload(registry, "FieldPayload", several=False))
    many = registry.add(_payload(registry, "FieldsPayload", several=True))
    several = GraphQLArgument(
        non_null_list(create), description="The fields; all of them are created or none."
    )
    arguments: Mapping[str, GraphQLArgument] = {"input": required_input(create)}
    registry.mutations["createField"] = _mutation(one, arguments, create_field, "Create a custom field.")
    registry.mutations["createFields"] = _mutation(
        many, {"inputs": several}, create_fields, "Create several custom fields at once."
    )
    assume_size(registry.mutations["createFields"], ListSize(arguments=("inputs",), fields=("fields",)))
    deprecate = registry.add(deprecate_input())
    registry.mutations.update(
        {**_changes(one, required_input(update)), **_deprecations(one, required_input(deprecate))}
    )
    convert = registry.add(convert_input(registry, options))
    registry.mutations["convertField"] = _mutation(
        one,
        {**_named_field(), "input": required_input(convert)},
        convert_field,
        "Give a custom field another kind: a job converts its values, then all of it changes at once.",
    )


def _changes(payload: GraphQLObjectType, update: GraphQLArgument) -> dict[str, GraphQLField]:
    """Return the mutations of a field that is there; all name it in the same way."""
    field = _named_field()
    confirm = GraphQLArgument(_NAME, description="The field's key once more, because values are lost.")
    new_key = GraphQLArgument(_NAME, description="The key that it gets.")
    return {
        "updateField": _mutation(
            payload,
            {**field, "input": update},
            update_field,
            "Change a custom field; of a module's field what a workspace may have otherwise or ask for "
            "besides, where null is the module's own again.",
        ),
        "renameField": _mutation(
            payload,
            {**field, "newKey": new_key},
            rename_field,
            "Give a custom field another key; its values stay.",
        ),
        "retireField": _mutation(
            payload, field, retire_field, "Take a custom field out of the inputs; it stays readable."
        ),
        "deleteField": _mutation(
            payload,
            {**field, "confirm": confirm},
            delete_field,
            "Delete a custom field for good: it is gone at once, a job clears its values.",
        ),
        "restoreField": _mutation(
            payload, field, restore_field, "Take a retired custom field back into the inputs."
        ),
    }


def _deprecations(payload: GraphQLObjectType, deprecate: GraphQLArgument) -> dict[str, GraphQLField]:
    """Return the mutations that say until when a field is there."""
    field = _named_field()
    return {
        "deprecateField": _mutation(
            payload,
            {**field, "input": deprecate},
            deprecate_field,
            "Mark a custom field as deprecated until a day, on which it is deleted. Once more moves the day.",
        ),
        "undeprecateField": _mutation(
            payload, field, undeprecate_field, "Let a deprecated custom field stay after all."
        ),
    }


def _named_field() -> dict[str, GraphQLArgument]:
    return {
        "entity": GraphQLArgument(_NAME, description="Name of the entity."),
        "key": GraphQLArgument(_NAME, description="The field's key."),
    }


def _mutation(
    payload: GraphQLObjectType, arguments: Mapping[str, GraphQLArgument], change: Change, description: str
) -> GraphQLField:
    async def resolve(_source: object, info: Info, **given: object) -> FieldChange:
        return await FIELDS.in_transaction(info, lambda connection: change(info.context, connection, **given))

    return GraphQLField(GraphQLNonNull(payload), dict(arguments), resolve, description=description)


def _payload(registry: TypeRegistry, name: str, *, several: bool) -> GraphQLObjectType:
    field = registry.object("CatalogField")
    fields = {
        "catalogVersion": GraphQLField(
            GraphQLInt,
            resolve=lambda s, _i: s.catalog_version,
            description="The catalog's version that has the change.",
        ),
        "userErrors": user_errors_field(registry.object("UserError")),
    }
    if several:
        type_: GraphQLOutputType = GraphQLList(GraphQLNonNull(field))
        fields["fields"] = GraphQLField(
            type_, resolve=lambda s, _i: None if s.errors else s.fields, description="The fields."
        )
    else:
        fields["field"] = GraphQLField(
            field, resolve=lambda s, _i: next(iter(s.fields), None), description="The field."
        )
        fields["job"] = GraphQLField(
            registry.object("Job"),
            resolve=lambda s, _i: s.job,
            description="The job that does the rest of the work; null when all is done.",
        )
    return GraphQLObjectType(name, fields, description="Result of a change of the catalog.")
