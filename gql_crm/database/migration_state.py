"""The models as they are at a migration, made ready for queries only where an operation may ask them.

Tortoise clones all models before every operation and makes all of them ready after it, which took most of the
time of a first start.
"""

from typing import Final

from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import RunSQL
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps

from gql_crm.database.operations import CreateTable, DeclareModel

_ASKS_NO_MODEL: Final = frozenset({RunSQL, CreateTable, DeclareModel})


class LazyApps(StateApps):
    """Models that are declared, but not made ready for queries."""

    def _build_initial_querysets(self) -> None:
        """Leave it to who wants to query."""


class MigrationState(State):
    """The models after some migrations of some apps."""

    @classmethod
    def empty(cls, labels: frozenset[str]) -> "MigrationState":
        """Return the state before all migrations of the apps with these labels."""
        return cls(models={}, apps=LazyApps(default_connections=dict.fromkeys(labels, "default")))

    async def apply(self, migration: Migration, editor: BaseSchemaEditor) -> None:
        """Run the operations of a migration; what has failed leaves this state of no use."""
        for operation in migration.operations:
            asks = type(operation) not in _ASKS_NO_MODEL
            before = self.clone() if asks else self
            operation.state_forward(migration.app_label, self)
            for state in (before, self) if asks else ():
                StateApps._build_initial_querysets(state.apps)  # noqa: SLF001 (what LazyApps left)
            await migration._run_database_forward(  # noqa: SLF001 (wraps operations that want a transaction)
                operation, before, self, editor, supports_transactions=True
            )
        self.validate_relations_initialized()
