"""`count` and `aggregate` of a list, and the members that a group shares with them."""

from collections.abc import Sequence

from graphql import FieldNode

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.reads.measures import Measures
from gql_crm.reads.selection import arguments, selected_fields
from gql_crm.reads.whole_list import WholeList
from gql_crm.sql import Column, JsonMember, Node

COUNT_LIMIT = 10_000
"""Where a count stops when nobody says."""
MOST_COUNTED = 100_000


def count_object(whole: WholeList, nodes: Sequence[FieldNode]) -> Node:
    """Return the number of records, which is not looked for beyond the argument `limit`."""
    scope, names = whole.scope, whole.entity.names
    given = arguments(scope, names.connection, nodes[0])
    limit = _limit(given["limit"].plain() if "limit" in given else None)
    found, counted = scope.alias(), scope.alias()
    some = whole.select((sql.Item(sql.Constant(1), "one"),), limit=limit + 1)
    source = sql.Select((sql.Item(sql.CountRows(), "n"),), sql.Subquery(some, found))
    number = Column(counted, "n")
    more = sql.Binary(number, ">", sql.Constant(limit))
    members: dict[str, Node] = {
        "value": sql.call("least", number, sql.Constant(limit)),
        "precision": sql.Case(((more, sql.Constant("AT_LEAST")),), sql.Constant("EXACT")),
        "__typename": sql.Constant("RecordCount"),
    }
    selected = selected_fields(scope, nodes, frozenset({"RecordCount"}))
    shown = tuple(JsonMember(key, members[inner[0].name.value]) for key, inner in selected.items())
    return sql.JsonObject(shown, sql.Subquery(source, counted))


def aggregate_object(whole: WholeList, nodes: Sequence[FieldNode]) -> Node:
    """Return what all records together are."""
    measures = Measures(whole)
    names = whole.entity.names
    selected = selected_fields(whole.scope, nodes, frozenset({names.aggregate}))
    members = [
        JsonMember(key, summary_member(measures, inner, names.aggregate)) for key, inner in selected.items()
    ]
    return sql.JsonObject(tuple(members), sql.Subquery(measures.select(()), measures.alias))


def summary_member(measures: Measures, nodes: Sequence[FieldNode], type_name: str) -> Node:
    """Return a member that aggregates and groups have alike."""
    match nodes[0].name.value:
        case "count":
            return measures.count
        case "sum" | "avg" | "min" | "max" as function:
            return measures.object(function, nodes)
        case _:
            return sql.Constant(type_name)


def _limit(given: int | None) -> int:
    limit = COUNT_LIMIT if given is None else given
    if not 1 <= limit <= MOST_COUNTED:
        text = f"limit: {limit} is out of range; expected 1 to {MOST_COUNTED}. totalCount counts all."
        raise ClientError("BAD_USER_INPUT", text)
    return limit
