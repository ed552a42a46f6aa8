"""The plugins that this process has loaded: what they contribute, and their operations, converted once."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from graphql import GraphQLSchema

from gql_crm.clock import Clock
from gql_crm.customization import WorkspaceState
from gql_crm.errors import DeclarationError
from gql_crm.plugins.catalog import CUSTOM, Catalog
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.merge_memory import MergeMemory
from gql_crm.plugins.module import Module
from gql_crm.plugins.problem import CatalogProblem
from gql_crm.schema.build import build_schema, weaving_problem
from gql_crm.schema.operations import ConvertedOperations, convert_operations
from gql_crm.workspace.contributions import added


class Installation:
    """Grows while the process runs; what has been loaded stays until it ends."""

    def __init__(
        self, contributions: Contributions, clock: Clock, find: Callable[[], Contributions] | None = None
    ) -> None:
        self.contributions = replace(contributions, memory=MergeMemory())
        self._clock = clock
        self._find = find
        self._converted: dict[str, ConvertedOperations] = {}
        self._misfits: Mapping[str, CatalogProblem] = {}
        self._settled: frozenset[str] = frozenset()
        """Names of the modules that `_misfits` speaks of."""
        self._sound: set[frozenset[str]] = set()
        """Names of modules whose operations fit together."""
        self._finding = asyncio.Lock()

    def given(self, state: WorkspaceState, waiting: Mapping[str, str], now: datetime) -> Contributions:
        """Return what the catalog of a state is made of, with what is wrong with it."""
        known = {module.name for _, module in self.contributions.modules}
        missing = {
            name: "no plugin that is installed here has it, or GQL_CRM_MODULES does not name it."
            for name, module in state.modules.items()
            if module.enabled and name not in known
        }
        left_out = [
            CatalogProblem(name, f'Module "{name}" is left out: {reason}', now)
            for name, reason in (*waiting.items(), *missing.items())
        ]
        misfits = [problem for name, problem in self._misfits.items() if state.enables(name)]
        given = state.given(replace(self.contributions, disabled=frozenset(waiting)))
        return replace(given, problems=(*given.problems, *left_out, *misfits))

    async def discover(self) -> list[Module]:
        """Look for plugins that were installed meanwhile; return their modules."""
        if self._find is None:
            return []
        async with self._finding:
            before = {module.name for _, module in self.contributions.modules}
            found = await asyncio.to_thread(self._find)
            self.contributions = added(self.contributions, found)
            return [module for _, module in self.contributions.modules if module.name not in before]

    async def learn_types(self, catalog: Catalog) -> bool:
        """Learn which types operations bring; return whether entities of users have to avoid new ones."""
        new = [module for module in _with_operations(catalog) if module.name not in self._converted]
        if not new:
            return False
        await asyncio.to_thread(lambda: [self._conversion(module) for module in new])
        types = {name: operations.brought for name, operations in self._converted.items()}
        self.contributions = replace(self.contributions, operation_types=types)
        return any(entity.origin == CUSTOM for entity in catalog.entities.values())

    async def convert(self, catalog: Catalog) -> bool:
        """Settle whose operations fit into a catalog; return whether that is told anew."""
        before = {name: problem.message for name, problem in self._misfits.items()}
        modules = _with_operations(catalog)
        if _names(modules) != self._settled:
            found = await asyncio.to_thread(self._not_fitting, catalog, modules)
            self._misfits = {name: self._told(name, problem) for name, problem in found.items()}
            self._settled = _names(modules)
        return {name: problem.message for name, problem in self._misfits.items()} != before

    async def misfit(self, catalog: Catalog, module: Module) -> str | None:
        """Say why a module's operations do not fit into the schema of a catalog; None when they do."""
        if not module.operations:
            return None
        others = [other for other in _with_operations(catalog) if other.name != module.name]
        found = await asyncio.to_thread(self._not_fitting, catalog, [*others, module])
        return found.get(module.name)

    def build(self, catalog: Catalog) -> GraphQLSchema:
        """Build the schema of a catalog that `convert` has seen."""
        names = [module.name for module in catalog.modules if module.name not in self._misfits]
        return build_schema(catalog, {n: self._converted[n] for n in names if n in self._converted})

    def _told(self, name: str, problem: str) -> CatalogProblem:
        text = f'The operations of module "{name}" are left out: {problem}'
        return CatalogProblem(name, text, self._clock())

    def _not_fitting(self, catalog: Catalog, modules: Sequence[Module]) -> dict[str, str]:
        """Return whose operations do not fit with those before them, and why: asked of all at once first."""
        if _names(modules) in self._sound:
            return {}
        problems = {module.name: problem for module in modules if (problem := self._conversion(module))}
        rest = [module.name for module in modules if module.name not in problems]
        together = {name: self._converted[name] for name in rest}
        if rest and weaving_problem(catalog, rest[-1], together):
            problems |= self._one_by_one(catalog, together)
        if not problems:
            self._sound.add(_names(modules))
        return problems

    def _one_by_one(self, catalog: Catalog, together: Mapping[str, ConvertedOperations]) -> dict[str, str]:
        problems: dict[str, str] = {}
        fitting: dict[str, ConvertedOperations] = {}
        for name, operations in together.items():
            problem = weaving_problem(catalog, name, {**fitting, name: operations})
            if problem:
                problems[name] = problem
            else:
                fitting[name] = operations
        return problems

    def _conversion(self, module: Module) -> str | None:
        """Convert a module's operations once; return what is wrong with them."""
        if module.name not in self._converted:
            try:
                self._converted[module.name] = convert_operations(module.operations)
            except DeclarationError as error:
                return str(error)
        return None


def _with_operations(catalog: Catalog) -> list[Module]:
    return [module for module in catalog.modules if module.operations]


def _names(modules: Sequence[Module]) -> frozenset[str]:
    return frozenset(module.name for module in modules)
