"""Whether the database is what the models declare.

PostgreSQL is asked twice by the same questions: about the tables that there are, and about temporary ones
that are made from the models, described and rolled back. So all is compared in PostgreSQL's own spelling.
"""

from collections.abc import Iterator, Sequence

import asyncpg
from tortoise.models import Model

from gql_crm.database.catalogue import Table, described
from gql_crm.database.declared import table_statements
from gql_crm.database.direct import direct_connection, trigram_schema
from gql_crm.database.migration_apps import MigrationApp, declared_models

TABLES = """
SELECT relname, oid FROM pg_class
WHERE relkind IN ('r', 'p') AND relname = ANY($1::text[])
  AND relnamespace = CASE WHEN $2::text IS NULL THEN pg_my_temp_schema()
    ELSE (SELECT oid FROM pg_namespace WHERE nspname = $2::text) END
"""


async def differences(
    dsn: str,
    apps: Sequence[MigrationApp],
    *,
    schema: str = "public",
    run_time_models: Sequence[type[Model]] = (),
) -> list[str]:
    """Compare the tables of `schema` with the models of `apps`; return a sentence for each difference.

    `run_time_models` are those of tables that no app has: of entities that users define.

    Compared are columns (name, type, nullability), keys, foreign keys, unique and check constraints, indexes.
    A plain index that no model declares is no difference: it changes no behaviour.
    """
    async with declared_models(apps) as of_apps, direct_connection(dsn, schema=schema) as connection:
        models = [*of_apps, *run_time_models]
        names = sorted(model._meta.db_table for model in models)
        found = await described(connection, await _tables(connection, names, schema))
        transaction = connection.transaction()
        await transaction.start()
        try:
            await _make_temporary(connection, models)
            declared = await described(connection, await _tables(connection, names, None))
        finally:
            await transaction.rollback()
    return [sentence for name in names for sentence in _compared(name, declared[name], found.get(name))]


async def _tables(connection: asyncpg.Connection, names: list[str], schema: str | None) -> dict[str, int]:
    return {row["relname"]: row["oid"] for row in await connection.fetch(TABLES, names, schema)}


async def _make_temporary(connection: asyncpg.Connection, models: Sequence[type[Model]]) -> None:
    place = await trigram_schema(connection)
    made = [table_statements(model, trigram_schema=place, temporary=True) for model in models]
    for statements in made:  # every table before the first foreign key
        await connection.execute(statements[0])
    for statements in made:
        for statement in statements[1:]:
            await connection.execute(statement)


def _compared(name: str, declared: Table, found: Table | None) -> Iterator[str]:
    if found is None:
        yield f'table "{name}" is missing'
        return
    for column, form in declared.columns.items():
        if column not in found.columns:
            yield f'table "{name}" lacks the column "{column}" ({form})'
        elif found.columns[column] != form:
            yield f'table "{name}": column "{column}" is {found.columns[column]}, the model declares {form}'
    for column in found.columns.keys() - declared.columns.keys():
        yield f'table "{name}" has a column "{column}" that no model declares'
    for lacking in sorted(declared.keys - found.keys) + sorted(declared.indexes - found.indexes):
        yield f'table "{name}" lacks the {lacking}'
    for surplus in sorted(found.keys - declared.keys):
        yield f'table "{name}" has a {surplus} that no model declares'
