"""`recordOfferResponse`: what a contact thinks of an offer."""

from enum import StrEnum
from typing import Annotated

import strawberry

from gql_crm import Operation, Payload, Ref, payload_type, told_as
from gql_crm_real_estate.asking import Info, needed_id, read


@strawberry.enum(name="OfferPreference")
class OfferPreference(StrEnum):
    """What a contact thinks of an offer; the options of `CommercialOffer.preference`."""

    FAVORITE = "FAVORITE"
    POSSIBILITY = "POSSIBILITY"
    DISCARD = "DISCARD"


@payload_type("CommercialOffer")
class CommercialOfferPayload(Payload):
    """The offer, or what kept it from changing."""


@strawberry.input(name="RecordOfferResponseInput", description="What a contact says to an offer.")
class RecordOfferResponseInput:
    """What a contact says to an offer."""

    offer_id: strawberry.ID = strawberry.field(description="The offer.")
    preference: OfferPreference = strawberry.field(description="What they think of it.")
    note: str | None = strawberry.field(default=None, description="What they said.")


async def _respond(
    info: Info,
    input: Annotated[RecordOfferResponseInput, strawberry.argument(description="The answer.")],
) -> CommercialOfferPayload:
    """Note the answer; a later one takes the place of an earlier one, and the timeline keeps both."""
    records = info.context.records
    id_ = needed_id(input.offer_id, "offerId")
    stored = await read(records, "CommercialOffer", id_, ("offerId",), "buyerRequest", "contact", "property")
    is_rejected = input.preference == OfferPreference.DISCARD
    settled = {
        "preference": str(input.preference),
        "response": (input.note or "").strip() or None,
        "status": "REJECTED" if is_rejected else "INTERESTED",
    }
    with told_as({"id": "offerId", "response": "note"}):
        offer = await records.update("CommercialOffer", id_, {}, settled=settled)
        request = stored["buyerRequest"]
        subject = Ref("BuyerRequest", request) if request else Ref("Contact", stored["contact"])
        named = {key: stored[key] for key in ("contact", "property") if stored[key]}
        payload = {"offer": id_, "preference": settled["preference"], **named}
        await records.record_event("OFFER_RESPONSE", subject, payload, note=settled["response"])
    return CommercialOfferPayload(offer, tuple(records.warnings))


OPERATIONS = (
    Operation.mutation(
        "recordOfferResponse",
        strawberry.mutation(_respond, description="Record what the contact thinks of an offer."),
    ),
)
