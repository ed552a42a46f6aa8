"""How far the build of an index is, as PostgreSQL tells it."""

from collections.abc import Mapping

import asyncpg

PROGRESS = """
SELECT phase, blocks_total, blocks_done, tuples_total, tuples_done
FROM pg_stat_progress_create_index WHERE pid = $1
"""
PHASES: Mapping[str, tuple[float, float]] = {
    "initializing": (0.0, 0.0),
    "waiting for writers before build": (0.0, 0.0),
    "building index": (0.0, 0.5),
    "building index: initializing": (0.0, 0.0),
    "building index: scanning table": (0.0, 0.5),
    "building index: sorting live tuples": (0.5, 0.5),
    "building index: loading tuples in tree": (0.5, 0.7),
    "waiting for writers before validation": (0.7, 0.7),
    "index validation: scanning index": (0.7, 0.75),
    "index validation: sorting tuples": (0.75, 0.75),
    "index validation: scanning table": (0.75, 1.0),
    "waiting for old snapshots": (1.0, 1.0),
    "waiting for readers before marking dead": (1.0, 1.0),
    "waiting for readers before dropping": (1.0, 1.0),
}
"""Phases of CREATE INDEX CONCURRENTLY, and from where to where each one leads."""


async def build_progress(connection: asyncpg.Connection, pid: int) -> float | None:
    """Return the part that is done, 0 to 1, of the index that the session `pid` builds; None when unknown."""
    row = await connection.fetchrow(PROGRESS, pid)
    if row is None or row["phase"] not in PHASES:
        return None
    begin, end = PHASES[row["phase"]]
    counted = "tuples" if row["phase"].endswith("in tree") else "blocks"
    total, done = row[f"{counted}_total"] or 0, row[f"{counted}_done"] or 0
    return begin + (end - begin) * min(1.0, done / total if total else 0.0)
