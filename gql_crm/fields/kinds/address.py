"""ADDRESS: where something is or is sent to."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

import orjson

from gql_crm import sql
from gql_crm.fields import composites
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.countries import country_code
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind, FilterOperator, Stored, ValueContext, ValueProblem
from gql_crm.fields.kinds.choice import ChoiceKind
from gql_crm.fields.kinds.text import LINE_BREAK, TextKind
from gql_crm.fields.kinds.textual import checked_text
from gql_crm.fields.operators import NULLITY, Nested
from gql_crm.fields.parts import part
from gql_crm.text import did_you_mean, listed, shown

_PART_LIMIT = 500
_EXAMPLE = '{"street": "Gedimino pr. 1", "city": "Vilnius", "country": "LT"}'


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; a part that is not there is None, `country` is an ISO 3166-1 alpha-2 code."""

    street: str | None = None
    po_box: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None


_COMPONENTS = tuple(
    Component(suffix, "text", "text")
    for suffix in ("_street", "_po_box", "_city", "_state", "_postal_code", "_country")
)
_PARTS = tuple(component.key for component in _COMPONENTS)
_TEXT, _CODE = TextKind(), ChoiceKind()


def _part_filter(place: int, name: str) -> FilterOperator:
    kind = _CODE if name == "country" else _TEXT
    members = {"name": name, "kind": kind, "part": place, "description": f"Conditions on `{name}`."}
    operator: FilterOperator = type(f"{name}Filter", (Nested,), members)()
    return operator


class AddressKind(FieldKind):
    """An address is set as a whole, and one without any part is none."""

    name = "ADDRESS"
    description = (
        "A postal address with at least one part; street may have many lines, "
        "the others one, each up to 500 characters. It is set as a whole and filtered by part."
    )
    components = _COMPONENTS
    output_type = composites.ADDRESS
    input_type = composites.ADDRESS_INPUT
    filter_name = "AddressFilter"
    condition_type = ConditionType.PARTS
    operators = (*(_part_filter(place, name) for place, name in enumerate(_PARTS)), *NULLITY)
    sortable = False
    can_be_unique = False

    def parse(self, value: Any, field: Field, context: ValueContext) -> Address:
        if isinstance(value, Address):
            return value
        if not isinstance(value, Mapping):
            raise ValueProblem(f"{shown(value)} is no address; expected one like {_EXAMPLE}.")
        for name in value:
            if name not in _PARTS:
                raise ValueProblem(_unknown(name))
        parts = [_parsed(name, value.get(name)) for name in _PARTS]
        if not any(parts):
            raise ValueProblem(
                'An address needs at least one part, for example "city"; null clears the field.'
            )
        return Address(*parts)

    def presence(self, stored: Stored) -> sql.Node:
        """Return the first part that is there: any may be missing, but not all."""
        return sql.call("coalesce", *stored.parts)

    def columns(self, value: Any) -> tuple[Any, ...]:
        return astuple(value)

    def dump(self, value: Any) -> dict[str, str]:
        named = zip(_PARTS, astuple(value), strict=True)
        return {name: text for name, text in named if text is not None}

    def load(self, document: Any) -> Address:
        return Address(*(document.get(name) for name in _PARTS))

    def export_text(self, value: Any) -> str:
        """Write a JSON object: the one form that keeps the parts of addresses of all countries apart."""
        return orjson.dumps(self.dump(value)).decode()

    def import_text(self, text: str, field: Field, context: ValueContext) -> Address:
        try:
            document = orjson.loads(text)
        except orjson.JSONDecodeError:
            document = text
        return self.parse(document, field, context)

    def members(self, stored: Stored) -> Mapping[str, sql.Node]:
        return dict(zip(_PARTS, stored.parts, strict=True))


def _parsed(name: str, value: Any) -> str | None:
    if value is None:
        return None
    with part(name):
        text = checked_text(value)
        if not text.strip():
            return None
        if name == "country":
            return country_code(text)
        if name != "street" and LINE_BREAK.search(text):
            raise ValueProblem(f'{shown(text)} has a line break; of an address only "street" has many lines.')
        if len(text) > _PART_LIMIT:
            raise ValueProblem(f"{shown(text)} has {len(text)} characters; {_PART_LIMIT} are the most.")
        return text


def _unknown(name: Any) -> str:
    hint = did_you_mean(str(name), _PARTS)
    return f"An address has no part {shown(name)}; its parts are {listed(_PARTS)}.{hint}"
