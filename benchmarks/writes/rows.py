"""Whether contenders leave the same rows: as many in each table."""

from collections.abc import Mapping

import asyncpg

from benchmarks.reads.agreeing import Disagreement
from benchmarks.reads.cases.case import Case

_TABLES = "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY 1"


async def counts(dsn: str) -> Mapping[str, int]:
    """Return the number of rows of each table."""
    connection: asyncpg.Connection = await asyncpg.connect(dsn)
    try:
        tables = [row["relname"] for row in await connection.fetch(_TABLES)]
        counted = (f'(SELECT count(*) FROM "{table}") AS "{table}"' for table in tables)
        (row,) = await connection.fetch(f"SELECT {', '.join(counted)}")
    finally:
        await connection.close()
    return dict(row)


def compare_growth(case: Case, grown: Mapping[str, Mapping[str, int]]) -> None:
    """Raise Disagreement unless the tables have grown alike, whoever wrote."""
    (first, expected), *others = grown.items()
    for other, given in others:
        for table, count in expected.items():
            if given[table] != count:
                text = f"{first} adds {count} rows to {table}, {other} {given[table]}"
                raise Disagreement(f"{case.name} is not the same for both: {text}.")
