"""GROUP BY in several ways at once, and aggregates over some of the rows."""

from dataclasses import dataclass

from gql_crm.sql.writer import Node, Writer


@dataclass(frozen=True, slots=True)
class GroupingSets:
    """`GROUPING SETS ((a, b), ())`: groups by each of the sets, with the rows read once.

    In a group of one set the columns of the others are null.
    """

    sets: tuple[tuple[Node, ...], ...]

    def write(self, out: Writer) -> None:
        out.text("GROUPING SETS (")
        for index, columns in enumerate(self.sets):
            out.text(", (" if index else "(")
            out.joined(columns, ", ")
            out.text(")")
        out.text(")")


@dataclass(frozen=True, slots=True)
class Filtered:
    """`aggregate FILTER (WHERE condition)`."""

    aggregate: Node
    condition: Node

    def write(self, out: Writer) -> None:
        self.aggregate.write(out)
        out.text(" FILTER (WHERE ")
        self.condition.write(out)
        out.text(")")
