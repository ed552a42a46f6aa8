"""A row scope in parts that exclude each other, each of which an index serves: lists are read from them.

A list reads its page from each part, and of each team, and unites the pages: a disjunction, or several teams
at once, would read everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gql_crm import sql
from gql_crm.access.predicates import own_row, row_predicate, scope_predicate
from gql_crm.access.shares import is_shared, shared_records
from gql_crm.access.viewer import Viewer
from gql_crm.plugins.permissions import Reach, RowScope

FEW: Final = 500
"""Up to so many shared records are looked up one by one."""
_TEAM: Final = "team"
_EACH: Final = "each_shared"
_PARTED: Final = frozenset({RowScope.OWN, RowScope.TEAM})


@dataclass(frozen=True, slots=True)
class RowBranch:
    """A part of a row scope: rows that meet a condition, for each row of a source where there is one."""

    condition: sql.Node
    each: sql.Node | None = None


@dataclass(frozen=True, slots=True)
class RowBranches:
    """All parts; `parts` are common table expressions that they look at."""

    branches: tuple[RowBranch, ...]
    parts: tuple[tuple[str, sql.Node], ...] = ()


def row_branches(
    reach: Reach, alias: str, viewer: Viewer, entities: Sequence[str], *, part: str = "shared"
) -> RowBranches:
    """Return parts that exclude each other and together are what is reached of the spine's `entities`.

    For what is shared there are two ways, of which the statement takes one: the records are looked up one by
    one, or where they are many, the list is gone through in its order until there are enough of them. `part`
    is what the common table expression is called that has them.
    """
    scope, share = reach.scope, reach.share
    if scope not in _PARTED:
        return RowBranches((RowBranch(row_predicate(reach, alias, viewer)),))
    within = _within(scope, alias, viewer)
    if share is None:
        return RowBranches(within)
    others = sql.Not(scope_predicate(scope, alias, viewer))
    first = shared_records(viewer, entities, share, most=FEW + 1)
    among = sql.Among(sql.Column(alias, "id"), shared_records(viewer, entities, share))
    in_order = RowBranch(sql.all_of(_are_many(part, many=True), others, among))
    return RowBranches((*within, _one_by_one(part, alias, others), in_order), ((part, first),))


def narrow_branches(reach: Reach, alias: str, viewer: Viewer) -> RowBranches:
    """Return the parts for a list of few rows, as that of one record: each is asked whether it is shared."""
    scope, share = reach.scope, reach.share
    if share is None or not reach.is_shared:
        return RowBranches((RowBranch(row_predicate(reach, alias, viewer)),))
    others = sql.Not(scope_predicate(scope, alias, viewer))
    shared = RowBranch(sql.all_of(others, is_shared(alias, viewer, share)))
    return RowBranches((*_within(scope, alias, viewer), shared))


def reached_rows(
    reach: Reach, alias: str, viewer: Viewer, source: sql.Node, condition: sql.Node
) -> tuple[sql.Node, sql.Node]:
    """Return the rows of a source that meet a condition and are reached, and what is left of the condition.

    They are counted and added up: those in the scope and those that are shared are found by indexes of their
    own and united, because no index finds either.
    """
    scope, share = reach.scope, reach.share
    if share is None or not reach.is_shared:
        return source, sql.all_of(condition, row_predicate(reach, alias, viewer))
    within = scope_predicate(scope, alias, viewer)
    arms = tuple(
        sql.Select((sql.AllColumns(alias),), source, where=sql.all_of(condition, *part))
        for part in ((within,), (is_shared(alias, viewer, share), sql.Not(within)))
    )
    return sql.Subquery(sql.UnionAll(arms), alias), sql.TRUE


def _within(scope: RowScope, alias: str, viewer: Viewer) -> tuple[RowBranch, ...]:
    own = own_row(alias, viewer)
    if scope is RowScope.OWN:
        return (RowBranch(own),)
    of_team = sql.equal(sql.Column(alias, "team_id"), sql.Column(_TEAM, "value"))
    teams = sql.Unnested(viewer.teams(), _TEAM)
    return (RowBranch(own), RowBranch(sql.all_of(of_team, sql.Not(own)), teams))


def _one_by_one(part: str, alias: str, others: sql.Node) -> RowBranch:
    id_ = sql.Column(part, "id")
    few = sql.Select(
        (sql.Item(id_, "id"),), sql.Table(part, part), where=_are_many(part, many=False), group=(id_,)
    )
    own = sql.equal(sql.Column(alias, "id"), sql.Column(_EACH, "id"))
    return RowBranch(sql.all_of(own, others), sql.Subquery(few, _EACH))


def _are_many(part: str, *, many: bool) -> sql.Node:
    counted = sql.Select((sql.Item(sql.CountRows(), "n"),), sql.Table(part, part))
    return sql.Binary(sql.Scalar(counted), ">" if many else "<=", sql.Constant(FEW))
