"""One line of a record's history: what changed, who changed it, and by which way in."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final, TypeAlias
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.clock import uuid7
from gql_crm.transient import transient

Diff: TypeAlias = Mapping[str, tuple[Any, Any]]
"""Old and new value by field id, as JSON. Of a list of records: the ids that left it, the ids that came."""

LINKS: Final = "relation:"
"""With the id of a relation type behind it, what history calls the links of that type."""

SHARES: Final = "gql_crm:shares"
"""What history calls the users and teams that a record is shared with."""


_TYPES: Final[Mapping[str, str]] = {
    "id": "uuid",
    "record_id": "uuid",
    "entity": "text",
    "action": "text",
    "version": "integer",
    "actor_id": "uuid",
    "origin": "text",
    "at": "timestamptz",
}
_VALUES: Final = attrgetter(*_TYPES)


class Action(StrEnum):
    """What happened to the record."""

    CREATED = "CREATED"
    UPDATED = "UPDATED"
    DELETED = "DELETED"
    RESTORED = "RESTORED"


class Origin(StrEnum):
    """By which way in a change came."""

    API = "API"
    IMPORT = "IMPORT"
    WORKFLOW = "WORKFLOW"
    SYNC = "SYNC"
    PLUGIN = "PLUGIN"
    JOB = "JOB"
    SYSTEM = "SYSTEM"


@transient(kw_only=True)
class Change:
    """A change of one record. `version` is the record's version after it."""

    record_id: UUID
    entity: str
    action: Action
    version: int
    actor_id: UUID | None
    origin: Origin
    diff: Diff
    at: datetime
    id: UUID = field(default_factory=uuid7)


def insert_change(change: Change | sql.Given[Change]) -> sql.Insert:
    """Return the INSERT of a change, a part of the statement that writes the record.

    The id is the server's; readers take changes in the order (xid, id), which no clock can disturb.
    """
    return _insert([sql.given(change)])


def insert_changes(changes: Sequence[Change]) -> sql.Insert:
    """Return the INSERT of changes of several records."""
    return _insert([sql.Given(change) for change in changes])


def _insert(changes: Sequence[sql.Given[Change]]) -> sql.Insert:
    rows = [_columns(change) for change in changes]
    return sql.Insert("change", tuple(rows[0]), rows=tuple(tuple(row.values()) for row in rows))


def _columns(change: sql.Given[Change]) -> dict[str, sql.Node]:
    values = change.map(_VALUES).spread(len(_TYPES))
    columns = zip(_TYPES.items(), values, strict=True)
    return {
        **{name: sql.Parameter(value, type_) for (name, type_), value in columns},
        "xid": sql.call("pg_current_xact_id"),
        "diff": sql.Parameter(change.map(_diff), "jsonb"),
    }


def _diff(change: Change) -> bytes:
    return orjson.dumps(change.diff)
