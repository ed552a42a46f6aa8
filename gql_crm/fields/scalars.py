"""The scalars of the API. They refuse only what no field kind could accept; the rest is the kind's matter."""

import math
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from graphql import (
    ConstValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLError,
    GraphQLScalarType,
    IntValueNode,
    StringValueNode,
)
from graphql.pyutils import inspect

from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.numbers import plain
from gql_crm.fields.unsafe_text import UNSAFE, unsafe_text
from gql_crm.text import shown

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class MalformedId(ValueProblem):
    """A text that is no id at all: the request, not the data, is wrong (BAD_USER_INPUT)."""


def parse_id(value: object) -> uuid.UUID:
    """Read an `ID`: a UUID in its text form of 36 characters (RFC 9562, 4)."""
    if isinstance(value, uuid.UUID):
        return value
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise MalformedId(
            f'{shown(value)} is no id; expected one like "01890a5d-ac96-774b-bcce-b302099a8057".'
        )
    return uuid.UUID(int=int(value.replace("-", ""), 16))  # half the time of parsing it once more


def _checked(name: str, text: str) -> str:
    if UNSAFE.search(text):
        raise GraphQLError(f"{name} cannot contain NUL or half of a surrogate pair.")
    return text


def _wrong_type(name: str, expected: str, value: object) -> GraphQLError:
    return GraphQLError(f"{name} expects {expected}, got {inspect(value)}.")


def _output_text(value: object) -> str:
    """Write a Python value as the database writes it."""
    if isinstance(value, datetime):
        return datetime_text(value)
    if isinstance(value, time):
        return time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return plain(value) if isinstance(value, Decimal) else str(value)


def datetime_text(value: datetime) -> str:
    """Write a time as PostgreSQL's to_json does in UTC, `2026-01-02T03:04:05.5+00:00`; it sorts by bytes."""
    text = value.astimezone(UTC).isoformat()
    seconds, dot, fraction = text.removesuffix("+00:00").partition(".")
    return f"{seconds}{dot}{fraction.rstrip('0')}+00:00"


def time_text(value: time) -> str:
    """Write a time of day as PostgreSQL's to_json does, `09:30:00.5`; it sorts by bytes."""
    text = value.isoformat()
    return text.rstrip("0") if "." in text else text


def _text_scalar(name: str, url: str, description: str) -> GraphQLScalarType:
    def from_value(value: Any) -> str:
        if not isinstance(value, str):
            raise _wrong_type(name, "a string", value)
        return _checked(name, value)

    def from_literal(node: ConstValueNode) -> str:
        if not isinstance(node, StringValueNode):
            raise GraphQLError(f"{name} expects a string.", node)
        return _checked(name, node.value)

    return GraphQLScalarType(
        name,
        coerce_output_value=_output_text,
        coerce_input_value=from_value,
        coerce_input_literal=from_literal,
        description=description,
        specified_by_url=url,
    )


def _code_scalar(name: str, url: str, description: str) -> GraphQLScalarType:
    """A text of capitals, which a document may also write without quotes: `currency: EUR`."""
    scalar = _text_scalar(name, url, description)

    def from_literal(node: ConstValueNode) -> str:
        if not isinstance(node, StringValueNode | EnumValueNode):
            raise GraphQLError(f"{name} expects a code of capital letters.", node)
        return _checked(name, node.value)

    scalar.coerce_input_literal = from_literal
    return scalar


def _decimal_from_value(value: Any) -> str:
    if isinstance(value, str):
        return _checked("Decimal", value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _wrong_type("Decimal", "a string or a number", value)
    if not isinstance(value, int) and not math.isfinite(value):
        raise GraphQLError("Decimal must be finite.")
    return repr(value) if isinstance(value, float) else str(value)


def _decimal_from_literal(node: ConstValueNode) -> str:
    if not isinstance(node, StringValueNode | IntValueNode | FloatValueNode):
        raise GraphQLError("Decimal expects a string or a number.", node)
    return _checked("Decimal", node.value)


def _json_from_value(value: Any) -> Any:
    if unsafe_text(value) is not None:
        raise GraphQLError("JSON cannot contain NUL or half of a surrogate pair.")
    if not _finite(value):
        raise GraphQLError("JSON cannot contain NaN or Infinity.")
    return value


def _finite(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(_finite(item) for item in value.values())
    if isinstance(value, list | tuple):
        return all(_finite(item) for item in value)
    return not isinstance(value, float) or math.isfinite(value)


def _localized_from_value(value: Any) -> Any:
    if isinstance(value, str):
        return _checked("LocalizedText", value)
    if not isinstance(value, Mapping) or not all(isinstance(text, str) for text in value.values()):
        raise _wrong_type("LocalizedText", "an object of texts by language or a text", value)
    if unsafe_text(value) is not None:
        raise GraphQLError("LocalizedText cannot contain NUL or half of a surrogate pair.")
    return dict(value)


_RFC_3339 = "https://www.rfc-editor.org/rfc/rfc3339"

DATE_TIME = _text_scalar(
    "DateTime",
    "https://scalars.graphql.org/andimarek/date-time.html",
    "A point in time, RFC 3339 with an offset: `2026-01-02T03:04:05Z`. "
    "Kept and shown in UTC, exact to the microsecond.",
)
DATE = _text_scalar(
    "Date", f"{_RFC_3339}#section-5.6", "A day of the calendar, `2026-01-31`, years 0001 to 9999."
)
TIME = _text_scalar(
    "Time",
    f"{_RFC_3339}#section-5.6",
    "A time of day on the local clock, without an offset, exact to the microsecond: `09:30:00`. "
    "Input may leave the seconds out.",
)
EMAIL_ADDRESS = _text_scalar(
    "EmailAddress",
    "https://www.rfc-editor.org/rfc/rfc6531",
    "An e-mail address, in any script: `jurate@example.com`.",
)
PHONE_NUMBER = _text_scalar(
    "PhoneNumber",
    "https://www.itu.int/rec/T-REC-E.164",
    "A phone number, shown as E.164: `+37061234567`. Input may have spaces, Persian and Arabic digits; "
    "a national number is read as one of the workspace's country.",
)
URL = _text_scalar(
    "URL",
    "https://www.rfc-editor.org/rfc/rfc3986",
    "An address of the web with its scheme: `https://example.com/`.",
)
COUNTRY_CODE = _code_scalar(
    "CountryCode",
    "https://www.iso.org/iso-3166-country-codes.html",
    "A country's two letters, ISO 3166-1: `LT`.",
)
CURRENCY_CODE = _code_scalar(
    "CurrencyCode",
    "https://www.iso.org/iso-4217-currency-codes.html",
    "A currency's three letters, ISO 4217: `EUR`.",
)
DECIMAL = GraphQLScalarType(
    "Decimal",
    coerce_output_value=_output_text,
    coerce_input_value=_decimal_from_value,
    coerce_input_literal=_decimal_from_literal,
    description='An exact decimal number, written as a string: `"1234.5"`. '
    "Input may use Persian and Arabic digits and `٫`; a comma is refused.",
    specified_by_url="https://speleotrove.com/decimal/daconvs.html",
)
JSON = GraphQLScalarType(
    "JSON",
    coerce_input_value=_json_from_value,
    description="Any JSON value (RFC 8259).",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
)
LOCALIZED_TEXT = GraphQLScalarType(
    "LocalizedText",
    coerce_input_value=_localized_from_value,
    description='An object of texts by language (BCP 47): `{lt: "Kaina", en: "Price"}`; '
    "a plain text is taken for the workspace's language.",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc5646",
)

SCALARS: tuple[GraphQLScalarType, ...] = (
    DATE_TIME,
    DATE,
    TIME,
    DECIMAL,
    EMAIL_ADDRESS,
    PHONE_NUMBER,
    URL,
    COUNTRY_CODE,
    CURRENCY_CODE,
    JSON,
    LOCALIZED_TEXT,
)
