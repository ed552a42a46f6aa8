"""Keyset cursors: opaque texts that carry the order's fingerprint and the last row's keys."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter

import orjson

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.reads.ordering import Order, SortKey
from gql_crm.sql import Node

_FORMS: Mapping[str, re.Pattern[str]] = {
    "uuid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "numeric": re.compile(r"-?[0-9]{1,200}(\.[0-9]{1,200})?"),
    "integer": re.compile(r"-?[0-9]{1,10}"),
    "boolean": re.compile(r"true|false"),
    "timestamptz": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?\+00"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
"""What PostgreSQL writes for a value of a type; a tampered cursor must not make a statement fail."""
_READERS: Mapping[str, Callable[[str], object]] = {
    "integer": lambda text: int(text).to_bytes(4, "big", signed=True),  # OverflowError beyond 32 bits
    "timestamptz": datetime.fromisoformat,
    "date": date.fromisoformat,
}

CursorValues = tuple[sql.Given[str] | None, ...]
"""The keys of the row that a cursor stands for; which are null decides the statement."""


def cursor_expression(order: Order, columns: tuple[Node, ...]) -> Node:
    """Return the cursor of a row whose sort keys lie in `columns`."""
    values = tuple(sql.Cast(column, "text") for column in columns)
    document = sql.Cast(sql.call("json_build_array", sql.Constant(order.fingerprint), *values), "text")
    encoded = sql.call(
        "encode", sql.call("convert_to", document, sql.Constant("UTF8")), sql.Constant("base64")
    )
    return sql.call("replace", encoded, sql.Constant("\n"), sql.Constant(""))


def cursor_values(cursor: sql.Given[str], order: Order, argument: str) -> CursorValues:
    """Read a cursor; one that was changed, or belongs to another order, is refused."""

    @lru_cache(maxsize=1)  # each of its keys is asked for by itself
    def read_once(text: str) -> tuple[str | None, ...]:
        return _read(text, order, argument)

    read = cursor.map(read_once)
    filled = read.look(lambda values: tuple([value is not None for value in values]))
    return tuple(read.map(itemgetter(index)) if there else None for index, there in enumerate(filled))


def _read(cursor: str, order: Order, argument: str) -> tuple[str | None, ...]:
    try:
        document = orjson.loads(base64.b64decode(cursor, validate=True))
        fingerprint, *values = document
        if fingerprint == order.fingerprint:
            _check(values, order.keys)
    except (ValueError, TypeError, ArithmeticError, binascii.Error, orjson.JSONDecodeError):
        hint = "pass an endCursor or startCursor that it gave"
        msg = f'{argument}: "{cursor[:80]}" is no cursor of this list; {hint}.'
        raise ClientError("BAD_USER_INPUT", msg) from None
    if fingerprint != order.fingerprint:
        msg = f"{argument}: the cursor belongs to another order; start again from the first page."
        raise ClientError("BAD_USER_INPUT", msg)
    return tuple(values)


def _check(values: Sequence[object], keys: Sequence[SortKey]) -> None:
    lead: object = None
    for value, key in zip(values, keys, strict=True):
        lead = lead if key.follower else value
        if lead is None and (key.nullable or key.follower):
            if value is not None:
                raise ValueError
            continue
        _check_text(value, key.part.type)


def _check_text(value: object, type_: str) -> None:
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError
    form = _FORMS.get(type_)
    if form is not None and not form.fullmatch(value):
        raise ValueError
    _READERS.get(type_, str)(value)
