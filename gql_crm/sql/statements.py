"""SELECT, INSERT, UPDATE and DELETE trees, common table expressions and set operations."""

from dataclasses import dataclass
from typing import Literal

from gql_crm.sql.expressions import TRUE
from gql_crm.sql.sources import Join
from gql_crm.sql.writer import Node, Writer


@dataclass(frozen=True, slots=True)
class Item:
    """One output column."""

    expression: Node
    name: str


@dataclass(frozen=True, slots=True)
class AllColumns:
    """`alias.*` among the output columns."""

    alias: str


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One key of ORDER BY; `nulls` is for keys that may be null, elsewhere no index would serve the order."""

    expression: Node
    descending: bool = False
    nulls: Literal["", "FIRST", "LAST"] = ""

    def write(self, out: Writer) -> None:
        self.expression.write(out)
        if self.descending:
            out.text(" DESC")
        if self.nulls:
            out.text(f" NULLS {self.nulls}")


@dataclass(frozen=True, slots=True)
class Select:
    """`SELECT … FROM … WHERE … GROUP BY … ORDER BY … LIMIT …`."""

    items: tuple[Item | AllColumns, ...]
    source: Node | None = None
    joins: tuple[Join, ...] = ()
    where: Node = TRUE
    order: tuple[OrderKey, ...] = ()
    limit: int | None = None
    lock: Literal["", "FOR UPDATE", "FOR UPDATE SKIP LOCKED", "FOR SHARE", "FOR KEY SHARE"] = ""
    group: tuple[Node, ...] = ()

    def write(self, out: Writer) -> None:
        out.text("SELECT ")
        _write_items(self.items, out)
        if self.source is not None:
            out.text(" FROM ")
            self.source.write(out)
        for join in self.joins:
            join.write(out)
        _write_where(self.where, out)
        if self.group:
            out.text(" GROUP BY ")
            out.joined(self.group, ", ")
        if self.order:
            out.text(" ORDER BY ")
            out.joined(self.order, ", ")
        if self.limit is not None:
            out.text(f" LIMIT {int(self.limit)}")
        if self.lock:
            out.text(" " + self.lock)


@dataclass(frozen=True, slots=True)
class UnionAll:
    """`(a) UNION ALL (b) …`."""

    selects: tuple[Node, ...]

    def write(self, out: Writer) -> None:
        out.text("(")
        out.joined(self.selects, ") UNION ALL (")
        out.text(")")


@dataclass(frozen=True, slots=True)
class Union:
    """`(a) UNION (b) …`: equal rows once."""

    selects: tuple[Node, ...]

    def write(self, out: Writer) -> None:
        out.text("(")
        out.joined(self.selects, ") UNION (")
        out.text(")")


@dataclass(frozen=True, slots=True)
class Insert:
    """`INSERT INTO table (columns) select-or-values`."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Node, ...], ...] = ()
    select: Node | None = None
    returning: tuple[Item, ...] = ()
    on_conflict_do_nothing: bool = False
    on_conflict_update: tuple[str | tuple[str, ...], tuple[str, ...]] | None = None
    """A unique column, or several, and the columns that a row with equal values of them takes over."""
    on_conflict_assign: tuple[tuple[str, ...], tuple[tuple[str, Node], ...]] | None = None
    """A unique key, and what a row with an equal one gets; it goes by the table's name."""
    alias: str | None = None

    def write(self, out: Writer) -> None:
        out.text("INSERT INTO ")
        out.table(self.table)
        if self.alias is not None:
            out.text(" AS ")
            out.identifier(self.alias)
        out.text(" (")
        for index, column in enumerate(self.columns):
            out.text(", " if index else "")
            out.identifier(column)
        out.text(") ")
        if self.select is not None:
            self.select.write(out)
        else:
            self._write_rows(out)
        if self.on_conflict_do_nothing:
            out.text(" ON CONFLICT DO NOTHING")
        if self.on_conflict_update is not None:
            self._write_update(out, *self.on_conflict_update)
        if self.on_conflict_assign is not None:
            self._write_assignments(out, *self.on_conflict_assign)
        _write_returning(self.returning, out)

    def _write_assignments(
        self, out: Writer, key: tuple[str, ...], assignments: tuple[tuple[str, Node], ...]
    ) -> None:
        out.text(" ON CONFLICT (")
        for index, column in enumerate(key):
            out.text(", " if index else "")
            out.identifier(column)
        out.text(") DO UPDATE SET ")
        _write_assignments(assignments, out)

    def _write_update(self, out: Writer, key: str | tuple[str, ...], columns: tuple[str, ...]) -> None:
        out.text(" ON CONFLICT (")
        for index, column in enumerate((key,) if isinstance(key, str) else key):
            out.text(", " if index else "")
            out.identifier(column)
        out.text(") DO UPDATE SET ")
        for index, column in enumerate(columns):
            out.text(", " if index else "")
            out.identifier(column)
            out.text(" = excluded.")
            out.identifier(column)

    def _write_rows(self, out: Writer) -> None:
        out.text("VALUES ")
        for index, row in enumerate(self.rows):
            out.text(", (" if index else "(")
            out.joined(row, ", ")
            out.text(")")


@dataclass(frozen=True, slots=True)
class Update:
    """`UPDATE table AS alias SET … WHERE …`."""

    table: str
    alias: str
    assignments: tuple[tuple[str, Node], ...]
    where: Node
    source: Node | None = None
    returning: tuple[Item, ...] = ()

    def write(self, out: Writer) -> None:
        out.text("UPDATE ")
        out.table(self.table)
        out.text(" AS ")
        out.identifier(self.alias)
        out.text(" SET ")
        _write_assignments(self.assignments, out)
        if self.source is not None:
            out.text(" FROM ")
            self.source.write(out)
        _write_where(self.where, out)
        _write_returning(self.returning, out)


@dataclass(frozen=True, slots=True)
class Delete:
    """`DELETE FROM table AS alias WHERE …`."""

    table: str
    alias: str
    where: Node
    returning: tuple[Item, ...] = ()

    def write(self, out: Writer) -> None:
        out.text("DELETE FROM ")
        out.table(self.table)
        out.text(" AS ")
        out.identifier(self.alias)
        _write_where(self.where, out)
        _write_returning(self.returning, out)


@dataclass(frozen=True, slots=True)
class With:
    """`WITH name AS (statement), … final`; data-modifying statements run once, in one snapshot.

    `recursive` lets a part read itself.
    """

    parts: tuple[tuple[str, Node], ...]
    final: Node
    recursive: bool = False

    def write(self, out: Writer) -> None:
        if self.parts:
            out.text("WITH RECURSIVE " if self.recursive else "WITH ")
        for index, (name, statement) in enumerate(self.parts):
            out.text(", " if index else "")
            out.identifier(name)
            out.text(" AS (")
            statement.write(out)
            out.text(")")
        out.text(" ")
        self.final.write(out)


def _write_items(items: tuple[Item | AllColumns, ...], out: Writer) -> None:
    for index, item in enumerate(items):
        out.text(", " if index else "")
        if isinstance(item, AllColumns):
            out.identifier(item.alias)
            out.text(".*")
            continue
        item.expression.write(out)
        out.text(" AS ")
        out.identifier(item.name)


def _write_assignments(assignments: tuple[tuple[str, Node], ...], out: Writer) -> None:
    for index, (column, value) in enumerate(assignments):
        out.text(", " if index else "")
        out.identifier(column)
        out.text(" = ")
        value.write(out)


def _write_where(where: Node, out: Writer) -> None:
    if where != TRUE:
        out.text(" WHERE ")
        where.write(out)


def _write_returning(returning: tuple[Item, ...], out: Writer) -> None:
    if returning:
        out.text(" RETURNING ")
        _write_items(returning, out)
