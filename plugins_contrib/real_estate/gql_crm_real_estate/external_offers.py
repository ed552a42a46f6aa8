"""`recordExternalOffer`: a property that is advertised elsewhere was offered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

import strawberry

from gql_crm import (
    DateTime,
    InputData,
    Operation,
    Url,
    UserError,
    UserErrors,
    UserErrorType,
    ValueProblem,
    WarningType,
    kind_input,
    parse_datetime,
    told_as,
)
from gql_crm_real_estate.asking import Info, id_of, needed_id, refused
from gql_crm_real_estate.compared_urls import compared_url
from gql_crm_real_estate.earlier_offers import already_offered, earlier, warn_of_others
from gql_crm_real_estate.offering import CommercialOffer
from gql_crm_real_estate.recipients import Recipient, recipient_of


@kind_input("MoneyInput")
class MoneyInput(InputData):
    """An amount, as the client sent it."""


@strawberry.input(
    name="RecordExternalOfferInput", description="What was offered from elsewhere, and to whom."
)
class RecordExternalOfferInput:
    """What was offered from elsewhere, and to whom."""

    buyer_request_id: strawberry.ID = strawberry.field(description="The request that it answers.")
    contact_id: strawberry.ID | None = strawberry.field(
        default=None, description="To whom; by default the request's primary contact."
    )
    title: str | None = strawberry.field(default=None, description="What it is; this or `url` is required.")
    url: Url | None = strawberry.field(default=None, description="Where it is advertised.")
    portal: str | None = strawberry.field(default=None, description="The portal or agency.")
    price: MoneyInput | None = strawberry.field(default=None, description="What is asked for it.")
    note: str | None = strawberry.field(default=None, description="What was said about it.")
    occurred_at: DateTime | None = strawberry.field(
        default=None, description="When it was offered; by default now."
    )
    force: bool | None = strawberry.field(
        default=False, description="Record it although it was offered to the contact before."
    )


@strawberry.type(
    name="RecordExternalOfferPayload", description="The offer, or what kept it from being recorded."
)
class RecordExternalOfferPayload:
    """The offer, or what kept it from being recorded."""

    offer: CommercialOffer | None = strawberry.field(default=None, description="The offer.")
    already_offered: list[CommercialOffer] = strawberry.field(
        default_factory=list, description="Earlier offers of the same address to the contact."
    )
    warnings: list[WarningType] = strawberry.field(
        default_factory=list, description="Said, but not in the way."
    )
    user_errors: list[UserErrorType] = strawberry.field(
        default_factory=list, description="Why nothing was recorded; empty when it was."
    )

    @classmethod
    def refused(cls, errors: Sequence[UserError]) -> "RecordExternalOfferPayload":
        """Answer that nothing was recorded, and why."""
        return cls(user_errors=[UserErrorType.of(error) for error in errors])


async def _record(
    info: Info,
    input: Annotated[RecordExternalOfferInput, strawberry.argument(description="What was offered.")],
) -> RecordExternalOfferPayload:
    """Record an offer from elsewhere, each address once."""
    records = info.context.records
    title, url = (input.title or "").strip() or None, (input.url or "").strip() or None
    if title is None and url is None:
        raise refused("REQUIRED", "title", 'Say what was offered: give "url", "title" or both.')
    at = _time(info, input.occurred_at)
    request_id = needed_id(input.buyer_request_id, "buyerRequestId")
    contact_id = id_of(input.contact_id, "contactId")
    recipient = await recipient_of(records, "recordExternalOffer", request_id, contact_id)
    before: list[CommercialOffer] = []
    values = {"title": title, "url": url, "portal": input.portal or None, "price": input.price or None}
    if url is not None and (compared := _compared(url)) is not None:
        values["comparedUrl"] = compared
        same = {"comparedUrl": compared}
        if offers := await earlier(records, recipient.contact, same):
            before = [CommercialOffer(offer.entity, offer.id) for offer in offers]
            if not input.force:
                fault = await already_offered(records, ("url",), offers)
                return replace(RecordExternalOfferPayload.refused([fault]), already_offered=before)
        await warn_of_others(records, recipient, same, ("url",))
    offer = await _written(info, recipient, {**values, "message": input.note or None}, at)
    return RecordExternalOfferPayload(
        offer=offer,
        already_offered=before,
        warnings=[WarningType.of(warning) for warning in records.warnings],
    )


def _compared(url: str) -> str | None:
    try:
        return compared_url(url)
    except ValueError:
        return None  # the field's own kind says what is wrong with it


def _time(info: Info, given: DateTime | None) -> datetime:
    if given is None:
        return info.context.now
    try:
        time = parse_datetime(given)
    except ValueProblem as problem:
        raise UserErrors([UserError("VALIDATION", ("occurredAt",), str(problem))]) from None
    if time > info.context.now:
        text = f'"{given}" lies in the future; an offer from elsewhere has been made.'
        raise refused("VALIDATION", "occurredAt", text)
    return time


async def _written(info: Info, recipient: Recipient, values: dict[str, Any], at: datetime) -> CommercialOffer:
    records = info.context.records
    settled = {
        **values,
        "buyerRequestId": recipient.request,
        "contactId": recipient.contact,
        "sentById": info.context.actor.user_id,
        "sentAt": at,
    }
    with told_as({"message": "note"}):
        team = {"teamId": recipient.team} if recipient.team else {}
        offer = await records.create("CommercialOffer", team, settled=settled)
        payload = {"offer": offer, "contact": recipient.contact}
        await records.record_event(
            "EXTERNAL_OFFER", recipient.subject, payload, note=values["message"], occurred_at=at
        )
    return CommercialOffer(offer.entity, offer.id)


OPERATIONS = (
    Operation.mutation(
        "recordExternalOffer",
        strawberry.mutation(
            _record,
            description="Record that a property from elsewhere was offered. Addresses are compared without "
            "what makes no other advertisement of them, such as tracking parameters.",
        ),
    ),
)
