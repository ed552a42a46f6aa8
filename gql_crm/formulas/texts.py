"""Functions of texts. Nothing depends on a language or a server's collation."""

from datetime import date
from decimal import Decimal

from gql_crm import sql
from gql_crm.formulas.functions import Function
from gql_crm.formulas.numbers import whole, whole_sql
from gql_crm.formulas.types import Type

LONGEST = 1_000
"""Characters that a result keeps."""
_T, _N, _B = Type.TEXT, Type.NUMBER, Type.BOOLEAN


def _joined_sql(*texts: sql.Node) -> sql.Node:
    return sql.concat(*(sql.call("coalesce", text, sql.Constant("")) for text in texts))


def _joined(*texts: str | None) -> str:
    return "".join(text or "" for text in texts)


def _first_sql(text: sql.Node, count: sql.Node) -> sql.Node:
    return sql.call("left", text, whole_sql(count, 0, LONGEST))


def _last_sql(text: sql.Node, count: sql.Node) -> sql.Node:
    return sql.call("right", text, whole_sql(count, 0, LONGEST))


def _last(text: str, count: Decimal) -> str:
    size = whole(count, 0, LONGEST)
    return text[-size:] if size else ""


def number_text(value: Decimal) -> str:
    """Write a number without exponent and trailing zeros."""
    if not value:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


TEXTS = (
    Function("&", (_T, _T), _T, _joined_sql, _joined, strict=False),
    Function("concat", (_T, _T), _T, _joined_sql, _joined, strict=False, variadic=True),
    Function(
        "length",
        (_T,),
        _N,
        lambda text: sql.Cast(sql.call("char_length", text), "numeric"),
        lambda text: Decimal(len(text)),
    ),
    Function("left", (_T, _N), _T, _first_sql, lambda text, count: text[: whole(count, 0, LONGEST)]),
    Function("right", (_T, _N), _T, _last_sql, _last),
    Function("trim", (_T,), _T, lambda text: sql.call("btrim", text), lambda text: text.strip(" ")),
    Function(
        "contains",
        (_T, _T),
        _B,
        lambda text, part: sql.Binary(sql.call("strpos", text, part), ">", sql.Constant(0)),
        lambda text, part: part in text,
    ),
    Function(
        "startsWith",
        (_T, _T),
        _B,
        lambda text, part: sql.call("starts_with", text, part),
        lambda text, part: text.startswith(part),
    ),
    Function("text", (_N,), _T, lambda number: sql.Cast(sql.call("trim_scale", number), "text"), number_text),
    Function(
        "text",
        (Type.DATE,),
        _T,
        lambda day: sql.call("to_char", day, sql.Constant("YYYY-MM-DD")),
        date.isoformat,
        indexable=False,
    ),
)
