"""Streams of events: whose they are, and the rows of a page, in two ways of which one fits the data.

Of few records each gives its own first events, by an index, and the page is the first of those. Of many, all
events are gone through in their order until there are enough. Either way alone is slow on some data; a gate
that counts the records lets the statement take one of them (docs/adr).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gql_crm import sql
from gql_crm.access import SHARE, RowBranch, RowScope, shared_with
from gql_crm.journal import EVENT, EVENT_RECORD
from gql_crm.plugins.catalog import CatalogEntity, CatalogRelationType
from gql_crm.plugins.event_kinds import ANY_RECORD
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
    named: str | None = None
    """The part with the ids of events of other subjects that name the record, where there may be any."""

    def branches(self, scope: PlanScope, event: str) -> tuple[RowBranch, ...]:
        """Return the ways to the events `event`; at most one of them is taken."""
        few, each = scope.alias(), scope.alias()
        own = sql.equal(Column(event, "subject_id"), Column(each, _ID))
        everybody = sql.Table(self.name, few)
        named = self._named(scope, event)
        if not self.may_be_many:
            return (RowBranch(own, sql.Table(self.name, each)), *named)
        counted = sql.Select((sql.AllColumns(few),), everybody, where=self._are_many(scope, many=False))
        members = scope.alias()
        ids = sql.Select((sql.Item(Column(members, _ID), _ID),), sql.Table(self.name, members))
        among = sql.Among(Column(event, "subject_id"), ids)
        return (
            RowBranch(own, sql.Subquery(counted, each)),
            RowBranch(sql.all_of(self._are_many(scope, many=True), among)),
            *named,
        )

    def _named(self, scope: PlanScope, event: str) -> tuple[RowBranch, ...]:
        if self.named is None:
            return ()
        each = scope.alias()
        return (RowBranch(sql.equal(Column(event, _ID), Column(each, _ID)), sql.Table(self.named, each)),)

    def tells(self, scope: PlanScope, event: str) -> Node:
        """Return the condition that an event is one of these."""
        ways = [(self.name, "subject_id"), *([(self.named, _ID)] if self.named else [])]
        return sql.any_of(*(_is_among(scope, name, Column(event, column)) for name, column in ways))

    def count(self, scope: PlanScope, event: str, condition: Node) -> Node:
        """Return the number of events that meet a condition."""
        each = scope.alias()
        own = sql.equal(Column(event, "subject_id"), Column(each, _ID))
        branches = (RowBranch(own, sql.Table(self.name, each)), *self._named(scope, event))
        counted = [self._counted(branch, event, condition) for branch in branches]
        total = counted[0]
        for further in counted[1:]:
            both = sql.Binary(sql.Scalar(total), "+", sql.Scalar(further))
            total = sql.Select((sql.Item(both, "n"),))
        return sql.Scalar(sql.With(self.parts, total, recursive=True))

    def _counted(self, branch: RowBranch, event: str, condition: Node) -> sql.Select:
        join = sql.Join("JOIN", sql.Table(EVENT, event), branch.condition)
        source = sql.Joined(branch.each or sql.Table(self.name, event), (join,))
        return sql.Select((sql.Item(sql.CountRows(), "n"),), source, where=condition)

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
    name, naming = parts[-1][0], _naming(scope, entity, own, parts[-1][0])
    if naming is None:
        return Stream(name, tuple(parts), may_be_many=bool(flowing))
    parts.append((scope.alias(), naming))
    return Stream(name, tuple(parts), bool(flowing), named=parts[-1][0])


def _is_among(scope: PlanScope, name: str, id_: Node) -> Node:
    each = scope.alias()
    one = (sql.Item(sql.Constant(1), "one"),)
    return sql.Exists(sql.Select(one, sql.Table(name, each), where=sql.equal(Column(each, _ID), id_)))


def viewers_stream(scope: PlanScope) -> Stream:
    """Return the stream of the records that the actor owns, or that are shared with them or their teams."""
    row, shared, share = scope.alias(), scope.alias(), scope.alias()
    mine = sql.equal(Column(row, "owner_id"), sql.Parameter(scope.user_id, "uuid"))
    with_me = sql.equal(Column(shared, _ID), Column(share, "record_id"))
    source = sql.Joined(sql.Table(SHARE, share), (sql.Join("JOIN", sql.Table("record", shared), with_me),))
    arms = (
        _live(scope, row, sql.Table("record", row), mine),
        _live(scope, shared, source, shared_with(scope.viewer, share)),
    )
    name = scope.alias()
    return Stream(name, ((name, sql.Union(arms)),), may_be_many=True)


def _live(scope: PlanScope, row: str, source: Node, condition: Node) -> sql.Select:
    """Return the select of the live rows of the spine that meet a condition and that the actor sees."""
    where = sql.all_of(condition, sql.IsNull(Column(row, "deleted_at")), visible_record(scope, row))
    return sql.Select((sql.Item(Column(row, _ID), _ID),), source, where=where)


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


def _naming(scope: PlanScope, entity: CatalogEntity, own: str, told: str) -> Node | None:
    """Return the events that name the record so that its timeline tells them; None where no kind does.

    Those of the subjects `told` are there anyway. The subject has to be one that the actor sees.
    """
    pairs = [
        (kind.key, key)
        for kind in scope.catalog.event_kinds.values()
        for key, field in kind.fields.items()
        if field.field.roll_up and field.target in (ANY_RECORD, entity.name)
    ]
    if not pairs:
        return None
    event, names, subject, mine, there = (scope.alias() for _ in range(5))
    joins = (
        sql.Join(
            "JOIN", sql.Table(EVENT_RECORD, names), sql.equal(Column(names, "record_id"), Column(mine, _ID))
        ),
        sql.Join("JOIN", sql.Table(EVENT, event), sql.equal(Column(event, _ID), Column(names, "event_id"))),
        sql.Join(
            "JOIN", sql.Table("record", subject), sql.equal(Column(subject, _ID), Column(event, "subject_id"))
        ),
    )
    told_anyway = sql.Select(
        (sql.Item(sql.Constant(1), "one"),),
        sql.Table(told, there),
        where=sql.equal(Column(there, _ID), Column(event, "subject_id")),
    )
    where = sql.all_of(
        sql.any_of(*(_is_named(event, names, kind, key) for kind, key in pairs)),
        sql.IsNull(Column(subject, "deleted_at")),
        visible_record(scope, subject),
        sql.Not(sql.Exists(told_anyway)),
    )
    return sql.Select(
        (sql.Item(Column(event, _ID), _ID),),
        sql.Joined(sql.Table(own, mine), joins),
        where=where,
        group=(Column(event, _ID),),
    )


def _is_named(event: str, names: str, kind: str, key: str) -> Node:
    of_kind = sql.equal(Column(event, "kind"), sql.Constant(kind))
    return sql.all_of(of_kind, sql.equal(Column(names, "key"), sql.Constant(key)))


def _linked(scope: PlanScope, entity: CatalogEntity, parent: str) -> Sequence[Node]:
    """Return the live records at the other ends of links whose relation types roll up."""
    types = [one for one in readable_relation_types(scope).values() if one.declared.roll_up]
    arms = []
    for here, there in _ENDS:
        ids = sorted(one.relation_id for one in types if _tells(one, entity.name, of_second=here == _FIRST))
        if ids:
            arms.append(_at_the_other_end(scope, parent, ids, here, there))
    return arms


def _tells(one: CatalogRelationType, entity: str, *, of_second: bool) -> bool:
    """Whether the timeline of one end tells the events of the other: the first of the second, or reversed."""
    if one.declared.one_way:
        return of_second and one.joins(entity, None)
    return one.joins(entity, None) or one.joins(None, entity)


_FIRST: Final = "source_id"
_ENDS: Final = ((_FIRST, "target_id"), ("target_id", _FIRST))


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
