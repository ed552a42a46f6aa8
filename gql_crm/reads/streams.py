"""Streams of events: whose they are, and the rows of a page, in two ways of which one fits the data.

Of few records each gives its own first events, by an index, and the page is the first of those. Of many, all
events are gone through in their order until there are enough. Either way alone is slow on some data; a gate
that counts the records lets the statement take one of them (docs/adr).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gql_crm import sql
from gql_crm.access import RowBranch, RowScope
from gql_crm.journal import EVENT
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.lists import list_rows
from gql_crm.reads.related import readable_relation_types
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.spine import visible_record
from gql_crm.sql import Column, Node
from gql_crm.timeline import roll_ups

FEW: Final = 500
"""Up to so many records give their own first events each."""
_ID: Final = "id"


@dataclass(frozen=True, slots=True)
class Stream:
    """The records whose events are told: `name` is the one of its `parts` that has their ids, `id`."""

    name: str
    parts: tuple[tuple[str, Node], ...]
    """The common table expressions that its rows are read with; they may read themselves."""
    may_be_many: bool

    def branches(self, scope: PlanScope, event: str) -> tuple[RowBranch, ...]:
        """Return the ways to the events `event`; at most one of them is taken."""
        few, each = scope.alias(), scope.alias()
        own = sql.equal(Column(event, "subject_id"), Column(each, _ID))
        everybody = sql.Table(self.name, few)
        if not self.may_be_many:
            return (RowBranch(own, sql.Table(self.name, each)),)
        counted = sql.Select((sql.AllColumns(few),), everybody, where=self._are_many(scope, many=False))
        members = scope.alias()
        ids = sql.Select((sql.Item(Column(members, _ID), _ID),), sql.Table(self.name, members))
        among = sql.Among(Column(event, "subject_id"), ids)
        return (
            RowBranch(own, sql.Subquery(counted, each)),
            RowBranch(sql.all_of(self._are_many(scope, many=True), among)),
        )

    def count(self, scope: PlanScope, event: str, condition: Node) -> Node:
        """Return the number of events that meet a condition."""
        each = scope.alias()
        own = sql.equal(Column(event, "subject_id"), Column(each, _ID))
        source = sql.Joined(sql.Table(self.name, each), (sql.Join("JOIN", sql.Table(EVENT, event), own),))
        counted = sql.Select((sql.Item(sql.CountRows(), "n"),), source, where=condition)
        return sql.Scalar(sql.With(self.parts, counted, recursive=True))

    def _are_many(self, scope: PlanScope, *, many: bool) -> Node:
        """Count no further than the gate asks: the list is made as far as it is looked at."""
        row, rows = scope.alias(), scope.alias()
        one = (sql.Item(sql.Constant(1), "one"),)
        first = sql.Select(one, sql.Table(self.name, row), limit=FEW + 1)
        counted = sql.Select((sql.Item(sql.CountRows(), "n"),), sql.Subquery(first, rows))
        return sql.Binary(sql.Scalar(counted), ">" if many else "<=", sql.Constant(FEW))


def record_stream(scope: PlanScope, entity: CatalogEntity, parent: str) -> Stream:
    """Return the stream of the record `parent`: its own events, and one hop further those that flow in.

    A record that others were merged into has their events, too, whoever could see them before.
    """
    own, row = scope.alias(), scope.alias()
    parts = [(own, with_merged(scope, parent, own))]
    flowing = [*_flowing_in(scope, entity, parent), *_linked(scope, entity, parent)]
    if flowing:
        first = sql.Select((sql.Item(Column(row, _ID), _ID),), sql.Table(own, row))
        parts.append((scope.alias(), sql.Union((first, *flowing))))
    return Stream(parts[-1][0], tuple(parts), may_be_many=bool(flowing))


def viewers_stream(scope: PlanScope) -> Stream:
    """Return the stream of the records that the actor owns."""
    row = scope.alias()
    mine = sql.equal(Column(row, "owner_id"), sql.Parameter(scope.user_id, "uuid"))
    where = sql.all_of(mine, sql.IsNull(Column(row, "deleted_at")), visible_record(scope, row))
    subjects = sql.Select((sql.Item(Column(row, _ID), _ID),), sql.Table("record", row), where=where)
    name = scope.alias()
    return Stream(name, ((name, subjects),), may_be_many=True)


def with_merged(scope: PlanScope, parent: str, name: str) -> Node:
    """Return the record and what was merged into it, or into that, as the part `name`."""
    row, into = scope.alias(), scope.alias()
    merged = sql.equal(Column(row, "merged_into"), Column(into, _ID))
    source = sql.Joined(sql.Table(name, into), (sql.Join("JOIN", sql.Table("record", row), merged),))
    first = sql.Select((sql.Item(Column(parent, _ID), _ID),))
    return sql.Union((first, sql.Select((sql.Item(Column(row, _ID), _ID),), source)))


def _flowing_in(scope: PlanScope, entity: CatalogEntity, parent: str) -> Sequence[Node]:
    """Return the live records that the actor sees and whose events flow into the record's timeline."""
    arms = []
    for flow in roll_ups(scope.every_entity(), entity.name):
        source = scope.entity(flow.source)
        access = scope.access(source)
        hidden = flow.key in access.hidden or flow.inverse in scope.access(entity).hidden
        if hidden or access.read is RowScope.NONE:
            continue
        row = scope.alias()
        rows = list_rows(flow.list, source.table, parent, row)
        where = sql.all_of(rows.condition, sql.IsNull(Column(row, "deleted_at")), scope.visible(source, row))
        arms.append(sql.Select((sql.Item(Column(row, _ID), _ID),), rows.source, where=where))
    return arms


def _linked(scope: PlanScope, entity: CatalogEntity, parent: str) -> Sequence[Node]:
    """Return the live records at the other ends of links whose relation types roll up."""
    ids = sorted(
        one.relation_id
        for one in readable_relation_types(scope).values()
        if one.declared.roll_up and (one.joins(entity.name, None) or one.joins(None, entity.name))
    )
    return [_at_the_other_end(scope, parent, ids, *ends) for ends in _ENDS] if ids else []


_ENDS: Final = (("source_id", "target_id"), ("target_id", "source_id"))


def _at_the_other_end(scope: PlanScope, parent: str, ids: Sequence[str], here: str, there: str) -> Node:
    link, row = scope.alias(), scope.alias()
    other = sql.equal(Column(row, _ID), Column(link, there))
    source = sql.Joined(sql.Table("record_link", link), (sql.Join("JOIN", sql.Table("record", row), other),))
    where = sql.all_of(
        sql.equal(Column(link, here), Column(parent, _ID)),
        sql.AnyOf(Column(link, "relation_id"), sql.parameters(ids, "text")),
        sql.IsNull(Column(row, "deleted_at")),
        visible_record(scope, row),
    )
    return sql.Select((sql.Item(Column(row, _ID), _ID),), source, where=where)
