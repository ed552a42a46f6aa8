"""The plugins that this process has loaded: what they contribute, and their operations, converted once."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from graphql import GraphQLSchema

from gql_crm.clock import Clock
from gql_crm.customization import WorkspaceState
from gql_crm.errors import DeclarationError
from gql_crm.plugins.catalog import Catalog, CatalogProblem
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.merge_memory import MergeMemory
from gql_crm.plugins.module import Module
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
        self._misfits: dict[str, CatalogProblem] = {}

    def given(self, state: WorkspaceState, waiting: Mapping[str, str], now: datetime) -> Contributions:
        """Return what the catalog of a state is made of, with what is wrong with it."""
        known = {module.name for _, module in self.contributions.modules}
        missing = {
            name: "no plugin that is installed here has it."
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
        before = {module.name for _, module in self.contributions.modules}
        self.contributions = added(self.contributions, await asyncio.to_thread(self._find))
        return [module for _, module in self.contributions.modules if module.name not in before]

    async def convert(self, catalog: Catalog) -> bool:
        """Convert operations of modules that are new in the catalog; return whether some do not fit."""
        new = [module for module in catalog.modules if not self._is_known(module)]
        return await asyncio.to_thread(self._convert, catalog, new) if new else False

    async def misfit(self, catalog: Catalog, module: Module) -> str | None:
        """Say why a module's operations do not fit into the schema of a catalog; None when they do."""
        if module.name in self._converted:
            return None
        others = self._converted_of(catalog)
        return await asyncio.to_thread(self._converted_or_problem, catalog, module, others)

    def build(self, catalog: Catalog) -> GraphQLSchema:
        """Build the schema of a catalog that `convert` has seen."""
        return build_schema(catalog, self._converted_of(catalog))

    def _converted_of(self, catalog: Catalog) -> dict[str, ConvertedOperations]:
        names = (module.name for module in catalog.modules)
        return {name: self._converted[name] for name in names if name in self._converted}

    def _is_known(self, module: Module) -> bool:
        return module.name in self._converted or module.name in self._misfits

    def _convert(self, catalog: Catalog, new: list[Module]) -> bool:
        misfits = len(self._misfits)
        for module in new:
            problem = self._converted_or_problem(catalog, module, self._converted_of(catalog))
            if problem:
                text = f'The operations of module "{module.name}" are left out: {problem}'
                self._misfits[module.name] = CatalogProblem(module.name, text, self._clock())
        return len(self._misfits) > misfits

    def _converted_or_problem(
        self, catalog: Catalog, module: Module, others: dict[str, ConvertedOperations]
    ) -> str | None:
        try:
            operations = convert_operations(module.operations)
        except DeclarationError as error:
            return str(error)
        together = {**others, module.name: operations}
        problem = weaving_problem(catalog, module.name, together) if module.operations else None
        if problem is None:
            self._converted[module.name] = operations
        return problem
