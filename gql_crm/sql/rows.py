"""Rows of values."""

from dataclasses import dataclass

from gql_crm.sql.writer import Node, Writer


@dataclass(frozen=True, slots=True)
class RowOf:
    """`(a, b)`: values that are compared together, from left to right; null where a null decides."""

    values: tuple[Node, ...]

    def write(self, out: Writer) -> None:
        out.text("(")
        out.joined(self.values, ", ")
        out.text(")")
