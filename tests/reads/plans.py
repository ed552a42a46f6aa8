"""What PostgreSQL reads for a query: the plans of the statements that reads make."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
import orjson
import pytest

from gql_crm import sql
from gql_crm.access import Actor
from gql_crm.database import Connection
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.reads import ReadPlan
from gql_crm.testing import Crm, Template


@dataclass(frozen=True, slots=True)
class Plans:
    """A CRM, its owner's connection, and the statements that reads have made."""

    crm: Crm
    connection: asyncpg.Connection
    statements: list[sql.Statement]

    async def rows_read(self, query: str, actor: Actor | None = None, **variables: Any) -> int:
        """Return how many rows a query takes from tables, those that it drops again included."""
        await self.crm.data(query, actor=actor, **variables)
        return await rows_of(self.connection, self.statements[-1])


async def rows_of(connection: asyncpg.Connection | Connection, statement: sql.Statement) -> int:
    """Return how many rows a statement takes from tables; it is carried out."""
    explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.text}"
    explained = await connection.fetchval(explain, *statement.parameters)
    return round(_rows(orjson.loads(explained)[0]["Plan"]))


def _rows(node: dict[str, Any]) -> float:
    read = 0.0
    if "Relation Name" in node or "Index Name" in node:
        read = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    return read + sum(_rows(child) for child in node.get("Plans", ()))


@asynccontextmanager
async def plans_of(crm: Crm, template: Template) -> AsyncIterator[Plans]:
    """Note the statements of reads from now on."""
    statements: list[sql.Statement] = []
    compiled = ReadPlan.statement

    def noted(plan: ReadPlan) -> sql.Statement:
        statements.append(compiled(plan))
        return statements[-1]

    async with crm.workspace.database.connection() as app:
        name = await app.fetchval("SELECT current_database()")
    connection = await asyncpg.connect(template.server.dsn(OWNER_ROLE, name))
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ReadPlan, "statement", noted)
            yield Plans(crm, connection, statements)
    finally:
        await connection.close()
