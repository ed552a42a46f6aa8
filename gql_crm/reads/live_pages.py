"""Pages of what subscriptions are told: each thing as the text of its JSON, with its place."""

from collections.abc import Callable
from typing import Any, Final

from gql_crm import sql
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, JsonMember, Node

SUBSCRIPTION: Final = "Subscription"
PLACE: Final = "@after"
"""The variable with the place that was told last: no name of GraphQL has such a character."""
MOST_TOLD: Final = 200
"""How many changes or events one page looks at."""
TOLD, AT, VALUE, END, IS_FULL = "told", "at", "value", "end", "full"
OUT_OF_SIGHT: Final = "outOfSight"
"""All that a page says where nothing may be told any more."""


def place_of(scope: PlanScope) -> sql.Given[str]:
    """Return the place behind which a page begins."""
    place: sql.Given[Any] = sql.given((scope.variables.coerced or {})[PLACE])
    return place


def live_page(
    scope: PlanScope,
    rows: sql.Select,
    told: tuple[Node, Node, Node],
    examined: str,
    cursor: Callable[[str], Node],
) -> sql.JsonObject:
    """Return a page as JSON: what is `told` of `rows`, which are the place, the object and its number.

    Its end is the place of the last row of the part `examined`, where something was looked at. Texts keep
    what JSON's readers would round.
    """
    at, value, number = told
    pair = scope.alias()
    items = (
        sql.Item(at, AT),
        sql.Item(sql.Cast(value, "text"), VALUE),
        sql.Item(number, "n"),
    )
    pairs = sql.Subquery(sql.Select(items, rows.source, rows.joins, rows.where), pair)
    each = sql.JsonObject((JsonMember(AT, Column(pair, AT)), JsonMember(VALUE, Column(pair, VALUE))))
    listed = sql.Item(sql.JsonAggregate(each, Column(pair, "n")), TOLD)
    last, count = scope.alias(), scope.alias()
    end = sql.Select(
        (sql.Item(cursor(last), END),),
        sql.Table(examined, last),
        order=(sql.OrderKey(Column(last, "rn"), descending=True),),
        limit=1,
    )
    counted = sql.Select((sql.Item(sql.CountRows(), "n"),), sql.Table(examined, count))
    return sql.JsonObject(
        (
            JsonMember(TOLD, sql.Scalar(sql.Select((listed,), pairs))),
            JsonMember(END, sql.Scalar(end)),
            JsonMember(IS_FULL, sql.Binary(sql.Scalar(counted), "=", sql.Constant(MOST_TOLD))),
        )
    )
