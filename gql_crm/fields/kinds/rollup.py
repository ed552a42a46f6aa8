"""ROLLUP: what comes of the records of a list."""

from collections.abc import Mapping
from typing import Final

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds.boolean import BooleanKind
from gql_crm.fields.kinds.date import DateKind
from gql_crm.fields.kinds.datetime import DatetimeKind
from gql_crm.fields.kinds.decimal import DecimalKind
from gql_crm.fields.kinds.derived import DerivedKind
from gql_crm.fields.kinds.email import EmailKind
from gql_crm.fields.kinds.integer import IntegerKind
from gql_crm.fields.kinds.money import MoneyKind
from gql_crm.fields.kinds.percent import PercentKind
from gql_crm.fields.kinds.phone import PhoneKind
from gql_crm.fields.kinds.text import TextKind
from gql_crm.fields.kinds.time import TimeKind
from gql_crm.fields.kinds.url import UrlKind
from gql_crm.fields.rollup import RollupFunction
from gql_crm.formulas import Type

ROLLED_UP: Final[Mapping[str, FieldKind]] = {
    kind.name: kind
    for kind in (
        IntegerKind(),
        DecimalKind(),
        PercentKind(),
        MoneyKind(),
        BooleanKind(),
        DateKind(),
        DatetimeKind(),
        TimeKind(),
        TextKind(),
        EmailKind(),
        PhoneKind(),
        UrlKind(),
    )
}
"""The kinds of what roll-ups yield, by name."""


class RollupKind(DerivedKind):
    """A definition only: the values are of the kind of what is rolled up."""

    name = "ROLLUP"
    description = (
        "What comes of the records of a list: their number, or the sum, the average, the extremes "
        "or the latest value of one of their fields."
    )
    options = frozenset({"rollup"})

    def of_values(self, field: Field) -> FieldKind:
        return ROLLED_UP.get(field.result or "", self)

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        found = super().definition_problems(field)
        if field.rollup is None:
            found.append(
                ("rollup", 'A ROLLUP field needs a rollup like {list: "contacts", function: COUNT}.')
            )
        return found


def kind_of_rollup(function: RollupFunction, kind: FieldKind | None) -> FieldKind | None:
    """Return the kind of what a function makes of values of a kind; None where it makes nothing of them."""
    if function is RollupFunction.COUNT:
        return ROLLED_UP["INTEGER"]
    if kind is None:
        return None
    own = ROLLED_UP.get(kind.name)
    match function:
        case RollupFunction.SUM | RollupFunction.AVG:
            whole = isinstance(own, IntegerKind)  # a sum of many may be beyond 32 bits
            return (ROLLED_UP["DECIMAL"] if whole else own) if kind.summable else None
        case RollupFunction.MIN | RollupFunction.MAX:
            return own if kind.has_extremes else None
        case _:
            short_text = kind.formula_type is Type.TEXT and not kind.long
            return own or (ROLLED_UP["TEXT"] if short_text else None)
