"""Mutations that change the catalog and the workspace: createField, createFields, updateField, renameField …"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
)

from gql_crm.customization import Customization, FieldKey
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.scalars import COUNTRY_CODE, CURRENCY_CODE, DECIMAL, JSON, LOCALIZED_TEXT
from gql_crm.plugins.catalog import Catalog, CatalogField
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list

Change = Callable[..., Awaitable["FieldChange"]]

_NAME = GraphQLNonNull(GraphQLString)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What was changed: the fields, in the catalog as it is now."""

    fields: Sequence[CatalogField] = ()
    catalog_version: int | None = None
    errors: Sequence[UserError] = ()


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """The workspace's settings after a change."""

    workspace: object = None
    errors: Sequence[UserError] = ()


def add_customization_types(registry: TypeRegistry) -> None:
    """Add the inputs, payloads and mutations."""
    option = registry.add(_option_input())
    options = _options(option)
    create = registry.add(
        _input("CreateFieldInput", "A new field.", {**_create_members(registry), **options, **_CREATE_ONLY})
    )
    update = registry.add(_input("UpdateFieldInput", "What to change; what is absent stays.", options))
    one = registry.add(_payload(registry, "FieldPayload", several=False))
    many = registry.add(_payload(registry, "FieldsPayload", several=True))
    entity_and_key = {
        "entity": GraphQLArgument(_NAME, description="Name of the entity."),
        "key": GraphQLArgument(_NAME, description="The field's key."),
    }
    new_key = {"newKey": GraphQLArgument(_NAME, description="The key that it gets.")}
    inputs = {
        "inputs": GraphQLArgument(
            non_null_list(create), description="The fields; all of them are created or none."
        )
    }
    registry.mutations.update(
        {
            "createField": _mutation(
                one, {"input": _required(create)}, _create_field, "Create a custom field."
            ),
            "createFields": _mutation(many, inputs, _create_fields, "Create several custom fields at once."),
            "updateField": _mutation(
                one, {**entity_and_key, "input": _required(update)}, _update_field, "Change a custom field."
            ),
            "renameField": _mutation(
                one,
                {**entity_and_key, **new_key},
                _rename_field,
                "Give a custom field another key; its values stay.",
            ),
            "retireField": _mutation(
                one,
                entity_and_key,
                _retire_field,
                "Take a custom field out of the inputs; it stays readable.",
            ),
            "restoreField": _mutation(
                one, entity_and_key, _restore_field, "Take a retired custom field back into the inputs."
            ),
            "updateWorkspace": _update_workspace(registry),
        }
    )


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
    context.changed_catalog = catalog.version
    return FieldChange([catalog.entity(entity).fields[key] for entity, key in keys], catalog.version)


async def _create_field(context: OperationContext, *, input: Mapping[str, Any]) -> FieldChange:
    return await _changed(context, lambda c: c.create_field(input))


async def _create_fields(context: OperationContext, *, inputs: Sequence[Mapping[str, Any]]) -> FieldChange:
    return await _changed(context, lambda c: c.create_fields(inputs))


async def _update_field(
    context: OperationContext, *, entity: str, key: str, input: Mapping[str, Any]
) -> FieldChange:
    return await _changed(context, lambda c: c.update_field(entity, key, input))


async def _rename_field(context: OperationContext, *, entity: str, key: str, newKey: str) -> FieldChange:  # noqa: N803 (the argument's name)
    return await _changed(context, lambda c: c.rename_field(entity, key, newKey))


async def _retire_field(context: OperationContext, *, entity: str, key: str) -> FieldChange:
    return await _changed(context, lambda c: c.retire_field(entity, key))


async def _restore_field(context: OperationContext, *, entity: str, key: str) -> FieldChange:
    return await _changed(context, lambda c: c.restore_field(entity, key))


def _update_workspace(registry: TypeRegistry) -> GraphQLField:
    workspace = registry.object("Workspace")
    members: dict[str, tuple[GraphQLInputType, str]] = {
        "name": (GraphQLString, "What the workspace is called."),
        "defaultCurrency": (CURRENCY_CODE, "Currency of amounts that name none, ISO 4217."),
        "defaultCountry": (COUNTRY_CODE, "Country of phone numbers that name none, ISO 3166-1."),
        "timeZone": (GraphQLString, "IANA time zone, such as Europe/Vilnius."),
        "languages": (GraphQLList(GraphQLNonNull(GraphQLString)), "Languages of labels, BCP 47."),
        "weekStart": (registry.types["WeekStart"], "The day on which weeks begin."),  # type: ignore[dict-item] # an enum is an input type
        "calendar": (registry.types["Calendar"], "The calendar in which people read dates."),  # type: ignore[dict-item]
    }
    input_type = registry.add(
        _input("UpdateWorkspaceInput", "Settings to change; what is absent stays.", members)
    )
    payload = registry.add(
        GraphQLObjectType(
            "WorkspacePayload",
            {
                "workspace": GraphQLField(
                    workspace, resolve=lambda s, _i: s.workspace, description="The settings as they are now."
                ),
                "userErrors": _user_errors(registry),
            },
            description="Result of a change of the workspace.",
        )
    )

    async def resolve(_source: object, info: Info, input: Mapping[str, Any]) -> SettingsChange:
        context = info.context
        try:
            async with context.database.transaction() as connection:
                customization = Customization(connection, context.contributions, context.actor, context.now)
                settings, version = await customization.update_workspace(input)
        except UserErrors as error:
            return SettingsChange(errors=error.errors)
        context.changed_catalog = version
        return SettingsChange(settings)

    arguments = {"input": _required(input_type)}
    return GraphQLField(
        GraphQLNonNull(payload), arguments, resolve, description="Change the workspace's settings."
    )


def _payload(registry: TypeRegistry, name: str, *, several: bool) -> GraphQLObjectType:
    field = registry.object("CatalogField")
    fields = {
        "catalogVersion": GraphQLField(
            GraphQLInt,
            resolve=lambda s, _i: s.catalog_version,
            description="The catalog's version that has the change.",
        ),
        "userErrors": _user_errors(registry),
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
    return GraphQLObjectType(name, fields, description="Result of a change of the catalog.")


def _user_errors(registry: TypeRegistry) -> GraphQLField:
    return GraphQLField(
        non_null_list(registry.object("UserError")),
        resolve=lambda s, _i: [error.as_dict() for error in s.errors],
        description="Why nothing was changed; empty when it was.",
    )


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


def _create_members(registry: TypeRegistry) -> dict[str, tuple[GraphQLInputType, str]]:
    kind: Any = registry.types["FieldKind"]
    return {
        "entity": (_NAME, "Name of the entity that gets the field."),
        "key": (_NAME, "The field's name in the schema: a small letter, then letters and digits."),
        "kind": (GraphQLNonNull(kind), "What kind of value it has; it never changes."),
    }


_CREATE_ONLY: dict[str, tuple[GraphQLInputType, str]] = {
    "precision": (GraphQLInt, "Of decimals: how many digits in all."),
    "scale": (GraphQLInt, "Of decimals: how many digits behind the point."),
    "targetEntity": (GraphQLString, "Of references: the entity that they point to."),
}


def _options(option: GraphQLInputObjectType) -> dict[str, tuple[GraphQLInputType, str]]:
    return {
        "label": (LOCALIZED_TEXT, "What people call it, by language."),
        "helpText": (LOCALIZED_TEXT, "A hint for forms, by language."),
        "required": (GraphQLBoolean, "Whether a new record needs a value."),
        "unique": (GraphQLBoolean, "Whether no two records may have the same value."),
        "default": (JSON, "Value of new records that name none."),
        "immutable": (GraphQLBoolean, "Whether a value, once given, stays."),
        "min": (DECIMAL, "Smallest number."),
        "max": (DECIMAL, "Largest number."),
        "minLength": (GraphQLInt, "Fewest characters."),
        "maxLength": (GraphQLInt, "Most characters."),
        "pattern": (GraphQLString, "Regular expression that the whole text matches."),
        "options": (
            GraphQLList(GraphQLNonNull(option)),
            "The values of a CHOICE field; an update gives all of them.",
        ),
        "section": (GraphQLString, "Where forms group it."),
        "position": (GraphQLInt, "Place in its section."),
    }


def _input(
    name: str, description: str, members: Mapping[str, tuple[GraphQLInputType, str]]
) -> GraphQLInputObjectType:
    fields = {key: GraphQLInputField(type_, description=text) for key, (type_, text) in members.items()}
    return GraphQLInputObjectType(name, fields, description=description)


def _required(type_: GraphQLInputObjectType) -> GraphQLArgument:
    return GraphQLArgument(GraphQLNonNull(type_), description="The values.")
