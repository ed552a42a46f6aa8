"""`sendCommercialOffer`: properties, one's own or a colleague's, are offered to a contact, none twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from gql_crm import (
    EmailType,
    Operation,
    Ref,
    UserError,
    UserErrors,
    UserErrorType,
    WarningType,
    record_type,
    told_as,
)
from gql_crm_real_estate import offer_emails
from gql_crm_real_estate.asking import Info, id_of, needed_id, read, refused
from gql_crm_real_estate.earlier_offers import already_offered, earlier, warn_of_others
from gql_crm_real_estate.recipients import Recipient, recipient_of
from gql_crm_real_estate.states import LISTING

_MOST = 50


@strawberry.enum(name="OfferChannel")
class OfferChannel(StrEnum):
    """How something is offered; the options of `CommercialOffer.channel`."""

    EMAIL = "EMAIL"
    SMS = "SMS"
    LINK = "LINK"
    IN_PERSON = "IN_PERSON"


@record_type("CommercialOffer")
class CommercialOffer(Ref):
    """An offer."""


@strawberry.input(name="SendCommercialOfferInput", description="Which properties are offered to whom.")
class SendCommercialOfferInput:
    """Which properties are offered to whom."""

    property_ids: list[strawberry.ID] = strawberry.field(
        description=f"The properties, at most {_MOST}; all of them have to be open."
    )
    buyer_request_id: strawberry.ID | None = strawberry.field(
        default=None, description="The request that they answer."
    )
    contact_id: strawberry.ID | None = strawberry.field(
        default=None, description="To whom; by default the request's primary contact."
    )
    channel: OfferChannel | None = strawberry.field(
        default=OfferChannel.EMAIL, description="How; by e-mail the server sends it, the rest is up to you."
    )
    subject: str | None = strawberry.field(
        default=None, description="The subject of an e-mail; by default what is offered."
    )
    message: str | None = strawberry.field(default=None, description="What is said about them.")
    force: bool | None = strawberry.field(
        default=False, description="Offer also what was offered to the contact before."
    )


@strawberry.type(
    name="SendCommercialOfferPayload", description="The offers, or what kept them from being made."
)
class SendCommercialOfferPayload:
    """The offers, or what kept them from being made."""

    offers: list[CommercialOffer] = strawberry.field(
        default_factory=list, description="One for each property, in their order."
    )
    already_offered: list[CommercialOffer] = strawberry.field(
        default_factory=list, description="Earlier offers of the same properties to the contact."
    )
    email: EmailType | None = strawberry.field(
        default=None,
        description="The e-mail that tells of them, as it was written; `email` says what becomes of it.",
    )
    warnings: list[WarningType] = strawberry.field(
        default_factory=list, description="Said, but not in the way."
    )
    user_errors: list[UserErrorType] = strawberry.field(
        default_factory=list, description="Why nothing was offered; empty when all was."
    )

    @classmethod
    def refused(cls, errors: Sequence[UserError]) -> "SendCommercialOfferPayload":
        """Answer that nothing was offered, and why."""
        return cls(user_errors=[UserErrorType.of(error) for error in errors])


async def _send(
    info: Info,
    input: Annotated[SendCommercialOfferInput, strawberry.argument(description="What is offered to whom.")],
) -> SendCommercialOfferPayload:
    """Offer all of the properties, or none of them."""
    records = info.context.records
    ids = _property_ids(input.property_ids)
    channel = input.channel or OfferChannel.EMAIL
    if channel is OfferChannel.EMAIL:
        offer_emails.check_email(records)
    recipient = await recipient_of(
        records,
        "sendCommercialOffer",
        id_of(input.buyer_request_id, "buyerRequestId"),
        id_of(input.contact_id, "contactId"),
    )
    address = offer_emails.address_of(records, recipient) if channel is OfferChannel.EMAIL else None
    properties = await _open_properties(info, ids)
    before, faults = await _offered_before(info, recipient, ids)
    if before and not input.force:
        return replace(SendCommercialOfferPayload.refused(faults), already_offered=before)
    settled = {"channel": str(channel), "message": input.message or None}
    offers = [await _offer(info, recipient, stored, id_, settled) for id_, stored in properties.items()]
    email = None
    if address is not None:
        said = offer_emails.Said(address, input.subject, settled["message"])
        email = await offer_emails.send(info, recipient, said, list(properties.values()), offers)
    return SendCommercialOfferPayload(
        offers=offers,
        email=email,
        already_offered=before,
        warnings=[WarningType.of(warning) for warning in records.warnings],
    )


def _property_ids(given: Sequence[strawberry.ID]) -> list[UUID]:
    """Read the ids, each once."""
    if not given:
        raise refused("REQUIRED", "propertyIds", 'Say what is offered: "propertyIds" is empty.')
    if len(given) > _MOST:
        text = f"{len(given)} properties are too many for one offer; expected at most {_MOST}."
        raise refused("VALIDATION", "propertyIds", text)
    return list(dict.fromkeys(needed_id(one, "propertyIds", str(at)) for at, one in enumerate(given)))


_OF_PROPERTY = ("standardStatus", "title", "unparsedAddress", "city", "listPrice", "leaseAmount", "team")


async def _open_properties(info: Info, ids: Sequence[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """Read the properties; whatever is wrong with any of them is told at once."""
    found: dict[UUID, Mapping[str, Any]] = {}
    faults: list[UserError] = []
    for index, id_ in enumerate(ids):
        place = ("propertyIds", str(index))
        try:
            found[id_] = await read(info.context.records, "Property", id_, place, *_OF_PROPERTY)
            LISTING.check("sendCommercialOffer", found[id_]["standardStatus"], *place)
        except UserErrors as caught:
            faults.extend(caught.errors)
    if faults:
        raise UserErrors(faults)
    return found


async def _offered_before(
    info: Info, recipient: Recipient, ids: Sequence[UUID]
) -> tuple[list[CommercialOffer], list[UserError]]:
    records = info.context.records
    before: list[CommercialOffer] = []
    faults: list[UserError] = []
    for index, id_ in enumerate(ids):
        place = ("propertyIds", str(index))
        if offers := await earlier(records, recipient.contact, {"property": id_}):
            before.extend(CommercialOffer(offer.entity, offer.id) for offer in offers)
            faults.append(await already_offered(records, place, offers))
        await warn_of_others(records, recipient, {"property": id_}, place)
    return before, faults


async def _offer(
    info: Info, recipient: Recipient, stored: Mapping[str, Any], id_: UUID, settled: Mapping[str, Any]
) -> CommercialOffer:
    records = info.context.records
    price = stored["listPrice"] or stored["leaseAmount"]
    values = {
        **settled,
        "title": stored["title"] or stored["unparsedAddress"] or stored["city"],
        "buyerRequestId": recipient.request,
        "contactId": recipient.contact,
        "propertyId": id_,
        "price": price,
        "sentById": info.context.actor.user_id,
        "sentAt": info.context.now,
    }
    team = {"teamId": recipient.team} if recipient.team else {}
    offer = await records.create("CommercialOffer", team, settled=values)
    payload = {"offer": offer, "contact": recipient.contact, "property": id_}
    with told_as({"note": "message"}):
        await records.record_event("COMMERCIAL_OFFER", recipient.subject, payload, note=settled["message"])
    return CommercialOffer(offer.entity, offer.id)


OPERATIONS = (
    Operation.mutation(
        "sendCommercialOffer",
        strawberry.mutation(
            _send,
            description="Offer properties, one's own or a colleague's, to a contact: from a request's page, "
            "or without one. What was offered to the contact before is refused unless `force` says so.",
        ),
    ),
)
