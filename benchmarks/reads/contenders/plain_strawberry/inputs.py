"""Filters and orders, as far as the queries use them."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

import strawberry
from tortoise.expressions import RawSQL
from tortoise.models import Model
from tortoise.queryset import QuerySet

from benchmarks.reads.contenders.plain_strawberry.models import Contact, Event, Opportunity, Organization

Row = TypeVar("Row", bound=Model)
_ARGUMENTS = {"eq": "", "gte": "__gte", "lt": "__lt"}


@strawberry.enum
class SortDirection(Enum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.input
class TextFilter:
    eq: str | None = strawberry.UNSET


@strawberry.input
class IdFilter:
    eq: strawberry.ID | None = strawberry.UNSET


@strawberry.input
class IntFilter:
    eq: int | None = strawberry.UNSET
    gte: int | None = strawberry.UNSET
    lt: int | None = strawberry.UNSET


@strawberry.input
class DateFilter:
    gte: date | None = strawberry.UNSET
    lt: date | None = strawberry.UNSET


@strawberry.input
class MoneyInput:
    amount: Decimal
    currency: str


@strawberry.input
class MoneyFilter:
    gte: MoneyInput | None = strawberry.UNSET


@strawberry.input
class OrganizationFilter:
    type: TextFilter | None = strawberry.UNSET
    industry: TextFilter | None = strawberry.UNSET

    def apply(self, rows: QuerySet[Organization]) -> QuerySet[Organization]:
        return _compared(_compared(rows, "type", self.type), "industry", self.industry)


@strawberry.input
class ContactFilter:
    loyalty_points: IntFilter | None = strawberry.UNSET

    def apply(self, rows: QuerySet[Contact]) -> QuerySet[Contact]:
        return _compared(rows, "points", self.loyalty_points)


@strawberry.input
class ContactOrder:
    loyalty_points: SortDirection | None = strawberry.UNSET


@strawberry.input
class OpportunityFilter:
    stage: TextFilter | None = strawberry.UNSET
    amount: MoneyFilter | None = strawberry.UNSET
    close_date: DateFilter | None = strawberry.UNSET

    def apply(self, rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
        rows = _compared(_compared(rows, "stage", self.stage), "close_date", self.close_date)
        if self.amount and self.amount.gte:
            money = self.amount.gte
            return rows.filter(amount_currency=money.currency, amount_amount__gte=money.amount)
        return rows


@strawberry.input
class OpportunityOrder:
    close_date: SortDirection | None = strawberry.UNSET


@strawberry.input
class EventFilter:
    contact_id: IdFilter | None = strawberry.UNSET
    kind: TextFilter | None = strawberry.UNSET

    def apply(self, rows: QuerySet[Event]) -> QuerySet[Event]:
        return _compared(_compared(rows, "contact_id", self.contact_id), "kind", self.kind)


@strawberry.input
class EventOrder:
    occurred_at: SortDirection | None = strawberry.UNSET


def points_of(key: str) -> RawSQL:
    """Return the custom field as an expression that its index serves."""
    return RawSQL(f"(custom ->> '{key}')::integer")


def ordered(rows: QuerySet[Any], orders: list[Any] | None, **columns: str) -> QuerySet[Any]:
    """Order by the wishes, then by id in the direction of the last; `columns` are those of members."""
    keys = [
        f"{'-' if wish is SortDirection.DESC else ''}{column}"
        for order in orders or ()
        for member, column in columns.items()
        if (wish := getattr(order, member))
    ]
    descending = keys[-1].startswith("-") if keys else True
    return rows.order_by(*keys, "-id" if descending else "id")


def _compared(rows: QuerySet[Row], column: str, given: Any) -> QuerySet[Row]:
    conditions = {
        f"{column}{suffix}": value
        for operator, suffix in _ARGUMENTS.items()
        if given and (value := getattr(given, operator, None)) not in {None, strawberry.UNSET}
    }
    return rows.filter(**conditions) if conditions else rows
