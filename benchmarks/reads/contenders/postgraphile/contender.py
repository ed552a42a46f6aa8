"""PostGraphile as a contender."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import orjson

from benchmarks.reads.cases.case import Case
from benchmarks.reads.contenders.contender import Contender, Running
from benchmarks.reads.contenders.postgraphile.documents import TRANSLATED
from benchmarks.reads.contenders.postgraphile.functions import computed_columns, create
from benchmarks.reads.contenders.postgraphile.packages import FOLDER, NotInstalled, installed
from benchmarks.reads.contenders.serving import ENVIRONMENT
from benchmarks.reads.dataset.ground import ADMIN, Ground
from benchmarks.serving import served

_SHOWN = (
    "people_organization",
    "people_contact",
    "identity_user",
    "benchmark_opportunity",
    "benchmark_contact_event",
)
_OTHER_TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') AND relname <> ALL($1)
"""
_FOREIGN_KEYS = """
SELECT conrelid::regclass::text || '.' || conname AS name FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype = 'f'
"""


class PostGraphile(Contender):
    name = "postgraphile"
    title = "PostGraphile 5"

    def versions(self) -> str:
        packages: dict[str, str] = orjson.loads((FOLDER / "package.json").read_bytes())["dependencies"]
        return ", ".join(f"{name} {version}" for name, version in packages.items())

    def absence(self) -> str | None:
        try:
            installed()
        except NotInstalled as reason:
            return str(reason)
        return None

    @asynccontextmanager
    async def start(self, ground: Ground, workspace: str) -> AsyncIterator[Running]:
        place = ground.workspaces[workspace]
        columns = list(computed_columns(place.keys))
        await create(place.dsn, columns)
        given = {
            "dsn": place.dsn,
            "token": place.tokens[ADMIN],
            "functions": [{"name": column.name, "field": column.field} for column in columns],
            "hidden": await _hidden(place.dsn),
        }
        environment = {
            **dict.fromkeys(("NODE_ENV", "GRAPHILE_ENV"), "production"),
            ENVIRONMENT: orjson.dumps(given).decode(),
        }
        async with served((installed().node, str(FOLDER / "server.mjs")), environment) as (address, pid):
            yield Running(address, pid)

    def path(self, case: Case) -> str:
        return "/graphql"

    def body(self, case: Case, variables: Mapping[str, Any]) -> Any:
        translated = TRANSLATED[case.query]
        return {"query": translated.document, "variables": translated.variables(variables)}

    def canonical(self, case: Case, answer: Any) -> Any:
        return TRANSLATED[case.query].answer(answer["data"])


async def _hidden(dsn: str) -> dict[str, list[str]]:
    """Return what the schema leaves out: all tables that no query names, and keys that lead to the spine."""
    connection: asyncpg.Connection = await asyncpg.connect(dsn)
    try:
        tables = await connection.fetch(_OTHER_TABLES, _SHOWN)
        constraints = await connection.fetch(_FOREIGN_KEYS)
    finally:
        await connection.close()
    return {"tables": [row[0] for row in tables], "constraints": [row[0] for row in constraints]}
