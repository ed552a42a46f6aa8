"""The root fields."""

import strawberry

from benchmarks.reads.contenders.plain_strawberry import models
from benchmarks.reads.contenders.plain_strawberry.inputs import (
    ContactFilter,
    ContactOrder,
    EventFilter,
    EventOrder,
    OpportunityFilter,
    OpportunityOrder,
    OrganizationFilter,
    ordered,
    points_of,
)
from benchmarks.reads.contenders.plain_strawberry.types import (
    Contact,
    ContactConnection,
    Event,
    EventConnection,
    Given,
    OpportunityConnection,
    Organization,
    OrganizationConnection,
)


@strawberry.type
class Query:
    @strawberry.field
    async def contact(self, info: Given, id: strawberry.ID) -> Contact | None:
        row = await models.Contact.get_or_none(id=id)
        return Contact.of(row, info.context.contact_keys) if row else None

    @strawberry.field
    async def contacts(
        self,
        info: Given,
        filter: ContactFilter | None = None,
        order_by: list[ContactOrder] | None = None,
        first: int = 20,
    ) -> ContactConnection:
        keys = info.context.contact_keys
        rows = models.Contact.filter(deleted_at=None).annotate(points=points_of(keys["loyaltyPoints"]))
        rows = ordered(filter.apply(rows) if filter else rows, order_by, loyalty_points="points")
        return ContactConnection(nodes=[Contact.of(row, keys) for row in await rows.limit(first)])

    @strawberry.field
    async def organizations(
        self, filter: OrganizationFilter | None = None, first: int = 20
    ) -> OrganizationConnection:
        rows = models.Organization.filter(deleted_at=None)
        rows = ordered(filter.apply(rows) if filter else rows, None)
        return OrganizationConnection(nodes=[Organization.of(row) for row in await rows.limit(first)])

    @strawberry.field
    async def opportunities(
        self,
        filter: OpportunityFilter | None = None,
        order_by: list[OpportunityOrder] | None = None,
        first: int = 20,
    ) -> OpportunityConnection:
        rows = models.Opportunity.filter(deleted_at=None)
        rows = ordered(filter.apply(rows) if filter else rows, order_by, close_date="close_date")
        return OpportunityConnection(rows=rows, first=first)

    @strawberry.field
    async def events(
        self,
        filter: EventFilter | None = None,
        order_by: list[EventOrder] | None = None,
        first: int = 20,
    ) -> EventConnection:
        rows = models.Event.filter(deleted_at=None)
        rows = ordered(filter.apply(rows) if filter else rows, order_by, occurred_at="occurred_at")
        return EventConnection(nodes=[Event.of(row) for row in await rows.limit(first)])
