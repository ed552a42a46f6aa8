"""Mutations of custom fields: `createField`, `createFields`, `updateField`, `renameField` and the others."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
)

from gql_crm.customization import Customization, FieldKey
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.costs import ListSize
from gql_crm.fields.scalars import DECIMAL, JSON, LOCALIZED_TEXT
from gql_crm.jobs import Job, load_job
from gql_crm.plugins.catalog import Catalog, CatalogField
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.members import InputMember, input_of, required_input
from gql_crm.schema.registry import TypeRegistry
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
    option = registry.add(_option_input())
    options = _options(option)
    members = {**_create_members(registry), **options, **_CREATE_ONLY}
    create = registry.add(input_of("CreateFieldInput", "A new field.", members))
    of_entity = {name: member for name, member in members.items() if name != "entity"}
    registry.add(input_of("EntityFieldInput", "A field of a new entity.", of_entity))
    changes = {**options, "removedOptions": _removed_options(registry)}
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
    registry.mutations.update(_changes(one, required_input(update)))


def _changes(payload: GraphQLObjectType, update: GraphQLArgument) -> dict[str, GraphQLField]:
    """Return the mutations of a field that is there; all name it in the same way."""
    field = {
        "entity": GraphQLArgument(_NAME, description="Name of the entity."),
        "key": GraphQLArgument(_NAME, description="The field's key."),
    }
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
        customization = Customization(connection, context.contributions, context.actor, context.now)
        keys, catalog = await change(customization)
        job = await load_job(connection, customization.jobs[-1]) if customization.jobs else None
    return _published(context, [catalog.entity(entity).fields[key] for entity, key in keys], catalog, job)


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
        customization = Customization(connection, context.contributions, context.actor, context.now)
        deleted, catalog = await customization.delete_field(entity, key, confirm)
        job = await load_job(connection, customization.jobs[-1])
    return _published(context, [deleted], catalog, job)


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


def _option_input() -> GraphQLInputObjectType:
    return GraphQLInputObjectType(
        "ChoiceOptionInput",
        {
            "value": GraphQLInputField(
                _NAME, description="What is stored: a letter, then letters, digits and `_`."
            ),
            "label": GraphQLInputField(
                LOCALIZED_TEXT, description="What people read, by language; the value when absent."
            ),
            "color": GraphQLInputField(GraphQLString, description="A colour for badges."),
            "active": GraphQLInputField(
                GraphQLBoolean, default_value=True, description="Whether it can be chosen."
            ),
            "position": GraphQLInputField(GraphQLInt, description="Place among the options."),
        },
        description="A value that a CHOICE field may have.",
    )


def _removed_options(registry: TypeRegistry) -> InputMember:
    members: dict[str, InputMember] = {
        "value": (_NAME, "The option that goes."),
        "moveTo": (GraphQLString, "The option that records hold instead; null clears it."),
    }
    removed = registry.add(
        input_of("RemovedOptionInput", "An option that records hold and that goes.", members)
    )
    text = "What records hold in the place of options that are no longer among `options`; a job changes them."
    return GraphQLList(GraphQLNonNull(removed)), text


def _create_members(registry: TypeRegistry) -> dict[str, InputMember]:
    kind: Any = registry.types["FieldKind"]
    return {
        "entity": (_NAME, "Name of the entity that gets the field."),
        "key": (_NAME, "The field's name in the schema: a small letter, then letters and digits."),
        "kind": (GraphQLNonNull(kind), "What kind of value it has; it never changes."),
    }


_CREATE_ONLY: dict[str, InputMember] = {
    "precision": (GraphQLInt, "Of decimals: how many digits in all."),
    "scale": (GraphQLInt, "Of decimals and formulas: how many digits behind the point."),
    "targetEntity": (GraphQLString, "Of references: the entity that they point to."),
    "inverse": (
        GraphQLString,
        "Of references: the name of the list that the target gets, of the records that refer to it.",
    ),
}


_ROLL_UP = "Of references: whether the timeline of the record referred to tells what happens to this one."


def _options(option: GraphQLInputObjectType) -> dict[str, InputMember]:
    return {
        "label": (LOCALIZED_TEXT, "What people call it, by language."),
        "helpText": (LOCALIZED_TEXT, "A hint for forms, by language."),
        "required": (GraphQLBoolean, "Whether a new record needs a value."),
        "unique": (GraphQLBoolean, "Whether no two records may have the same value."),
        "uniqueWithin": (
            GraphQLList(_NAME),
            "Of unique fields, keys of fields: values differ among records that agree in these.",
        ),
        "indexed": (
            GraphQLBoolean,
            "Whether an index serves filters and orders; a job builds it. At most 20 fields of an entity.",
        ),
        "rollUp": (GraphQLBoolean, _ROLL_UP),
        "default": (JSON, "Value of new records that name none."),
        "immutable": (GraphQLBoolean, "Whether a value, once given, stays."),
        "min": (DECIMAL, "Smallest number."),
        "max": (DECIMAL, "Largest number."),
        "minLength": (GraphQLInt, "Fewest characters."),
        "maxLength": (GraphQLInt, "Most characters."),
        "pattern": (
            GraphQLString,
            "Regular expression that a whole text matches; what an AUTONUMBER looks like, `{YYYY}-{####}`.",
        ),
        "schema": (JSON, "Of JSON fields: the JSON Schema (draft 2020-12) that values meet."),
        "expression": (GraphQLString, "Of a FORMULA: what makes its values, `price * share / 100`."),
        "options": (
            GraphQLList(GraphQLNonNull(option)),
            "The values of a CHOICE field; an update gives all of them.",
        ),
        "visibleWhen": (
            GraphQLString,
            "Condition in CEL: when the field makes sense; else it takes no value.",
        ),
        "requiredWhen": (GraphQLString, "Condition in CEL: when the field needs a value."),
        "section": (GraphQLString, "Where forms group it."),
        "position": (GraphQLInt, "Place in its section."),
    }
