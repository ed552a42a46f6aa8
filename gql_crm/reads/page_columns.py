"""What the members of a page have in common: the columns that they aggregate, and edges."""

from collections.abc import Callable, Sequence

from graphql import FieldNode

from gql_crm import sql
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import selected_fields
from gql_crm.sql import Column, JsonMember, Node


class PageColumns:
    """Columns of a sub-select, named as they come, for who looks at it as `outer`."""

    def __init__(self, outer: str) -> None:
        self.outer = outer
        self.items: tuple[sql.Item, ...] = ()
        self.joins: tuple[sql.Join, ...] = ()

    def add(self, value: Node) -> Node:
        """Add a column; return it as it is seen from outside."""
        row = value.row if isinstance(value, sql.JsonObject) else None
        if row is not None:
            # An object is left a row until all of them become a list: so PostgreSQL writes its JSON once.
            value = sql.Row(f"x{len(self.joins)}")
            self.joins += (sql.lateral(sql.Subquery(row, value.alias)),)
        name = f"c{len(self.items)}"
        self.items += (sql.Item(value, name),)
        return Column(self.outer, name)


def edge_object(
    scope: PlanScope,
    type_name: str,
    nodes: Sequence[FieldNode],
    cursor: Callable[[], Node],
    node: Callable[[list[FieldNode]], Node],
    others: Callable[[list[FieldNode]], Node] | None = None,
) -> sql.JsonObject:
    """Return an edge; `others` reads what it has besides cursor and node."""
    members = []
    for key, inner in selected_fields(scope, nodes, frozenset({type_name})).items():
        match inner[0].name.value:
            case "cursor":
                value = cursor()
            case "node":
                value = node(inner)
            case name if others is not None and name != "__typename":
                value = others(inner)
            case _:
                value = sql.Constant(type_name)
        members.append(JsonMember(key, value))
    return sql.JsonObject(tuple(members))
