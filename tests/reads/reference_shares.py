"""With whom records are shared, in plain Python."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.reads.reference import Reader, RecordQuery, Row


@dataclass(frozen=True, slots=True)
class Share:
    """A record that somebody shares with a user or a team."""

    id: str
    record: str
    grantee: str
    access: str
    at: datetime
    by: str | None


@dataclass(slots=True)
class ShareQuery:
    """What is selected of a record's shares, and of the users and the team in them."""

    members: list[str]
    people: dict[str, "RecordQuery"]


def shares_of(reader: "Reader", row: "Row", query: ShareQuery) -> list[dict[str, Any]]:
    """Return the shares of a record, the oldest first."""
    return [_told(reader, one, query) for one in reader.shares if one.record == row.id]


def _told(reader: "Reader", share: Share, query: ShareQuery) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": share.id,
        "access": share.access,
        "createdAt": reader.shown(share.at, "DATETIME"),
    }
    for name, entity, of in (
        ("user", "User", share.grantee),
        ("team", "Team", share.grantee),
        ("createdBy", "User", share.by),
    ):
        there = [row for row in reader.rows[entity] if row.id == of and not row.deleted]
        if name in query.people:
            shown[name] = reader.record(entity, there[0], query.people[name]) if there else None
    return {member: shown[member] for member in query.members}
