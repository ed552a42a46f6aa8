"""What stands in FROM: tables, sub-selects, unpacked arrays and documents, and what is joined to them."""

from dataclasses import dataclass
from typing import Literal

from gql_crm.sql.expressions import TRUE
from gql_crm.sql.writer import Node, Writer, word


@dataclass(frozen=True, slots=True)
class Table:
    """A table (or a common table expression) under an alias."""

    name: str
    alias: str

    def write(self, out: Writer) -> None:
        out.identifier(self.name)
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
class JsonRecord:
    """`jsonb_to_record(document) AS alias(columns)`: unpacks many keys of one document at once."""

    document: Node
    alias: str
    columns: tuple[tuple[str, str], ...]

    def write(self, out: Writer) -> None:
        out.text("jsonb_to_record(")
        self.document.write(out)
        out.text(") AS ")
        out.identifier(self.alias)
        out.text("(")
        for index, (name, type_) in enumerate(self.columns):
            out.text(", " if index else "")
            out.identifier(name)
            out.text(" " + word(type_))
        out.text(")")


@dataclass(frozen=True, slots=True)
class Join:
    """A joined source."""

    kind: Literal["JOIN", "LEFT JOIN", "CROSS JOIN LATERAL", "LEFT JOIN LATERAL"]
    source: Node
    condition: Node | None = None

    def write(self, out: Writer) -> None:
        out.text(f" {self.kind} ")
        self.source.write(out)
        if self.condition is not None:
            out.text(" ON ")
            self.condition.write(out)


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
