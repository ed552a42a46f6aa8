"""Averages, exactly."""

from typing import Final

from gql_crm import sql
from gql_crm.sql import Node

AVERAGE_SCALE: Final = 10
"""Digits after the point that an average is rounded to, half away from zero."""


def average(total: Node, count: Node) -> Node:
    """Divide exactly: `/` keeps as many digits as it likes, and rounding its outcome would round twice."""
    total = sql.Cast(total, "numeric")
    half = sql.Binary(sql.call("sign", total), "*", count)
    doubled = sql.Binary(total, "*", sql.Constant(2 * 10**AVERAGE_SCALE))
    whole = sql.call("div", sql.Binary(doubled, "+", half), sql.Binary(sql.Constant(2), "*", count))
    return sql.Binary(whole, "*", sql.Cast(sql.Constant(f"1e-{AVERAGE_SCALE}"), "numeric"))
