"""Runs a read plan. If the statement fails, its fields run one by one: only the guilty one is null."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import asyncpg

from gql_crm.database import Connection
from gql_crm.reads.operation import ReadPlan


@dataclass(frozen=True, slots=True)
class ReadResult:
    """JSON bytes by key (None: SQL NULL), failures by key, the catalog's version as the statement saw it."""

    values: Mapping[str, bytes | None]
    catalog_version: int | None
    failures: Mapping[str, Exception] = field(default_factory=dict)

    @property
    def tables_are_gone(self) -> bool:
        """Whether something read a table that is not there any more."""
        return any(isinstance(one, asyncpg.UndefinedTableError) for one in self.failures.values())


async def run_plan(
    connection: Connection, plan: ReadPlan, *, on_statement: Callable[[str], None] | None = None
) -> ReadResult:
    """Run the plan on a connection. Inside a transaction a failure aborts it and is raised."""
    try:
        return await _run(connection, plan, on_statement)
    except asyncpg.PostgresError as error:
        if connection.is_in_transaction():
            raise
        if len(plan.columns) == 1:
            return ReadResult({}, None, {next(iter(plan.columns)): error})
    return await _run_one_by_one(connection, plan, on_statement)


async def _run(
    connection: Connection, plan: ReadPlan, on_statement: Callable[[str], None] | None
) -> ReadResult:
    statement = plan.statement()
    if on_statement:
        on_statement(statement.text)
    row = await connection.fetchrow(statement.text, *statement.parameters)
    if row is None:
        msg = "a statement without FROM returned no row"
        raise RuntimeError(msg)
    return ReadResult(dict(zip(plan.columns, row.values(), strict=False)), row["catalog_version"])


async def _run_one_by_one(
    connection: Connection, plan: ReadPlan, on_statement: Callable[[str], None] | None
) -> ReadResult:
    values: dict[str, bytes | None] = {}
    failures: dict[str, Exception] = {}
    version = None
    for key, part in plan.parts().items():
        try:
            result = await _run(connection, part, on_statement)
        except asyncpg.PostgresError as error:
            failures[key] = error
        else:
            values.update(result.values)
            version = result.catalog_version
    return ReadResult(values, version, failures)
