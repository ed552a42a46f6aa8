"""`enableModule`, `disableModule`, `refreshPlugins`: modules that come and go while the workspace runs."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.customization import Modules
from gql_crm.errors import UserError
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.problem import CatalogProblem
from gql_crm.schema.catalog_changes import CatalogMutation
from gql_crm.schema.catalog_types import ListedModule, listed_modules
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.module_settings_types import add_module_settings_types
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list, user_errors_field

_NAME = {"name": GraphQLArgument(GraphQLNonNull(GraphQLString), description="The module's name.")}


@dataclass(frozen=True, slots=True)
class ModuleChange:
    """A module after a change."""

    module: ListedModule | None = None
    catalog_version: int | None = None
    errors: Sequence[UserError] = ()


@dataclass(frozen=True, slots=True)
class FoundPlugins:
    """What a look for new plugins found."""

    modules: Sequence[ListedModule] = ()
    problems: Sequence[CatalogProblem] = ()
    errors: Sequence[UserError] = field(default_factory=tuple)


def add_module_types(registry: TypeRegistry) -> None:
    """Add the mutations that switch modules, and the modules' settings."""
    payload = registry.add(_module_payload(registry))
    registry.mutations["enableModule"] = GraphQLField(
        GraphQLNonNull(payload),
        _NAME,
        _enable,
        description="Switch a module on: its tables are made, its types join the schema.",
    )
    registry.mutations["disableModule"] = GraphQLField(
        GraphQLNonNull(payload),
        _NAME,
        _disable,
        description="Switch a module off: its types leave the schema, its data stay.",
    )
    registry.mutations["refreshPlugins"] = GraphQLField(
        GraphQLNonNull(registry.add(_refresh_payload(registry))),
        {},
        _refresh,
        description="Look for plugins that were installed since the server started.",
    )
    add_module_settings_types(registry)


async def _enable(_source: object, info: Info, name: str) -> ModuleChange:
    return await _switched(info, name, lambda modules: modules.enable(name))


async def _disable(_source: object, info: Info, name: str) -> ModuleChange:
    return await _switched(info, name, lambda modules: modules.disable(name))


async def _switched(info: Info, name: str, switch: Callable[[Modules], Awaitable[Catalog]]) -> ModuleChange:
    modules = info.context.modules
    return await _mutation(name).run(info, lambda once: switch(replace(modules, once=once)))


def _mutation(name: str) -> CatalogMutation[Catalog, ModuleChange]:
    async def told(context: OperationContext, catalog: Catalog) -> ModuleChange:
        context.moved_to(catalog)
        return _change(catalog, catalog.version)

    async def told_again(_context: OperationContext, made: ChangeMade, catalog: Catalog) -> ModuleChange:
        return _change(catalog, made.version)

    def _change(catalog: Catalog, version: int | None) -> ModuleChange:
        module = next((listed for listed in listed_modules(catalog) if listed.module.name == name), None)
        return ModuleChange(module, version)

    return CatalogMutation(
        lambda catalog: ChangeMade(catalog.version),
        told,
        told_again,
        lambda errors: ModuleChange(errors=errors),
    )


async def _refresh(_source: object, info: Info) -> FoundPlugins:
    context = info.context
    if not context.actor.is_admin:
        text = "Only administrators may look for new plugins."
        return FoundPlugins(errors=[UserError("FORBIDDEN", (), text)])
    found = await context.plugins.discover()
    return FoundPlugins(
        [ListedModule(module, enabled=False) for module in found], context.plugins.contributions.problems
    )


def _module_payload(registry: TypeRegistry) -> GraphQLObjectType:
    fields = {
        "module": GraphQLField(
            registry.object("CatalogModule"),
            resolve=lambda s, _i: s.module,
            description="The module as it is now.",
        ),
        "catalogVersion": GraphQLField(
            GraphQLInt,
            resolve=lambda s, _i: s.catalog_version,
            description="The catalog's version that has the change.",
        ),
        "userErrors": user_errors_field(registry.object("UserError")),
    }
    return GraphQLObjectType("ModulePayload", fields, description="Result of switching a module.")


def _refresh_payload(registry: TypeRegistry) -> GraphQLObjectType:
    fields = {
        "modules": GraphQLField(
            non_null_list(registry.object("CatalogModule")),
            resolve=lambda s, _i: s.modules,
            description="The modules that were found; they are switched off yet.",
        ),
        "problems": GraphQLField(
            non_null_list(registry.object("CatalogProblem")),
            resolve=lambda s, _i: s.problems,
            description="Plugins that could not be loaded, and why.",
        ),
        "userErrors": user_errors_field(registry.object("UserError")),
    }
    return GraphQLObjectType("RefreshPluginsPayload", fields, description="Result of a look for new plugins.")
