"""`groups` of a list: its records by what they have in common, largest group first."""

from collections.abc import Sequence

from graphql import FieldNode

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.reads.aggregates import summary_member
from gql_crm.reads.dimensions import Dimension, dimensions_of
from gql_crm.reads.measures import Measures
from gql_crm.reads.selection import arguments, selected_fields
from gql_crm.reads.whole_list import WholeList
from gql_crm.sql import Column, JsonMember, Node

MOST_GROUPS = 1_000


def groups_list(whole: WholeList, nodes: Sequence[FieldNode]) -> Node:
    """Return the groups: by their size, those of one size by their keys, nulls last."""
    names = whole.entity.names
    given = arguments(whole.scope, names.connection, nodes[0])
    dimensions = dimensions_of(whole, given["by"].plain())
    first = _first(given["first"].plain() if "first" in given else None)
    measures = Measures(whole)
    members = []
    for key, inner in selected_fields(whole.scope, nodes, frozenset({names.group})).items():
        if inner[0].name.value == "key":
            value = _key_object(whole, dimensions, measures.alias, inner)
        else:
            value = summary_member(measures, inner, names.group)
        members.append(JsonMember(key, value))
    listed = sql.JsonAggregate(sql.JsonObject(tuple(members)))
    source = _largest(whole, measures.select(dimensions), len(dimensions), first)
    return sql.Scalar(sql.Select((sql.Item(listed, "groups"),), sql.Subquery(source, measures.alias)))


def _largest(whole: WholeList, groups: sql.Select, keys: int, first: int) -> sql.Select:
    """Return the first groups, in order."""
    group = whole.scope.alias()
    order = (
        sql.OrderKey(Column(group, "n"), descending=True),
        *(sql.OrderKey(Column(group, f"k{index}")) for index in range(keys)),
    )
    return sql.Select((sql.AllColumns(group),), sql.Subquery(groups, group), order=order, limit=first)


def _first(given: int | None) -> int:
    first = MOST_GROUPS if given is None else given
    if not 1 <= first <= MOST_GROUPS:
        text = f"first: {first} is out of range; expected 1 to {MOST_GROUPS} groups."
        raise ClientError("BAD_USER_INPUT", text)
    return first


def _key_object(
    whole: WholeList, dimensions: Sequence[Dimension], alias: str, nodes: Sequence[FieldNode]
) -> Node:
    """Return the key of a group; what it is not grouped by is null."""
    type_name = whole.entity.names.group_key
    columns = {one.field.key: (one, Column(alias, f"k{index}")) for index, one in enumerate(dimensions)}
    members = []
    for key, inner in selected_fields(whole.scope, nodes, frozenset({type_name})).items():
        name = inner[0].name.value
        if name in columns:
            dimension, column = columns[name]
            value = dimension.shown(column, inner)
        else:
            value = sql.Constant(type_name) if name == "__typename" else sql.NULL
        members.append(JsonMember(key, value))
    return sql.JsonObject(tuple(members))
