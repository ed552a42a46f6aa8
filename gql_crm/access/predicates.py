"""Row scopes as SQL. Entities' tables and the spine have `owner_id` and `team_id`: one form serves both."""

from typing import TypeAlias
from uuid import UUID

from gql_crm import sql
from gql_crm.plugins.permissions import RowScope

User: TypeAlias = UUID | sql.Given[UUID]
"""Whose scope it is: this user, or whoever asks."""


def row_predicate(scope: RowScope, alias: str, user: User) -> sql.Node:
    """Return the condition that a row lies in the scope: for single rows, relations and counts."""
    if scope is RowScope.ALL:
        return sql.TRUE
    return sql.any_of(*row_branches(scope, alias, user))


def row_branches(scope: RowScope, alias: str, user: User) -> tuple[sql.Node, ...]:
    """Return conditions that exclude each other and together are the scope.

    A list reads its page from each branch, on an index of its own, and unites the pages: a disjunction would
    read everything.
    """
    own = sql.equal(sql.Column(alias, "owner_id"), sql.Parameter(user, "uuid"))
    if scope is RowScope.ALL:
        return (sql.TRUE,)
    if scope is RowScope.NONE:
        return (sql.FALSE,)
    if scope is RowScope.OWN:
        return (own,)
    team = sql.AnyOf(sql.Column(alias, "team_id"), _teams_of(user))
    return (own, sql.all_of(team, sql.Not(own)))


def _teams_of(user: User) -> sql.Node:
    """The user's teams and those below them, computed once a statement."""
    teams = sql.Select((sql.Item(sql.call("gql_crm_teams_of", sql.Parameter(user, "uuid")), "teams"),))
    return sql.Cast(sql.Scalar(teams), "uuid[]")
