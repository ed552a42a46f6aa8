"""JSON: whatever another program keeps with a record."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from gql_crm.fields import scalars
from gql_crm.fields.field import Field
from gql_crm.fields.json_schema import check_schema, schema_problems
from gql_crm.fields.kind import Component, FieldKind, ValueContext, ValueProblem
from gql_crm.fields.operators import NULLITY
from gql_crm.fields.unsafe_text import unsafe_text
from gql_crm.text import shown

_BYTES_LIMIT = 100_000
_DEPTH_LIMIT = 30
_LEAST, _MOST = -(2**63), 2**64 - 1
_WRITTEN_WITH_EXPONENT = 1e16


class JsonText(str):
    """A JSON value as its text. The kind takes what it has made itself as the value, and no other text."""

    __slots__ = ()


class JsonKind(FieldKind):
    """Any JSON value. In Python it is its text in one form, so that 1, 1.0 and true are three values."""

    name = "JSON"
    description = (
        "Any JSON value but null, up to 100,000 bytes and 30 levels deep, with numbers of 64 bits; "
        "the order of an object's keys is not kept."
    )
    options = frozenset({"schema"})
    components = (Component("", "jsonb", "jsonb"),)
    output_type = scalars.JSON
    input_type = scalars.JSON
    filter_name = "JsonFilter"
    operators = NULLITY
    sortable = False
    can_be_unique = False
    long = True

    def parse(self, value: Any, field: Field, context: ValueContext) -> JsonText:
        text = value if isinstance(value, JsonText) else _checked(value)
        size = len(text.encode())
        if size > _BYTES_LIMIT:
            raise ValueProblem(f"The JSON value has {size} bytes; {_BYTES_LIMIT} are the most.")
        if field.schema is not None:
            check_schema(self.dump(text), field.schema)
        return text

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        if field.schema is None:
            return []
        try:
            self.parse(field.schema, Field(key="", kind=self.name), ValueContext())
        except ValueProblem as problem:
            return [("schema", str(problem))]
        return [("schema", text) for text in schema_problems(field.schema)]

    def columns(self, value: Any) -> tuple[str]:
        return (value,)

    def dump(self, value: Any) -> Any:
        return orjson.loads(str(value))  # orjson takes texts of no other class

    def load(self, document: Any) -> JsonText:
        return _text(document)

    def export_text(self, value: Any) -> str:
        return str(value)

    def import_text(self, text: str, field: Field, context: ValueContext) -> JsonText:
        try:
            document = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise ValueProblem(
                f'{shown(text)} is no JSON; expected text like {{"size": "M"}}: {error}.'
            ) from None
        return self.parse(document, field, context)


def _checked(value: Any) -> JsonText:
    if value is None:
        raise ValueProblem("null is no value; it clears the field.")
    _check(value)
    try:
        return _text(_normal(value))
    except (TypeError, ValueError):
        raise ValueProblem(f"{shown(value)} is no JSON value.") from None


def _text(value: Any) -> JsonText:
    return JsonText(orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode())


def _normal(value: Any) -> Any:
    """Write floats as PostgreSQL keeps them, so that a value is equal to itself when it comes back."""
    if isinstance(value, Mapping):
        return {key: _normal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_normal(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) >= _WRITTEN_WITH_EXPONENT:
        whole = int(Decimal(repr(value)))
        return whole if _LEAST <= whole <= _MOST else value
    return value + 0.0 if isinstance(value, float) else value


def _check(value: Any) -> None:
    """Refuse what JSON in PostgreSQL and in the languages of clients cannot hold."""
    if unsafe_text(value) is not None:
        raise ValueProblem("The JSON value contains NUL or half of a surrogate pair.")
    waiting = [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if depth > _DEPTH_LIMIT:
            raise ValueProblem(f"The JSON value is more than {_DEPTH_LIMIT} levels deep.")
        if isinstance(one, int) and not _LEAST <= one <= _MOST:
            raise ValueProblem(f"{shown(one)} has more than 64 bits; write so large a number as a text.")
        inner = one.values() if isinstance(one, Mapping) else one if isinstance(one, list | tuple) else ()
        waiting.extend((item, depth + 1) for item in inner)
