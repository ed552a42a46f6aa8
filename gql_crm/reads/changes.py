"""`changes`: the feed of what happens to records, in an order in which nothing is missed or told twice.

Only what the actor may know is told: of a record that has left their sight its id alone, and of fields the
names that the actor's schema has.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from graphql import FieldNode, GraphQLObjectType

from gql_crm import sql
from gql_crm.access import RowScope
from gql_crm.errors import ClientError
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.change_objects import ChangeObjects
from gql_crm.reads.connections import page_size
from gql_crm.reads.feed_cursors import current_epoch, feed_cursor, read_feed_cursor
from gql_crm.reads.feed_rows import FeedRows, feed_rows
from gql_crm.reads.page_columns import PageColumns, edge_object
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import Selected, arguments, selected_fields
from gql_crm.sql import Column, JsonMember, Node
from gql_crm.text import did_you_mean, shown

CHANGES: Final = "changes"
CONNECTION: Final = "RecordChangeConnection"
EDGE: Final = "RecordChangeEdge"
_QUERY: Final = "Query"


def changes_object(scope: PlanScope, nodes: Sequence[FieldNode]) -> Node:
    """Return a page of the feed; NULL for a cursor of another epoch."""
    given = arguments(scope, _QUERY, nodes[0])
    after = given.get("after")
    cursor = None if after is None else read_feed_cursor(after)
    known = told_entities(scope)
    wanted = _wanted(known, given.get("entities"))
    rows = feed_rows(scope, known, wanted, cursor, page_size(scope, given))
    page = _FeedPage(
        scope, rows, page_size(scope, given), after, known if wanted is None else _some(known, wanted)
    )
    document = page.object(selected_fields(scope, nodes, frozenset({CONNECTION})))
    whole = sql.Scalar(sql.With(rows.parts, sql.Select((sql.Item(document, "page"),))))
    return whole if cursor is None else sql.Case(((sql.equal(current_epoch(), cursor.epoch), whole),))


def told_entities(scope: PlanScope) -> Mapping[str, CatalogEntity]:
    """Return the entities that the actor's schema has, by name."""
    return {
        name: entity
        for name, entity in scope.every_entity().items()
        if scope.access(entity).read is not RowScope.NONE
        and isinstance(scope.schema.get_type(name), GraphQLObjectType)
    }


def _some(known: Mapping[str, CatalogEntity], names: Sequence[str]) -> Mapping[str, CatalogEntity]:
    return {name: known[name] for name in names}


def _wanted(
    known: Mapping[str, CatalogEntity], given: sql.Given[Sequence[str]] | None
) -> Sequence[str] | None:
    if given is None:
        return None
    names = sorted(set(given.plain()))
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or " Pass names of entities, such as those of catalog."
            raise ClientError("BAD_USER_INPUT", f"entities: there is no entity {shown(name)}.{hint}")
    return names


class _FeedPage:
    """The members of a page, over rows that are read once."""

    def __init__(
        self,
        scope: PlanScope,
        rows: FeedRows,
        size: int,
        after: sql.Given[str] | None,
        named: Mapping[str, CatalogEntity],
    ) -> None:
        self._scope = scope
        self._rows = rows
        self._size = size
        self._after = after
        self._named = named
        """The entities whose changes may be on the page."""
        self._row = scope.alias()
        self._used = False
        """Whether a member shows rows."""
        self._columns = PageColumns(scope.alias())

    def object(self, selected: Selected) -> sql.JsonObject:
        """Return the connection."""
        members = tuple(JsonMember(key, self._member(nodes)) for key, nodes in selected.items())
        if not self._used:  # without an aggregate there would be an object for each row
            return sql.JsonObject(members)
        columns = self._columns
        items = (sql.Item(Column(self._row, "n"), "n"), *columns.items)
        told = sql.Select(items, sql.Table(self._rows.told, self._row), columns.joins)
        return sql.JsonObject(members, sql.Subquery(told, columns.outer))

    def _member(self, nodes: list[FieldNode]) -> Node:
        match nodes[0].name.value:
            case "nodes":
                return self._listed(self._change(nodes))
            case "edges":
                return self._listed(self._edge(nodes))
            case "pageInfo":
                selected = selected_fields(self._scope, nodes, frozenset({"PageInfo"}))
                members = (JsonMember(key, self._info(one[0].name.value)) for key, one in selected.items())
                return sql.JsonObject(tuple(members))
            case _:
                return sql.Constant(CONNECTION)

    def _edge(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        return edge_object(self._scope, EDGE, nodes, lambda: feed_cursor(self._row), self._change)

    def _change(self, nodes: Sequence[FieldNode]) -> sql.JsonObject:
        return ChangeObjects(self._scope, self._row, self._named).object(nodes)

    def _info(self, name: str) -> Node:
        match name:
            case "hasNextPage":
                return sql.any_of(self._more_are_told, self._more_may_come)
            case "hasPreviousPage":
                return sql.Constant(self._after is not None)
            case "startCursor":
                return self._cursor_of_told(last=False)
            case "endCursor":
                return self._end()
            case _:
                return sql.Constant("PageInfo")

    def _end(self) -> Node:
        """Where to go on: behind the page, or behind all that was looked at when nothing more was found."""
        row = self._scope.alias()
        last = sql.Select(
            (sql.Item(feed_cursor(row), "cursor"),),
            sql.Table(self._rows.examined, row),
            order=(sql.OrderKey(Column(row, "rn"), descending=True),),
            limit=1,
        )
        here = sql.Case(((self._more_are_told, self._cursor_of_told(last=True)),), sql.Scalar(last))
        return here if self._after is None else sql.call("coalesce", here, sql.Parameter(self._after, "text"))

    @property
    def _more_are_told(self) -> Node:
        return sql.Binary(sql.call("count", self._position), ">", sql.Constant(self._size))

    @property
    def _more_may_come(self) -> Node:
        row = self._scope.alias()
        counted = sql.Select((sql.Item(sql.CountRows(), "n"),), sql.Table(self._rows.examined, row))
        return sql.Binary(sql.Scalar(counted), "=", sql.Constant(self._rows.most))

    def _cursor_of_told(self, *, last: bool) -> Node:
        return sql.FirstOf(self._columns.add(feed_cursor(self._row)), self._position, last, self._on_page)

    def _listed(self, value: sql.JsonObject) -> Node:
        return sql.JsonAggregate(self._columns.add(value), self._position, where=self._on_page)

    @property
    def _on_page(self) -> Node:
        return sql.Binary(self._position, "<=", sql.Constant(self._size))

    @property
    def _position(self) -> Node:
        self._used = True
        return Column(self._columns.outer, "n")
