"""`moduleSettings`, and a mutation for each module that has settings: typed like fields of records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
)

from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.module import Module
from gql_crm.plugins.names import SettingsNames
from gql_crm.schema.context import Info
from gql_crm.schema.members import required_input
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import user_errors_field


@dataclass(frozen=True, slots=True)
class SettingsOf:
    """The settings of a module, after a change or without one."""

    module: Module
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """A module's settings after a change."""

    settings: SettingsOf | None = None
    errors: Sequence[UserError] = ()


def add_module_settings_types(registry: TypeRegistry) -> None:
    """Add the types of all modules that have settings; nothing when none has."""
    having = [module for module in registry.catalog.modules if module.settings]
    members: dict[str, GraphQLField] = {}
    for module in having:
        names = SettingsNames(module.name)
        settings = registry.add(_settings(registry, module, names))
        members[names.member] = GraphQLField(
            GraphQLNonNull(settings),
            resolve=_reader(module),
            description=f'Settings of the module "{module.name}".',
        )
        registry.mutations[names.mutation] = _update(registry, module, names, settings)
    if members:
        all_ = GraphQLObjectType("ModuleSettings", members, description="Settings of the enabled modules.")
        registry.queries["moduleSettings"] = GraphQLField(
            GraphQLNonNull(registry.add(all_)),
            {},
            lambda _s, _i: True,
            description="Settings of the enabled modules.",
        )


def _reader(module: Module) -> Any:
    return lambda _source, info: SettingsOf(module, info.context.module_settings(module.name))


def _settings(registry: TypeRegistry, module: Module, names: SettingsNames) -> GraphQLObjectType:
    fields = {setting.key: _output(setting, registry.kind_of(setting)) for setting in module.settings}
    description = f'Settings of the module "{module.name}": what is set, else the default.'
    return GraphQLObjectType(names.type, fields, description=description)


def _output(setting: Field, kind: FieldKind) -> GraphQLField:
    def resolve(source: SettingsOf, _info: Info) -> Any:
        value = source.values[setting.key]
        return None if value is None else kind.dump(value)

    type_: Any = GraphQLList(GraphQLNonNull(kind.output_type)) if kind.output_list else kind.output_type
    return GraphQLField(type_, resolve=resolve, description=_described(setting))


def _update(
    registry: TypeRegistry, module: Module, names: SettingsNames, settings: GraphQLObjectType
) -> GraphQLField:
    fields = {
        setting.key: GraphQLInputField(registry.kind_of(setting).input_type, description=_described(setting))
        for setting in module.settings
    }
    text = "Settings to change; what is absent stays, null goes back to the default."
    change = registry.add(GraphQLInputObjectType(names.input, fields, description=text))
    result = {
        names.payload_member: GraphQLField(
            settings, resolve=lambda s, _i: s.settings, description="The settings as they are now."
        ),
        "userErrors": user_errors_field(registry.object("UserError")),
    }
    payload = GraphQLObjectType(names.payload, result, description="Result of a change of settings.")

    async def resolve(_source: object, info: Info, input: Mapping[str, Any]) -> SettingsChange:
        context = info.context
        try:
            catalog, values = await context.modules.update_settings(module.name, input)
        except UserErrors as error:
            return SettingsChange(errors=error.errors)
        context.changed_catalog = catalog.version
        return SettingsChange(SettingsOf(module, values))

    return GraphQLField(
        GraphQLNonNull(registry.add(payload)),
        {"input": required_input(change)},
        resolve,
        description=f'Change settings of the module "{module.name}".',
    )


def _described(setting: Field) -> str:
    return setting.description or setting.label.get("en") or setting.key
