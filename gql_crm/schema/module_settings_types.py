"""`moduleSettings`, and a mutation for each module that has settings: typed like fields of records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from graphql import (
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
)

from gql_crm.customization import load, settings_of
from gql_crm.errors import UserError
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.module import Module
from gql_crm.plugins.names import SettingsNames
from gql_crm.schema.catalog_changes import CatalogMutation
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import Info, OperationContext
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


_Changed: TypeAlias = tuple[Catalog, Mapping[str, Any]]


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

    mutation = _mutation(module)

    async def resolve(_source: object, info: Info, input: Mapping[str, Any]) -> SettingsChange:
        modules = info.context.modules
        return await mutation.run(
            info, lambda once: replace(modules, once=once).update_settings(module.name, input)
        )

    return GraphQLField(
        GraphQLNonNull(registry.add(payload)),
        {"input": required_input(change)},
        resolve,
        description=f'Change settings of the module "{module.name}".',
    )


def _mutation(module: Module) -> CatalogMutation[_Changed, SettingsChange]:
    def made(changed: _Changed) -> ChangeMade:
        return ChangeMade(changed[0].version)

    async def told(context: OperationContext, changed: _Changed) -> SettingsChange:
        catalog, values = changed
        context.moved_to(catalog)
        return SettingsChange(SettingsOf(module, values))

    async def told_again(context: OperationContext, _made: ChangeMade, catalog: Catalog) -> SettingsChange:
        async with context.database.connection() as connection:
            state = (await load(connection)).modules[module.name]
        return SettingsChange(SettingsOf(module, settings_of(module, catalog.kinds, state.settings)))

    return CatalogMutation(made, told, told_again, lambda errors: SettingsChange(errors=errors))


def _described(setting: Field) -> str:
    return setting.description or setting.label.get("en") or setting.key
