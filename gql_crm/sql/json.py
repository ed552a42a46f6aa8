"""JSON made by PostgreSQL: objects, lists, and what their 63-byte and 50-key limits ask for."""

from dataclasses import dataclass

import orjson

from gql_crm.sql.expressions import TRUE, Binary, Cast, Constant, all_of
from gql_crm.sql.sources import Join, Joined
from gql_crm.sql.statements import Item, Select
from gql_crm.sql.writer import Node, Writer

_KEY_LIMIT = 63


@dataclass(frozen=True, slots=True)
class JsonMember:
    """One key of a JSON object."""

    key: str
    expression: Node


@dataclass(frozen=True, slots=True)
class JsonObject:
    """A JSON object as an expression over the tables in scope.

    `row_to_json` over a sub-select has no limit on the number of keys (`json_build_object` stops at 50) but
    cuts keys at 63 bytes, so an object with a longer key is written as text. With a `source` it is the object
    of the source's one row that meets `where`, NULL without one.
    """

    members: tuple[JsonMember, ...]
    source: Node | None = None
    where: Node = TRUE

    @property
    def row(self) -> Select | None:
        """The select whose row, as JSON, is the object; None where that would cut a key."""
        if not self.members or any(len(member.key.encode()) > _KEY_LIMIT for member in self.members):
            return None
        items = tuple(Item(member.expression, member.key) for member in self.members)
        return Select(items, self.source, where=self.where)

    def of(self, source: Node, where: Node) -> "JsonObject":
        """Return the object of a row of another source, beside which its own stays."""
        if self.source is not None:
            source = Joined(source, (Join("CROSS JOIN LATERAL", self.source),))
        return JsonObject(self.members, source, all_of(where, self.where))

    def write(self, out: Writer) -> None:
        row = self.row
        if row is None:
            self._write_as_text(out)
        else:
            out.text("(SELECT row_to_json(o.*) FROM (")  # not `o`, which a key of that name would be
            row.write(out)
            out.text(") AS o)")

    def _write_as_text(self, out: Writer) -> None:
        out.text("(SELECT ('{' || ")
        for index, member in enumerate(self.members):
            separator = "," if index else ""
            Constant(separator + orjson.dumps(member.key).decode() + ":").write(out)
            out.text(" || coalesce(to_json(")
            _typed(member.expression).write(out)
            out.text(")::text, 'null') || ")
        out.text("'}')::json")
        if self.source is not None:
            out.text(" FROM ")
            self.source.write(out)
        if self.where != TRUE:
            out.text(" WHERE ")
            self.where.write(out)
        out.text(")")


@dataclass(frozen=True, slots=True)
class Row:
    """A whole row of a source: JSON makes an object of it."""

    alias: str

    def write(self, out: Writer) -> None:
        out.identifier(self.alias)


def _typed(expression: Node) -> Node:
    """Give a constant the type that `to_json` asks for and a column would have got by itself."""
    untyped = isinstance(expression, Constant) and isinstance(expression.value, str | None)
    return Cast(expression, "text") if untyped else expression


@dataclass(frozen=True, slots=True)
class RowNumber:
    """`row_number() OVER ()`: the place of a row in its ordered source, from 1."""

    def write(self, out: Writer) -> None:
        out.text("row_number() OVER ()")


@dataclass(frozen=True, slots=True)
class JsonAggregate:
    """The values of the rows that meet `where` as a JSON list, by `position`; a list even of no rows.

    Without a `position` they stay as their sub-select has ordered them. That needs a source which nothing
    sorts anew: no join, and no other aggregate of the same select that has an order.
    """

    value: Node
    position: Node | None = None
    descending: bool = False
    where: Node = TRUE

    def write(self, out: Writer) -> None:
        out.text("coalesce(json_agg(")
        self.value.write(out)
        if self.position is not None:
            _write_order(self.position, out, descending=self.descending)
        out.text(")")
        _write_filter(self.where, out)
        out.text(", '[]'::json)")


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The value of the first (or last) row by `position` among those that meet `where`."""

    value: Node
    position: Node
    descending: bool = False
    where: Node = TRUE

    def write(self, out: Writer) -> None:
        out.text("(array_agg(")
        self.value.write(out)
        _write_order(self.position, out, descending=self.descending)
        out.text(")")
        _write_filter(self.where, out)
        out.text(")[1]")


@dataclass(frozen=True, slots=True)
class CountRows:
    """`count(*)`."""

    def write(self, out: Writer) -> None:
        out.text("count(*)")


def _write_order(position: Node, out: Writer, *, descending: bool) -> None:
    out.text(" ORDER BY ")
    position.write(out)
    out.text(" DESC" if descending else "")


def _write_filter(where: Node, out: Writer) -> None:
    if where != TRUE:
        out.text(" FILTER (WHERE ")
        where.write(out)
        out.text(")")


def json_text(document: Node, key: str) -> Binary:
    """`document ->> 'key'`, the JSON value as text."""
    return Binary(document, "->>", Constant(key))


def json_part(document: Node, key: str) -> Binary:
    """`document -> 'key'`, the JSON value as JSON."""
    return Binary(document, "->", Constant(key))
