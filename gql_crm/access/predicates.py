"""Row scopes as SQL. Entities' tables and the spine have `owner_id` and `team_id`: one form serves both."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from gql_crm import sql
from gql_crm.plugins.permissions import RowScope

_TEAM = "team"
User: TypeAlias = UUID | sql.Given[UUID]
"""Whose scope it is: this user, or whoever asks."""


def row_predicate(scope: RowScope, alias: str, user: User) -> sql.Node:
    """Return the condition that a row lies in the scope: for single rows, relations and counts."""
    if scope is RowScope.ALL:
        return sql.TRUE
    if scope is RowScope.NONE:
        return sql.FALSE
    own = _own(alias, user)
    if scope is RowScope.OWN:
        return own
    of_team = sql.AnyOf(sql.Column(alias, "team_id"), _teams_of(user))
    if scope is RowScope.TEAM:
        return sql.any_of(own, of_team)
    return sql.any_of(own, of_team, _published(alias))


@dataclass(frozen=True, slots=True)
class RowBranch:
    """A part of a row scope: rows that meet a condition, for each row of a source where there is one."""

    condition: sql.Node
    each: sql.Node | None = None


def row_branches(scope: RowScope, alias: str, user: User) -> tuple[RowBranch, ...]:
    """Return parts that exclude each other and together are the scope.

    A list reads its page from each part, and of each team, on an index of its own, and unites the pages: a
    disjunction, or several teams at once, would read everything.
    """
    if scope is not RowScope.TEAM:
        return (RowBranch(row_predicate(scope, alias, user)),)
    own = _own(alias, user)
    of_team = sql.equal(sql.Column(alias, "team_id"), sql.Column(_TEAM, "value"))
    teams = sql.Unnested(_teams_of(user), _TEAM)
    return (RowBranch(own), RowBranch(sql.all_of(of_team, sql.Not(own)), teams))


def _published(alias: str) -> sql.Node:
    """The spine alone knows: it is asked for rows of entities' tables and for its own alike."""
    same = sql.equal(sql.Column("pub", "id"), sql.Column(alias, "id"))
    one = (sql.Item(sql.Constant(1), "one"),)
    source = sql.Table("record", "pub")
    return sql.Exists(sql.Select(one, source, where=sql.all_of(same, sql.Column("pub", "public"))))


def _own(alias: str, user: User) -> sql.Node:
    return sql.equal(sql.Column(alias, "owner_id"), sql.Parameter(user, "uuid"))


def _teams_of(user: User) -> sql.Node:
    """The user's teams and those below them, computed once a statement."""
    teams = sql.Select((sql.Item(sql.call("gql_crm_teams_of", sql.Parameter(user, "uuid")), "teams"),))
    return sql.Cast(sql.Scalar(teams), "uuid[]")
