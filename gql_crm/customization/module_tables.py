"""The tables of modules, made by their migrations when they are switched on."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from gql_crm.database.migration_apps import KERNEL, MigrationApp
from gql_crm.database.migrations import PATIENCE_SECONDS, migrate, quietly
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.module import Module


def migration_app(module: Module) -> MigrationApp | None:
    """Return a module's app; None when it has no tables of its own."""
    if module.models is None or module.migrations is None:
        return None
    return MigrationApp(module.name, module.models, module.migrations)


def apps_of(module: Module, contributions: Contributions) -> list[MigrationApp]:
    """Return the apps that a module's migrations may build on, the kernel first, its own last."""
    return [KERNEL, *dict.fromkeys(_apps_of(module, contributions, set()))]


def _apps_of(module: Module, contributions: Contributions, seen: set[str]) -> Iterator[MigrationApp]:
    seen.add(module.name)
    for name in module.requires:
        required = contributions.module(name)
        if required is not None and name not in seen:
            yield from _apps_of(required, contributions, seen)
    app = migration_app(module)
    if app:
        yield app


@dataclass(frozen=True, slots=True)
class ModuleTables:
    """How tables are made: by a direct connection of the role that owns them.

    `app_role` is the role that may then use them; None where one role does everything.
    """

    owner_dsn: str
    schema: str
    app_role: str | None
    patience_seconds: float = PATIENCE_SECONDS

    def begun(self, at: float) -> "ModuleTables":
        """Return the same for an operation that began at a monotonic time: its patience shrinks."""
        return replace(self, patience_seconds=max(0.0, self.patience_seconds - (time.monotonic() - at)))

    async def make(
        self, module: Module, contributions: Contributions, progress: Callable[[str], None] = quietly
    ) -> list[str]:
        """Run what is pending of a module's migrations; return their names.

        Raises DatabaseError, and ImportError.
        """
        if migration_app(module) is None:
            return []
        return await migrate(
            self.owner_dsn,
            apps_of(module, contributions),
            schema=self.schema,
            app_role=self.app_role,
            progress=progress,
            patience_seconds=self.patience_seconds,
        )
