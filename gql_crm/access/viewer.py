"""Whose sight row predicates ask about."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Self, TypeAlias
from uuid import UUID

from gql_crm import sql

Ids: TypeAlias = Sequence[UUID] | None


@dataclass(frozen=True, slots=True)
class Viewer:
    """A user with their teams and those below, as they were when `catalog_state` said `access_version`.

    Where it says something else by now, or nothing is known of the teams, the statement finds them itself.
    All three may be those of whoever asks: `Given`.
    """

    user_id: UUID | sql.Given[UUID]
    team_ids: Ids | sql.Given[Ids] = None
    access_version: int | sql.Given[int | None] | None = None

    @classmethod
    def given(cls, viewer: "sql.Given[Viewer]") -> Self:
        """Return a viewer whose parts are those of whoever asks."""
        return cls(*(viewer.map(attrgetter(part)) for part in ("user_id", "team_ids", "access_version")))

    def user(self) -> sql.Node:
        """Return the user's id."""
        return sql.Parameter(self.user_id, "uuid")

    def teams(self) -> sql.Node:
        """Return the ids of the teams, found once a statement."""
        same = sql.equal(sql.Column(_STATE, "access_version"), sql.Parameter(self.access_version, "bigint"))
        known = sql.Item(sql.Parameter(self.team_ids, "uuid[]"), "teams")
        found = sql.Item(sql.call("gql_crm_teams_of", self.user()), "teams")
        return _computed_once(
            sql.call(
                "coalesce",
                sql.Scalar(sql.Select((known,), sql.Table("catalog_state", _STATE), where=same)),
                sql.Scalar(sql.Select((found,))),
            )
        )

    def grantees(self) -> sql.Node:
        """Return the ids of all with whom a record may be shared so that the user has it: user and teams."""
        return _computed_once(sql.call("array_append", self.teams(), self.user()))


_STATE = "acs"


def _computed_once(array: sql.Node) -> sql.Node:
    """As a sub-select of its own it does not depend on the rows."""
    return sql.Cast(sql.Scalar(sql.Select((sql.Item(array, "ids"),))), "uuid[]")
