"""Rows of values, and values among rows."""

from dataclasses import dataclass

from gql_crm.sql.writer import Node, Writer, word


@dataclass(frozen=True, slots=True)
class RowOf:
    """`(a, b)`: values that are compared together, from left to right; null where a null decides."""

    values: tuple[Node, ...]

    def write(self, out: Writer) -> None:
        out.text("(")
        out.joined(self.values, ", ")
        out.text(")")


@dataclass(frozen=True, slots=True)
class Among:
    """Whether a value is among those of a select, which are put into a hash once and looked up for each row.

    `IS TRUE` keeps PostgreSQL from making a join of it, which might read the rows in another order.
    """

    value: Node
    select: Node

    def write(self, out: Writer) -> None:
        out.text("((")
        self.value.write(out)
        out.text(" IN (")
        self.select.write(out)
        out.text(")) IS TRUE)")


@dataclass(frozen=True, slots=True)
class Array:
    """`ARRAY[…]::type[]`."""

    elements: tuple[Node, ...]
    type: str

    def write(self, out: Writer) -> None:
        out.text("ARRAY[")
        out.joined(self.elements, ", ")
        out.text("]::" + word(self.type) + "[]")
