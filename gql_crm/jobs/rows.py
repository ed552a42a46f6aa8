"""The rows of `job`. A run is known by the job's id and its attempt: who lost the job writes nothing more."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.jobs.job import Job, JobState
from gql_crm.records.statements import fetch, run

_COLUMNS = (
    "id",
    "kind",
    "state",
    "progress",
    "error",
    "actor_id",
    "created_at",
    "started_at",
    "finished_at",
    "attempts",
    "arguments",
    "outcome",
)
_ITEMS = tuple(sql.Item(sql.Column("j", column), column) for column in _COLUMNS)
_ID = sql.Column("j", "id")
_STATE = sql.Column("j", "state")
_ATTEMPTS = sql.Column("j", "attempts")


async def load_job(connection: Connection, id: UUID) -> Job | None:
    """Return a job; None when there is none of that id."""
    return await _first(connection, sql.Select(_ITEMS, sql.Table("job", "j"), where=_is(id)))


async def load_jobs(
    connection: Connection, *, state: JobState | None = None, kind: str | None = None, first: int = 20
) -> list[Job]:
    """Return at most `first` jobs, the newest first, of a state and kind where these are given."""
    where = sql.all_of(
        sql.TRUE if state is None else sql.equal(_STATE, _text(state)),
        sql.TRUE if kind is None else sql.equal(sql.Column("j", "kind"), _text(kind)),
    )
    order = (sql.OrderKey(_ID, descending=True),)
    select = sql.Select(_ITEMS, sql.Table("job", "j"), where=where, order=order, limit=first)
    return [_job(row) for row in await fetch(connection, select)]


async def load_jobs_of(connection: Connection, ids: Collection[UUID]) -> list[Job]:
    """Return the jobs of these ids, as far as there are any."""
    where = sql.AnyOf(_ID, sql.parameters(list(ids), "uuid"))
    return [
        _job(row) for row in await fetch(connection, sql.Select(_ITEMS, sql.Table("job", "j"), where=where))
    ]


async def count_jobs(connection: Connection, state: JobState) -> int:
    """Return how many jobs are in a state."""
    items = (sql.Item(sql.CountRows(), "count"),)
    where = sql.equal(_STATE, _text(state))
    rows = await fetch(connection, sql.Select(items, sql.Table("job", "j"), where=where))
    count: int = rows[0]["count"]
    return count


async def insert(
    connection: Connection,
    id: UUID,
    kind: str,
    arguments: Mapping[str, Any],
    *,
    actor_id: UUID | None,
    now: datetime,
) -> None:
    """Write a job that waits."""
    values = {
        "id": sql.Parameter(id, "uuid"),
        "kind": _text(kind),
        "state": _text(JobState.QUEUED),
        "arguments": sql.Parameter(orjson.dumps(dict(arguments)), "jsonb"),
        "actor_id": sql.Parameter(actor_id, "uuid"),
        "created_at": _time(now),
    }
    await run(connection, sql.Insert("job", tuple(values), (tuple(values.values()),)))


async def start(connection: Connection, id: UUID, now: datetime) -> Job | None:
    """Begin the next attempt of a job that waits, or whose worker is gone; None when it is over."""
    begun: dict[str, sql.Node] = {
        "state": _text(JobState.RUNNING),
        "started_at": _time(now),
        "progress": sql.NULL,
        "attempts": sql.Binary(_ATTEMPTS, "+", sql.Constant(1)),
    }
    return await _change(connection, begun, _is(id, JobState.QUEUED, JobState.RUNNING))


async def finish(
    connection: Connection, job: Job, state: JobState, now: datetime, error: str | None = None
) -> Job | None:
    """End a job; None when the run has lost it."""
    ended: dict[str, sql.Node] = {
        "state": _text(state),
        "finished_at": _time(now),
        "error": sql.Parameter(error, "text"),
    }
    if state is JobState.SUCCEEDED:
        ended["progress"] = sql.Constant(1)
    return await _change(connection, ended, _run_of(job))


async def queue_again(connection: Connection, job: Job, *, error: str | None, attempts: int) -> Job | None:
    """Let a job that runs wait again; None when the run has lost it."""
    waiting: dict[str, sql.Node] = {
        "state": _text(JobState.QUEUED),
        "error": sql.Parameter(error, "text"),
        "attempts": sql.Parameter(attempts, "integer"),
    }
    return await _change(connection, waiting, _run_of(job))


async def reopen(connection: Connection, id: UUID) -> Job | None:
    """Let a job that failed wait as if it were new; None when it has not failed."""
    new: dict[str, sql.Node] = {
        "state": _text(JobState.QUEUED),
        "attempts": sql.Constant(0),
        **dict.fromkeys(("error", "progress", "started_at", "finished_at"), sql.NULL),
    }
    return await _change(connection, new, _is(id, JobState.FAILED))


async def set_progress(connection: Connection, job: Job, fraction: float) -> Job | None:
    """Say how far a run is; None when it has lost the job."""
    progress = {"progress": sql.Parameter(fraction, "double precision")}
    return await _change(connection, progress, _run_of(job))


async def set_outcome(connection: Connection, job: Job, outcome: Mapping[str, Any]) -> Job | None:
    """Keep what a run has done; None when it has lost the job."""
    kept = {"outcome": sql.Parameter(orjson.dumps(dict(outcome)), "jsonb")}
    return await _change(connection, kept, _run_of(job))


async def held(connection: Connection, jobs: Sequence[Job]) -> set[UUID]:
    """Return the ids of those jobs that still are in the attempts that they were loaded in."""
    items = (sql.Item(_ID, "id"), sql.Item(_ATTEMPTS, "attempts"))
    running = sql.equal(_STATE, _text(JobState.RUNNING))
    among = sql.AnyOf(_ID, sql.parameters([job.id for job in jobs], "uuid"))
    rows = await fetch(connection, sql.Select(items, sql.Table("job", "j"), where=sql.all_of(among, running)))
    now = {row["id"]: row["attempts"] for row in rows}
    return {job.id for job in jobs if now.get(job.id) == job.attempts}


async def _change(connection: Connection, values: Mapping[str, sql.Node], where: sql.Node) -> Job | None:
    return await _first(connection, sql.Update("job", "j", tuple(values.items()), where, returning=_ITEMS))


async def _first(connection: Connection, statement: sql.Node) -> Job | None:
    rows = await fetch(connection, statement)
    return _job(rows[0]) if rows else None


def _job(row: asyncpg.Record) -> Job:
    return Job(**{**row, "state": JobState(row["state"])})


def _is(id: UUID, *states: JobState) -> sql.Node:
    this = sql.equal(_ID, sql.Parameter(id, "uuid"))
    if not states:
        return this
    return sql.all_of(this, sql.AnyOf(_STATE, sql.parameters([str(state) for state in states], "text")))


def _run_of(job: Job) -> sql.Node:
    attempt = sql.equal(_ATTEMPTS, sql.Parameter(job.attempts, "integer"))
    return sql.all_of(_is(job.id, JobState.RUNNING), attempt)


def _text(value: str) -> sql.Parameter:
    return sql.Parameter(str(value), "text")


def _time(value: datetime) -> sql.Parameter:
    return sql.Parameter(value, "timestamptz")
