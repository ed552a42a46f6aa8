"""Streams of events: whose they are, and the rows of a page, in ways of which one fits the data.

Of few records each gives its own first events, by an index, and the page is the first of those. Of many, the
next events of all records are looked at, one by one, whether they are of one of these; where a thousand have
too few, each of the many gives its own first events after all. Any way alone is slow on some data; gates that
count let the statement take one of them (docs/adr).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gql_crm import sql
from gql_crm.access import SHARE, RowBranch, RowScope, shared_with
from gql_crm.journal import EVENT, EVENT_RECORD
from gql_crm.plugins.catalog import CatalogEntity, CatalogRelationType
from gql_crm.plugins.event_kinds import ANY_RECORD
from gql_crm.reads.lists import list_rows
from gql_crm.reads.pages import Glance
from gql_crm.reads.related import readable_relation_types
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.spine import visible_record
from gql_crm.sql import Column, Node
from gql_crm.timeline import roll_ups

FEW: Final = 500
"""Up to so many records give their own first events each."""
GLANCE: Final = 1_000
"""So many events of anybody are looked at before many records give their own first events each."""
_ID: Final = "id"


@dataclass(frozen=True, slots=True)
class Stream:
    """The records whose events are told: `name` is the one of its `parts` that has their ids, `id`."""

    name: str
    parts: tuple[tuple[str, Node], ...]
    """The common table expressions that its rows are read with; they may read themselves."""
    has: Callable[[Node], Node]
    """The condition that a record of some id is one of these: asked of one, it does not list the others."""
    first: str | None = None
    """The part with the first ids, one more than `FEW`, where there may be many; one may be there twice."""
    named: str | None = None
    """The part with the ids of events of other subjects that name the record, where there may be any."""
    own: str | None = None
    """The part with the ids of the record itself and of what was merged into it, where it is one's stream."""

    def branches(self, scope: PlanScope, event: str) -> tuple[RowBranch, ...]:
        """Return the ways to the events `event` of few records, and to those that name the record."""
        each = scope.alias()
        own = sql.equal(Column(event, "subject_id"), Column(each, _ID))
        if self.first is None:
            return (RowBranch(own, sql.Table(self.name, each)), *self._named(scope, event))
        few = scope.alias()
        id_, source = Column(few, _ID), sql.Table(self.first, few)
        gate = self._are_many(scope, many=False)
        counted = sql.Select((sql.Item(id_, _ID),), source, where=gate, group=(id_,))
        return (RowBranch(own, sql.Subquery(counted, each)), *self._named(scope, event))

    def glance(self, scope: PlanScope, event: str) -> Glance | None:
        """Return the ways to the events of many records."""
        if self.first is None:
            return None
        each, subject = scope.alias(), Column(event, "subject_id")
        return Glance(
            part=scope.alias(),
            rows=GLANCE,
            gate=self._are_many(scope, many=True),
            condition=self.has(subject),
            many=self.name,
            each=each,
            of_each=sql.equal(subject, Column(each, _ID)),
        )

    def _named(self, scope: PlanScope, event: str) -> tuple[RowBranch, ...]:
        if self.named is None:
            return ()
        each = scope.alias()
        return (RowBranch(sql.equal(Column(event, _ID), Column(each, _ID)), sql.Table(self.named, each)),)

    def tells(self, scope: PlanScope, event: str) -> Node:
        """Return the condition that an event is one of these."""
        subject = self.has(Column(event, "subject_id"))
        return sql.any_of(subject, is_among(scope, self.named, Column(event, _ID))) if self.named else subject

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
        rows = scope.alias()
        counted = sql.Select((sql.Item(sql.CountRows(), "n"),), sql.Table(self.first or self.name, rows))
        return sql.Binary(sql.Scalar(counted), ">" if many else "<=", sql.Constant(FEW))


def record_stream(scope: PlanScope, entity: CatalogEntity, parent: str) -> Stream:
    """Return the stream of the record `parent`: its own events, and one hop further those that flow in.

    A record that others were merged into has their events, too, whoever could see them before.
    """
    own = scope.alias()

    def arms(only: Node | None) -> Sequence[sql.Select]:
        flowing = (*_flowing_in(scope, entity, parent, only), *_linked(scope, entity, parent, only))
        row = scope.alias()
        mine = sql.Select((sql.Item(Column(row, _ID), _ID),), sql.Table(own, row), where=_is(row, only))
        return (mine, *flowing)

    stream = replace(_stream(scope, arms, ((own, with_merged(scope, parent, own)),)), own=own)
    naming = _naming(scope, entity, own, stream)
    if naming is None:
        return stream
    named = scope.alias()
    return replace(stream, parts=(*stream.parts, (named, naming)), named=named)


def _stream(
    scope: PlanScope,
    arms: Callable[[Node | None], Sequence[sql.Select]],
    parts: tuple[tuple[str, Node], ...] = (),
) -> Stream:
    """Return the stream of the records of all arms, which are made for all records or for one."""

    def has(id_: Node) -> Node:
        """Ask each arm: a row of it is looked for, where EXISTS might put all of its rows into a hash."""
        return sql.any_of(*(sql.IsNull(sql.Scalar(replace(arm, limit=1)), negated=True) for arm in arms(id_)))

    every = arms(None)
    name = scope.alias()
    if len(every) == 1:
        return Stream(name, (*parts, (name, every[0])), has)
    first, row = scope.alias(), scope.alias()
    repeated = sql.Subquery(sql.UnionAll(tuple(every)), row)
    some = sql.Select((sql.Item(Column(row, _ID), _ID),), repeated, limit=FEW + 1)
    return Stream(name, (*parts, (name, sql.Union(tuple(arms(None)))), (first, some)), has, first)


def _is(row: str, only: Node | None) -> Node:
    return sql.TRUE if only is None else sql.equal(Column(row, _ID), only)


def is_among(scope: PlanScope, name: str, id_: Node) -> Node:
    """Return the condition that an id is among those of a part."""
    each = scope.alias()
    one = (sql.Item(sql.Constant(1), "one"),)
    return sql.Exists(sql.Select(one, sql.Table(name, each), where=sql.equal(Column(each, _ID), id_)))


def viewers_stream(scope: PlanScope) -> Stream:
    """Return the stream of the records that the actor owns, or that are shared with them or their teams."""

    def arms(only: Node | None) -> Sequence[sql.Select]:
        row, shared, share = scope.alias(), scope.alias(), scope.alias()
        mine = sql.equal(Column(row, "owner_id"), sql.Parameter(scope.user_id, "uuid"))
        with_me = sql.equal(Column(shared, _ID), Column(share, "record_id"))
        source = sql.Joined(
            sql.Table(SHARE, share), (sql.Join("JOIN", sql.Table("record", shared), with_me),)
        )
        is_shared = shared_with(scope.viewer, share)
        return (
            _live(scope, row, sql.Table("record", row), sql.all_of(mine, _is(row, only))),
            _live(scope, shared, source, sql.all_of(is_shared, _is(shared, only))),
        )

    return _stream(scope, arms)


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


def _flowing_in(
    scope: PlanScope, entity: CatalogEntity, parent: str, only: Node | None
) -> Sequence[sql.Select]:
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
        live = sql.IsNull(Column(row, "deleted_at"))
        where = sql.all_of(_is(row, only), rows.condition, live, scope.visible(source, row))
        arms.append(sql.Select((sql.Item(Column(row, _ID), _ID),), rows.source, where=where))
    return arms


def _naming(scope: PlanScope, entity: CatalogEntity, own: str, told: Stream) -> Node | None:
    """Return the events that name the record so that its timeline tells them; None where no kind does.

    Those of the subjects that are `told` are there anyway. The subject has to be one that the actor sees.
    """
    pairs = [
        (kind.key, key)
        for kind in scope.catalog.event_kinds.values()
        for key, field in kind.fields.items()
        if field.field.roll_up and field.target in (ANY_RECORD, entity.name)
    ]
    if not pairs:
        return None
    event, names, subject, mine = (scope.alias() for _ in range(4))
    joins = (
        sql.Join(
            "JOIN", sql.Table(EVENT_RECORD, names), sql.equal(Column(names, "record_id"), Column(mine, _ID))
        ),
        sql.Join("JOIN", sql.Table(EVENT, event), sql.equal(Column(event, _ID), Column(names, "event_id"))),
        sql.Join(
            "JOIN", sql.Table("record", subject), sql.equal(Column(subject, _ID), Column(event, "subject_id"))
        ),
    )
    where = sql.all_of(
        sql.any_of(*(_is_named(event, names, kind, key) for kind, key in pairs)),
        sql.IsNull(Column(subject, "deleted_at")),
        visible_record(scope, subject),
        sql.Not(told.has(Column(event, "subject_id"))),
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


def _linked(scope: PlanScope, entity: CatalogEntity, parent: str, only: Node | None) -> Sequence[sql.Select]:
    """Return the live records at the other ends of links whose relation types roll up."""
    types = [one for one in readable_relation_types(scope).values() if one.declared.roll_up]
    arms = []
    for here, there in _ENDS:
        ids = sorted(one.relation_id for one in types if _tells(one, entity.name, of_second=here == _FIRST))
        if ids:
            arms.append(_at_the_other_end(scope, parent, ids, (here, there), only))
    return arms


def _tells(one: CatalogRelationType, entity: str, *, of_second: bool) -> bool:
    """Whether the timeline of one end tells the events of the other: the first of the second, or reversed."""
    if one.declared.one_way:
        return of_second and one.joins(entity, None)
    return one.joins(entity, None) or one.joins(None, entity)


_FIRST: Final = "source_id"
_ENDS: Final = ((_FIRST, "target_id"), ("target_id", _FIRST))


def _at_the_other_end(
    scope: PlanScope, parent: str, ids: Sequence[str], ends: tuple[str, str], only: Node | None
) -> sql.Select:
    here, there = ends
    link, row = scope.alias(), scope.alias()
    other = sql.equal(Column(row, _ID), Column(link, there))
    source = sql.Joined(sql.Table("record_link", link), (sql.Join("JOIN", sql.Table("record", row), other),))
    where = sql.all_of(
        _is(row, only),
        sql.equal(Column(link, here), Column(parent, _ID)),
        sql.AnyOf(Column(link, "relation_id"), sql.parameters(ids, "text")),
        sql.IsNull(Column(row, "deleted_at")),
        visible_record(scope, row),
    )
    return sql.Select((sql.Item(Column(row, _ID), _ID),), source, where=where)
