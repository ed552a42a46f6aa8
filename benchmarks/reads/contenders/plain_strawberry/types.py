"""The output types. Each is made of a model's row; relations are loaded when they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info
from tortoise.functions import Count, Sum
from tortoise.queryset import QuerySet

from benchmarks.reads.contenders.plain_strawberry import models
from benchmarks.reads.contenders.plain_strawberry.inputs import EventOrder
from benchmarks.reads.contenders.plain_strawberry.loaders import Loaders


@dataclass(frozen=True)
class Context:
    """What resolvers are given: the request's loaders, and the storage keys of custom fields."""

    loaders: Loaders
    contact_keys: Mapping[str, str]
    opportunity_keys: Mapping[str, str]


Given: TypeAlias = Info[Context, None]


@strawberry.type
class Money:
    amount: Decimal
    currency: str

    @classmethod
    def of(cls, document: dict[str, str] | None) -> "Money | None":
        return cls(amount=Decimal(document["amount"]), currency=document["currency"]) if document else None


@strawberry.type
class User:
    id: strawberry.ID
    name: str | None
    email: str | None


async def _user(info: Given, id_: UUID | None) -> User | None:
    row = await info.context.loaders.user.load(id_) if id_ else None
    return User(id=_id(row), name=row.name, email=row.email) if row else None


@strawberry.type
class Event:
    row: strawberry.Private[models.Event]
    id: strawberry.ID
    kind: str
    occurred_at: datetime
    note: str | None
    payload: JSON | None

    @classmethod
    def of(cls, row: models.Event) -> "Event":
        return cls(
            row=row,
            id=_id(row),
            kind=row.kind,
            occurred_at=row.occurred_at,
            note=row.note,
            payload=JSON(row.payload) if row.payload is not None else None,
        )

    @strawberry.field
    async def owner(self, info: Given) -> User | None:
        return await _user(info, self.row.owner_id)


@strawberry.type
class EventConnection:
    nodes: list[Event]


@strawberry.type
class Contact:
    row: strawberry.Private[models.Contact]
    id: strawberry.ID
    first_name: str | None
    last_name: str | None
    job_title: str | None
    email: str | None
    phone: str | None
    created_at: datetime
    segment: str | None
    loyalty_points: int | None
    credit_limit: Money | None
    discount: Decimal | None
    newsletter: bool | None
    last_review_on: date | None
    interests: list[str] | None
    customer_number: str | None

    @classmethod
    def of(cls, row: models.Contact, keys: Mapping[str, str]) -> "Contact":
        custom = row.custom.get
        return cls(
            row=row,
            id=_id(row),
            first_name=row.first_name,
            last_name=row.last_name,
            job_title=row.job_title,
            email=row.email,
            phone=row.phone,
            created_at=row.created_at,
            segment=custom(keys["segment"]),
            loyalty_points=custom(keys["loyaltyPoints"]),
            credit_limit=Money.of(custom(keys["creditLimit"])),
            discount=_decimal(custom(keys["discount"])),
            newsletter=custom(keys["newsletter"]),
            last_review_on=_day(custom(keys["lastReviewOn"])),
            interests=custom(keys["interests"]),
            customer_number=custom(keys["customerNumber"]),
        )

    @strawberry.field
    async def organization(self, info: Given) -> "Organization | None":
        return await _organization(info, self.row.organization_id)

    @strawberry.field
    async def owner(self, info: Given) -> User | None:
        return await _user(info, self.row.owner_id)

    @strawberry.field
    async def events(
        self, info: Given, order_by: list[EventOrder] | None = None, first: int = 20
    ) -> EventConnection:
        rows = await info.context.loaders.events_of.load((self.row.id, first))
        return EventConnection(nodes=[Event.of(row) for row in rows])


@strawberry.type
class ContactConnection:
    nodes: list[Contact]


@strawberry.type
class Organization:
    row: strawberry.Private[models.Organization]
    id: strawberry.ID
    name: str
    industry: str | None

    @classmethod
    def of(cls, row: models.Organization) -> "Organization":
        return cls(row=row, id=_id(row), name=row.name, industry=row.industry)

    @strawberry.field
    async def contacts(self, info: Given, first: int = 20) -> ContactConnection:
        rows = await info.context.loaders.contacts_of.load((self.row.id, first))
        return ContactConnection(nodes=[Contact.of(row, info.context.contact_keys) for row in rows])


@strawberry.type
class OrganizationConnection:
    nodes: list[Organization]


@strawberry.type
class Opportunity:
    row: strawberry.Private[models.Opportunity]
    id: strawberry.ID
    name: str
    amount: Money | None
    probability: Decimal | None
    stage: str | None
    close_date: date | None
    product: str | None
    margin: Decimal | None
    decision_on: date | None

    @classmethod
    def of(cls, row: models.Opportunity, keys: Mapping[str, str]) -> "Opportunity":
        amount, currency = row.amount_amount, row.amount_currency
        return cls(
            row=row,
            id=_id(row),
            name=row.name,
            amount=Money(amount=amount, currency=currency) if currency else None,
            probability=row.probability,
            stage=row.stage,
            close_date=row.close_date,
            product=row.custom.get(keys["product"]),
            margin=_decimal(row.custom.get(keys["margin"])),
            decision_on=_day(row.custom.get(keys["decisionOn"])),
        )

    @strawberry.field
    async def organization(self, info: Given) -> Organization | None:
        return await _organization(info, self.row.organization_id)

    @strawberry.field
    async def contact(self, info: Given) -> Contact | None:
        id_ = self.row.contact_id
        row = await info.context.loaders.contact.load(id_) if id_ else None
        return Contact.of(row, info.context.contact_keys) if row else None


@strawberry.type
class OpportunityKey:
    stage: str | None


@strawberry.type
class OpportunitySums:
    amount: list[Money]


@strawberry.type
class OpportunityGroup:
    key: OpportunityKey
    count: int
    sum: OpportunitySums


@strawberry.input
class OpportunityGroupBy:
    stage: bool = True


@strawberry.type
class OpportunityConnection:
    rows: strawberry.Private[QuerySet[models.Opportunity]]
    first: strawberry.Private[int]

    @strawberry.field
    async def total_count(self) -> int:
        return await self.rows.count()

    @strawberry.field
    async def nodes(self, info: Given) -> list[Opportunity]:
        rows = await self.rows.limit(self.first)
        return [Opportunity.of(row, info.context.opportunity_keys) for row in rows]

    @strawberry.field
    async def groups(self, by: list[OpportunityGroupBy]) -> list[OpportunityGroup]:
        rows = self.rows.order_by("stage", "amount_currency")
        rows = rows.annotate(count=Count("id"), total=Sum("amount_amount"))
        columns = ("stage", "amount_currency", "count", "total")
        found: dict[str | None, OpportunityGroup] = {}
        for row in await rows.group_by("stage", "amount_currency").values(*columns):
            stage = row["stage"]
            if stage not in found:
                key, sums = OpportunityKey(stage=stage), OpportunitySums(amount=[])
                found[stage] = OpportunityGroup(key=key, count=0, sum=sums)
            group = found[stage]
            group.count += row["count"]
            group.sum.amount.append(Money(amount=row["total"], currency=row["amount_currency"]))
        return list(found.values())


async def _organization(info: Given, id_: UUID | None) -> Organization | None:
    row = await info.context.loaders.organization.load(id_) if id_ else None
    return Organization.of(row) if row else None


def _id(row: Any) -> strawberry.ID:
    return strawberry.ID(str(row.id))


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
