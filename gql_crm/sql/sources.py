"""What stands in FROM: tables, sub-selects, unpacked arrays and documents, and what is joined to them."""

from dataclasses import dataclass
from typing import Literal

from gql_crm.sql.expressions import TRUE
from gql_crm.sql.writer import Node, Writer


@dataclass(frozen=True, slots=True)
class Table:
    """A table (or a common table expression) under an alias."""

    name: str
    alias: str

    def write(self, out: Writer) -> None:
        out.table(self.name)
        out.text(" AS ")
        out.identifier(self.alias)


@dataclass(frozen=True, slots=True)
class Subquery:
    """A select under an alias."""

    select: Node
    alias: str

    def write(self, out: Writer) -> None:
        out.text("(")
        self.select.write(out)
        out.text(") AS ")
        out.identifier(self.alias)


@dataclass(frozen=True, slots=True)
class Unnested:
    """`unnest(array) WITH ORDINALITY AS alias(value, rn)`: the array's elements and their places, from 1."""

    array: Node
    alias: str

    def write(self, out: Writer) -> None:
        out.text("unnest(")
        self.array.write(out)
        out.text(") WITH ORDINALITY AS ")
        out.identifier(self.alias)
        out.text("(value, rn)")


@dataclass(frozen=True, slots=True)
class UnnestedTogether:
    """`unnest(array, array …) AS alias(name, name …)`: arrays of one length, a row for each place."""

    arrays: tuple[tuple[str, Node], ...]
    alias: str

    def write(self, out: Writer) -> None:
        out.text("unnest(")
        out.joined([array for _, array in self.arrays], ", ")
        out.text(") AS ")
        out.identifier(self.alias)
        out.text("(")
        for index, (name, _) in enumerate(self.arrays):
            out.text(", " if index else "")
            out.identifier(name)
        out.text(")")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A JSONB document as the one column of a source, named as the document's own.

    A long document is stored compressed, and each look into it would unpack it again: `||` unpacks it and
    gives it back as it is, and OFFSET keeps PostgreSQL from doing so at each look.
    """

    document: Node
    alias: str
    column: str

    def write(self, out: Writer) -> None:
        out.text("(SELECT (")
        self.document.write(out)
        out.text(" || '{}'::jsonb) AS ")
        out.identifier(self.column)
        out.text(" OFFSET 0) AS ")
        out.identifier(self.alias)


@dataclass(frozen=True, slots=True)
class Members:
    """`jsonb_each(document) AS alias(key, value)`: the members of a JSON object."""

    document: Node
    alias: str

    def write(self, out: Writer) -> None:
        out.text("jsonb_each(")
        self.document.write(out)
        out.text(") AS ")
        out.identifier(self.alias)
        out.text("(key, value)")


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of a JSON list and their places, from 1: JSON, or texts where all of them are texts."""

    document: Node
    alias: str
    texts: bool = False

    def write(self, out: Writer) -> None:
        out.text("jsonb_array_elements_text(" if self.texts else "jsonb_array_elements(")
        self.document.write(out)
        out.text(") WITH ORDINALITY AS ")
        out.identifier(self.alias)
        out.text("(value, rn)")


@dataclass(frozen=True, slots=True)
class Join:
    """A joined source."""

    kind: Literal["JOIN", "LEFT JOIN", "CROSS JOIN", "CROSS JOIN LATERAL", "LEFT JOIN LATERAL"]
    source: Node
    condition: Node | None = None

    def write(self, out: Writer) -> None:
        out.text(f" {self.kind} ")
        self.source.write(out)
        if self.condition is not None:
            out.text(" ON ")
            self.condition.write(out)


def beside(source: Node) -> Join:
    """Join every row of a source to every row before it."""
    return Join("CROSS JOIN", source)


def lateral(source: Node, *, optional: bool = False) -> Join:
    """Join what may look at the sources before it; `optional` keeps rows for which it has none."""
    return Join("LEFT JOIN LATERAL", source, TRUE) if optional else Join("CROSS JOIN LATERAL", source)


@dataclass(frozen=True, slots=True)
class Joined:
    """A source with others joined to it, where one source is asked for."""

    source: Node
    joins: tuple[Join, ...]

    def write(self, out: Writer) -> None:
        self.source.write(out)
        for join in self.joins:
            join.write(out)
