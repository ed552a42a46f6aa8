"""Operations of migrations beside Tortoise's own."""

from tortoise.migrations.operations import CreateModel
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

from gql_crm.database.declared import table_statements


class DeclareModel(CreateModel):
    """Tell Tortoise about a table that the migration makes in SQL.

    CreateModel leaves out constraints and knows no key of several columns, so such tables are made by SQL
    that a person can read; `differences` proves that it matches the models.
    """

    def state_forward(self, app_label: str, state: State) -> None:
        """Keep the name of the key: Tortoise forgets that of a one-to-one relation and then sees a change."""
        super().state_forward(app_label, state)
        state.models[(app_label, self.name)].options["pk_attr"] = (self.options or {})["pk_attr"]

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Leave the database alone."""

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Leave the database alone."""


class CreateTable(CreateModel):
    """Make a table exactly as its model declares it, with the constraints that CreateModel leaves out."""

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Run the statements that `table_statements` makes of the model."""
        if state_editor is None:
            return
        rows = await state_editor.client.execute_query_dict(
            "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
            " WHERE e.extname = 'pg_trgm'"
        )
        model = new_state.apps.get_model(f"{app_label}.{self.name}")
        for statement in table_statements(model, trigram_schema=rows[0]["nspname"] if rows else "public"):
            await state_editor._run_sql(statement)  # noqa: SLF001 (the door of Tortoise's own operations)
