"""What people see of a job."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class JobState(StrEnum):
    """Where a job stands. A job that failed and is tried again by itself is QUEUED."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    PARKED = "PARKED"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work. `kind` names its handler, such as "field.index", and `arguments` are JSON."""

    id: UUID
    kind: str
    state: JobState
    progress: float | None
    """From 0 to 1; None as long as nobody has said."""
    error: str | None
    """Why the last attempt failed, for a person."""
    actor_id: UUID | None
    """Who asked for it; None for the server's own."""
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    attempts: int
    """How often it was started; `retry` counts anew."""
    arguments: Mapping[str, Any]
    outcome: Mapping[str, Any] | None = None
    """What it has done so far, as its handler keeps it; a further attempt finds it."""


class JobFailed(Exception):  # noqa: N818 (what happened to the job)
    """Raised by a handler when trying again is of no use; its text is for a person."""


class JobDelayed(Exception):  # noqa: N818 (the same)
    """Raised by a handler when trying again later may help; its text is for a person."""
