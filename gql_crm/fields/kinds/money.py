"""MONEY: an exact amount in one currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from babel.numbers import list_currencies

from gql_crm import sql
from gql_crm.fields import composites
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.kind import (
    Component,
    FieldKind,
    FilterContext,
    FilterOperator,
    OrderPart,
    Stored,
    ValueContext,
    ValueProblem,
)
from gql_crm.fields.kinds.bounds import check_bounds, check_digits
from gql_crm.fields.kinds.choice import ChoiceKind
from gql_crm.fields.kinds.decimal import DecimalKind
from gql_crm.fields.numbers import parse_decimal, plain
from gql_crm.fields.operators import EQUALITY, NULLITY, ORDERING, Between, Nested, filled
from gql_crm.fields.parts import part
from gql_crm.fields.scalars import CURRENCY_CODE
from gql_crm.formulas import Type
from gql_crm.text import did_you_mean, shown


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and its currency's ISO 4217 code."""

    amount: Decimal
    currency: str


class AmountFilter(Nested):
    name = "amount"
    description = "Conditions on the number, whatever the currency."
    kind = DecimalKind()
    part = 0


class CurrencyFilter(Nested):
    name = "currency"
    description = "Conditions on the currency alone."
    kind = ChoiceKind()
    part = 1


class MoneyBetween(Between):
    description = "In this range of one currency, both ends included."

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        ends = [
            filled(self.name, filled(self.name, argument).part(end)).map(_money) for end in ("from", "to")
        ]
        last = ends[0].with_(ends[1], _of_one_currency)
        return sql.all_of(kind.compare(stored, ">=", ends[0]), kind.compare(stored, "<=", last))


def _of_one_currency(first: Money, last: Money) -> Money:
    if first.currency != last.currency:
        raise ValueProblem(
            f'"between" needs one currency, not {shown(first.currency)} and {shown(last.currency)}.'
        )
    return last


_ORDERING: tuple[FilterOperator, ...] = (
    *(operator for operator in ORDERING if not isinstance(operator, Between)),
    MoneyBetween(),
)


class MoneyKind(FieldKind):
    name = "MONEY"
    description = "An exact amount of money in one currency. min, max, precision and scale are the amount's."
    options = frozenset({"min", "max", "precision", "scale"})
    components = (Component("_amount", "numeric", "numeric"), Component("_currency", "text", "text"))
    output_type = composites.MONEY
    input_type = composites.MONEY_INPUT
    filter_name = "MoneyFilter"
    condition_type = ConditionType.PARTS
    operators = (*EQUALITY, *_ORDERING, AmountFilter(), CurrencyFilter(), *NULLITY)
    summable = True
    has_extremes = True
    unit = 1
    groupable = True
    formula_type = Type.NUMBER
    group_type = CURRENCY_CODE

    def parse(self, value: Any, field: Field, context: ValueContext) -> Money:
        money = _money(value)
        with part("amount"):
            written = plain(money.amount)
            check_digits(money.amount, field, written)
            check_bounds(money.amount, field, written)
        return money

    def operand(self, value: Any, stored: Stored) -> str:
        return self.export_text(_money(value))

    def comparable(self, stored: Stored) -> sql.Node:
        """Return `12.5 EUR`, the form that lists compare."""
        amount, currency = stored.parts
        return sql.concat(sql.Cast(sql.call("trim_scale", amount), "text"), sql.Constant(" "), currency)

    def comparable_type(self, stored: Stored) -> str:
        return "text"

    def compare(self, stored: Stored, operator: sql.Operator, value: sql.Given[Any]) -> sql.Node:
        money = value.map(_money)
        amount, currency = stored.parts
        wanted = sql.Parameter(money.map(lambda one: one.currency), "text")
        return sql.all_of(
            sql.equal(currency if stored.in_column else sql.Collate(currency), wanted),
            sql.Binary(amount, operator, sql.Parameter(money.map(lambda one: one.amount), "numeric")),
        )

    def in_formula(self, stored: Stored) -> sql.Node:
        """Return the amount: formulas never calculate with those of different currencies."""
        return stored.parts[0]

    def measure(self, stored: Stored) -> sql.Node:
        return stored.parts[0]

    def grouped(self, stored: Stored) -> sql.Node:
        """Return the currency: amounts of one number in two currencies have nothing in common."""
        return sql.Collate(stored.parts[1])

    def columns(self, value: Any) -> tuple[Decimal, str]:
        return (value.amount, value.currency)

    def dump(self, value: Any) -> dict[str, str]:
        return {"amount": plain(value.amount), "currency": value.currency}

    def load(self, document: Any) -> Money:
        return Money(Decimal(document["amount"]), document["currency"])

    def condition_value(self, value: Any) -> dict[str, Any]:
        return {"amount": float(value.amount), "currency": value.currency}

    def unique_key(self, value: Any) -> str:
        return self.export_text(value)

    def export_text(self, value: Any) -> str:
        return f"{plain(value.amount)} {value.currency}"

    def import_text(self, text: str, field: Field, context: ValueContext) -> Money:
        amount, _, currency = text.strip().rpartition(" ")
        if not amount:
            raise ValueProblem(f'{shown(text)} is no amount of money; expected one like "1234.5 EUR".')
        return self.parse({"amount": amount.strip(), "currency": currency}, field, context)

    def members(self, stored: Stored) -> Mapping[str, sql.Node]:
        amount, currency = stored.parts
        return {"amount": sql.Cast(amount, "text"), "currency": currency}

    def order_parts(self, stored: Stored) -> tuple[OrderPart, ...]:
        amount, currency = stored.parts
        return (OrderPart(sql.Collate(currency), "text"), OrderPart(amount, "numeric"))


def _money(value: Any) -> Money:
    if isinstance(value, Money):
        return value
    if not isinstance(value, Mapping) or value.keys() != {"amount", "currency"}:
        raise ValueProblem(
            f'{shown(value)} is no amount of money; expected {{"amount": "1234.5", "currency": "EUR"}}.'
        )
    with part("amount"):
        amount = parse_decimal(value["amount"])
    with part("currency"):
        return Money(amount, currency_code(value["currency"]))


def currency_code(value: Any) -> str:
    """Check the code of a currency, present or past (ISO 4217)."""
    if not isinstance(value, str) or value not in _currencies():
        hint = did_you_mean(value, _currencies()) if isinstance(value, str) else ""
        raise ValueProblem(f'{shown(value)} is no currency code of ISO 4217; expected one like "EUR".{hint}')
    return value


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())
