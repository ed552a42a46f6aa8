"""Keyset cursors: opaque texts that carry the order's fingerprint and the last row's keys."""

import base64
import binascii
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.reads.ordering import Order
from gql_crm.sql import Node

_READERS: Mapping[str, Callable[[str], Any]] = {
    "uuid": UUID,
    "numeric": Decimal,
    "integer": int,
    "bigint": int,
    "timestamptz": datetime.fromisoformat,
    "date": date.fromisoformat,
}

CursorValues = tuple[str | None, ...]


def cursor_expression(order: Order, columns: tuple[Node, ...]) -> Node:
    """Return the cursor of a row whose sort keys lie in `columns`."""
    values = tuple(sql.Cast(column, "text") for column in columns)
    document = sql.Cast(sql.call("json_build_array", sql.Constant(order.fingerprint), *values), "text")
    encoded = sql.call(
        "encode", sql.call("convert_to", document, sql.Constant("UTF8")), sql.Constant("base64")
    )
    return sql.call("replace", encoded, sql.Constant("\n"), sql.Constant(""))


def cursor_values(cursor: str, order: Order, argument: str) -> CursorValues:
    """Read a cursor; one that was changed, or belongs to another order, is refused."""
    try:
        document = orjson.loads(base64.b64decode(cursor, validate=True))
        fingerprint, *values = document
        for value, key in zip(values, order.keys, strict=True):
            _check(value, key.part.type)
    except (ValueError, TypeError, ArithmeticError, binascii.Error, orjson.JSONDecodeError):
        hint = "pass an endCursor or startCursor that it gave"
        msg = f'{argument}: "{cursor[:80]}" is no cursor of this list; {hint}.'
        raise ClientError("BAD_USER_INPUT", msg) from None
    if fingerprint != order.fingerprint:
        msg = f"{argument}: the cursor belongs to another order; start again from the first page."
        raise ClientError("BAD_USER_INPUT", msg)
    return tuple(values)


def _check(value: object, type_: str) -> None:
    if value is None:
        return
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError
    _READERS.get(type_, str)(value)
