"""Mutations of custom fields: `createField`, `createFields`, `updateField`, `renameField` and the others."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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

from gql_crm.customization import Customization, FieldConversions, FieldKey
from gql_crm.database import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.costs import ListSize
from gql_crm.jobs import Job, load_job
from gql_crm.plugins.catalog import Catalog, CatalogField
from gql_crm.schema.context import Info, OperationContext
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
from gql_crm.schema.rollup_types import filter_faults, rollup_option
from gql_crm.schema.shared_types import non_null_list, user_errors_field
from gql_crm.schema.weights import assume_size

Change = Callable[..., Awaitable["FieldChange"]]

_NAME = GraphQLNonNull(GraphQLString)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What was changed: the fields, in the catalog as it is now."""

    fields: Sequence[CatalogField] = ()
    """In the catalog as it is now; a deleted one as it was."""
    catalog_version: int | None = None
    errors: Sequence[UserError] = ()
    job: Job | None = None


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
    registry.mutations["createField"] = _mutation(one, arguments, _create_field, "Create a custom field.")
    registry.mutations["createFields"] = _mutation(
        many, {"inputs": several}, _create_fields, "Create several custom fields at once."
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
        _convert_field,
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
            _update_field,
            "Change a custom field; of a module's field what a workspace may have otherwise or ask for "
            "besides, where null is the module's own again.",
        ),
        "renameField": _mutation(
            payload,
            {**field, "newKey": new_key},
            _rename_field,
            "Give a custom field another key; its values stay.",
        ),
        "retireField": _mutation(
            payload, field, _retire_field, "Take a custom field out of the inputs; it stays readable."
        ),
        "deleteField": _mutation(
            payload,
            {**field, "confirm": confirm},
            _delete_field,
            "Delete a custom field for good: it is gone at once, a job clears its values.",
        ),
        "restoreField": _mutation(
            payload, field, _restore_field, "Take a retired custom field back into the inputs."
        ),
    }


def _deprecations(payload: GraphQLObjectType, deprecate: GraphQLArgument) -> dict[str, GraphQLField]:
    """Return the mutations that say until when a field is there."""
    field = _named_field()
    return {
        "deprecateField": _mutation(
            payload,
            {**field, "input": deprecate},
            _deprecate_field,
            "Mark a custom field as deprecated until a day, on which it is deleted. Once more moves the day.",
        ),
        "undeprecateField": _mutation(
            payload, field, _undeprecate_field, "Let a deprecated custom field stay after all."
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
        context = info.context
        try:
            return await change(context, **given)
        except UserErrors as error:
            return FieldChange(errors=error.errors)

    return GraphQLField(GraphQLNonNull(payload), dict(arguments), resolve, description=description)


async def _changed(
    context: OperationContext,
    change: Callable[[Customization], Awaitable[tuple[Sequence[FieldKey], Catalog]]],
) -> FieldChange:
    async with context.database.transaction() as connection:
        customization = _customization(context, connection)
        keys, catalog = await change(customization)
        job = await load_job(connection, customization.jobs[-1]) if customization.jobs else None
    return _published(context, [catalog.entity(entity).fields[key] for entity, key in keys], catalog, job)


def _customization(context: OperationContext, connection: Connection) -> Customization:
    judge = filter_faults(context)
    made_of = (connection, context.contributions, context.actor, context.now)
    return Customization(*made_of, filter_faults=judge)


def _published(
    context: OperationContext, fields: Sequence[CatalogField], catalog: Catalog, job: Job | None
) -> FieldChange:
    context.changed_catalog = catalog.version
    context.catalog_after_change, context.field_indexes = catalog, None
    return FieldChange(fields, catalog.version, job=job)


async def _create_field(context: OperationContext, *, input: Mapping[str, Any]) -> FieldChange:
    return await _changed(context, lambda c: c.create_field(input))


async def _create_fields(context: OperationContext, *, inputs: Sequence[Mapping[str, Any]]) -> FieldChange:
    return await _changed(context, lambda c: c.create_fields(inputs))


async def _update_field(
    context: OperationContext, *, entity: str, key: str, input: Mapping[str, Any]
) -> FieldChange:
    return await _changed(context, lambda c: c.update_field(entity, key, input))


async def _rename_field(
    context: OperationContext,
    *,
    entity: str,
    key: str,
    newKey: str,  # noqa: N803 (the argument's name)
) -> FieldChange:
    return await _changed(context, lambda c: c.rename_field(entity, key, newKey))


async def _retire_field(context: OperationContext, *, entity: str, key: str) -> FieldChange:
    return await _changed(context, lambda c: c.retire_field(entity, key))


async def _delete_field(context: OperationContext, *, entity: str, key: str, confirm: str) -> FieldChange:
    async with context.database.transaction() as connection:
        customization = _customization(context, connection)
        deleted, catalog = await customization.delete_field(entity, key, confirm)
        job = await load_job(connection, customization.jobs[-1])
    return _published(context, [deleted], catalog, job)


async def _convert_field(
    context: OperationContext, *, entity: str, key: str, input: Mapping[str, Any]
) -> FieldChange:
    async with context.database.transaction() as connection:
        conversions = FieldConversions(
            connection, context.contributions, context.actor, context.profile, context.now
        )
        field, catalog, job_id = await conversions.convert(entity, key, input)
        job = await load_job(connection, job_id)
    return _published(context, [field], catalog, job)


async def _deprecate_field(
    context: OperationContext, *, entity: str, key: str, input: Mapping[str, Any]
) -> FieldChange:
    return await _changed(context, lambda c: c.deprecate_field(entity, key, input))


async def _undeprecate_field(context: OperationContext, *, entity: str, key: str) -> FieldChange:
    return await _changed(context, lambda c: c.undeprecate_field(entity, key))


async def _restore_field(context: OperationContext, *, entity: str, key: str) -> FieldChange:
    return await _changed(context, lambda c: c.restore_field(entity, key))


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
