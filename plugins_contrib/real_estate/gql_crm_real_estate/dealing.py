"""`recordDeal`: a property is sold or let; its listing is closed and the buyer request fulfilled."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from gql_crm import (
    Date,
    Operation,
    Ref,
    UserError,
    UserErrors,
    UserErrorType,
    WarningType,
    record_type,
    told_as,
)
from gql_crm_real_estate.agents import DealAgentInput, commission_of, shared_out
from gql_crm_real_estate.asking import Info, id_of, needed_id, read
from gql_crm_real_estate.external_offers import MoneyInput
from gql_crm_real_estate.states import LISTING, REQUEST


@strawberry.enum(name="DealKind")
class DealKind(StrEnum):
    """Whether it is a sale; the options of `Deal.kind`."""

    SALE = "SALE"
    LEASE = "LEASE"


@record_type("Deal")
class Deal(Ref):
    """A deal."""


@record_type("Property")
class Property(Ref):
    """The property of a deal."""


@record_type("BuyerRequest")
class BuyerRequest(Ref):
    """The request that a deal fulfils."""


@strawberry.input(name="CommissionInput", description="What the agency gets: a share, an amount, or both.")
class CommissionInput:
    """What the agency gets."""

    percent: str | None = strawberry.field(default=None, description="Per cent of the price.")
    amount: MoneyInput | None = strawberry.field(default=None, description="An amount.")


@strawberry.input(name="RecordDealInput", description="What was sold or let, to whom, for how much.")
class RecordDealInput:
    """What was sold or let, to whom, for how much."""

    property_id: strawberry.ID = strawberry.field(description="The property.")
    buyer_request_id: strawberry.ID | None = strawberry.field(
        default=None, description="The request that the deal fulfils."
    )
    buyer_contact_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="The buyers; by default the request's contacts."
    )
    seller_contact_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="The sellers; by default the property's owners."
    )
    kind: DealKind | None = strawberry.field(default=DealKind.SALE, description="Whether sold or let.")
    close_price: MoneyInput | None = strawberry.field(default=None, description="For how much; required.")
    close_date: Date | None = strawberry.field(default=None, description="When; by default today.")
    commission: CommissionInput | None = strawberry.field(default=None, description="What the agency gets.")
    agents: list[DealAgentInput] | None = strawberry.field(
        default=None,
        description="Who of the agency made the deal; their shares of the commission are 100 together.",
    )
    note: str | None = strawberry.field(default=None, description="What is to be remembered of it.")


@strawberry.type(name="RecordDealPayload", description="The deal, or what kept it from being recorded.")
class RecordDealPayload:
    """The deal, or what kept it from being recorded."""

    deal: Deal | None = strawberry.field(default=None, description="The deal.")
    property: Property | None = strawberry.field(default=None, description="The property, which is closed.")
    buyer_request: BuyerRequest | None = strawberry.field(
        default=None, description="The request, which is fulfilled."
    )
    warnings: list[WarningType] = strawberry.field(
        default_factory=list, description="Said, but not in the way."
    )
    user_errors: list[UserErrorType] = strawberry.field(
        default_factory=list, description="Why nothing was recorded; empty when it was."
    )

    @classmethod
    def refused(cls, errors: Sequence[UserError]) -> "RecordDealPayload":
        """Answer that nothing was recorded, and why."""
        return cls(user_errors=[UserErrorType.of(error) for error in errors])


_NAMES = {
    "buyerIds": "buyerContactIds",
    "sellerIds": "sellerContactIds",
    "commissionPercent": "commission.percent",
    "commissionAmount": "commission.amount",
}
_OF_PROPERTY = ("standardStatus", "title", "unparsedAddress", "city", "ownerContacts", "team")


async def _record(
    info: Info, input: Annotated[RecordDealInput, strawberry.argument(description="The deal.")]
) -> RecordDealPayload:
    """Write the deal, close the property, fulfil the request: all of it or nothing."""
    records = info.context.records
    property_id = needed_id(input.property_id, "propertyId")
    request_id = id_of(input.buyer_request_id, "buyerRequestId")
    request: Mapping[str, Any] = {"contacts": ()}
    if request_id is not None:
        place = ("buyerRequestId",)
        request = await read(records, "BuyerRequest", request_id, place, "status", "contacts")
        REQUEST.check("recordDeal", request["status"], *place)
    stored = await read(records, "Property", property_id, ("propertyId",), *_OF_PROPERTY)
    LISTING.check("recordDeal", stored["standardStatus"], "propertyId")
    buyers = _contacts(input.buyer_contact_ids, "buyerContactIds", request["contacts"])
    sellers = _contacts(input.seller_contact_ids, "sellerContactIds", stored["ownerContacts"])
    _check(info, input, buyers)
    closing = {"closePrice": input.close_price, "closeDate": _day(info, input.close_date)}
    values = {
        **closing,
        "title": stored["title"] or stored["unparsedAddress"] or stored["city"],
        "propertyId": property_id,
        "buyerRequestId": request_id,
        "kind": str(input.kind or DealKind.SALE),
        "note": (input.note or "").strip() or None,
        **_commission(input.commission),
    }
    team = {"teamId": stored["team"]} if stored["team"] else {}
    with told_as(_NAMES):
        sides = {"buyerIds": buyers, "sellerIds": sellers, "agents": _agents(input), **team}
        deal = await records.create("Deal", sides, settled=values)
    await _close(info, property_id, request_id, closing)
    await _tell(info, deal, values, (*buyers, *sellers))
    return RecordDealPayload(
        deal=Deal(deal.entity, deal.id),
        property=Property("Property", property_id),
        buyer_request=BuyerRequest("BuyerRequest", request_id) if request_id else None,
        warnings=[WarningType.of(warning) for warning in records.warnings],
    )


async def _close(info: Info, property_id: UUID, request_id: UUID | None, closing: Mapping[str, Any]) -> None:
    records = info.context.records
    with told_as({"id": "propertyId"}):
        closed = {"standardStatus": LISTING.steps["recordDeal"].to, **closing}
        await records.update("Property", property_id, {}, settled=closed)
    if request_id is not None:
        with told_as({"id": "buyerRequestId"}):
            fulfilled = {"status": REQUEST.steps["recordDeal"].to}
            await records.update("BuyerRequest", request_id, {}, settled=fulfilled)


async def _tell(info: Info, deal: Ref, values: Mapping[str, Any], parties: Sequence[UUID]) -> None:
    """Let the request tell of it, or without one the property; the others' timelines tell it, too."""
    request = values["buyerRequestId"]
    subject = Ref("BuyerRequest", request) if request else Ref("Property", values["propertyId"])
    payload = {"deal": deal, "property": values["propertyId"], "parties": list(dict.fromkeys(parties))}
    await info.context.records.record_event("DEAL_RECORDED", subject, payload, note=values["note"])


def _contacts(
    given: Sequence[strawberry.ID] | None, name: str, otherwise: Sequence[UUID]
) -> tuple[UUID, ...]:
    if given is None:
        return tuple(otherwise)
    return tuple(dict.fromkeys(needed_id(one, name, str(at)) for at, one in enumerate(given)))


def _check(info: Info, input: RecordDealInput, buyers: Sequence[UUID]) -> None:
    faults = []
    if _is_to_come(info, input.close_date):
        text = f'"{input.close_date}" lies in the future; a deal that is recorded has been made.'
        faults.append(UserError("VALIDATION", ("closeDate",), text))
    if not buyers:
        text = 'A deal has a buyer: give "buyerContactIds", or "buyerRequestId" of their request.'
        faults.append(UserError("REQUIRED", ("buyerContactIds",), text))
    if not input.close_price:
        faults.append(UserError("REQUIRED", ("closePrice",), 'A deal has a price: give "closePrice".'))
    if faults:
        raise UserErrors(faults)


def _is_to_come(info: Info, given: Date | None) -> bool:
    try:
        return given is not None and date.fromisoformat(str(given)) > info.context.today
    except ValueError:
        return False  # the field's own kind says what is wrong with it


def _day(info: Info, given: Date | None) -> str:
    return info.context.today.isoformat() if given is None else str(given)


def _agents(input: RecordDealInput) -> list[dict[str, Any]]:
    given = input.commission or CommissionInput()
    commission = commission_of(given.percent, given.amount, input.close_price or {})
    return shared_out(input.agents or [], commission)


def _commission(given: CommissionInput | None) -> dict[str, Any]:
    if given is None:
        return {}
    return {"commissionPercent": given.percent or None, "commissionAmount": given.amount or None}


OPERATIONS = (
    Operation.mutation(
        "recordDeal",
        strawberry.mutation(
            _record,
            description="Record that a property was sold or let: it is closed, the request fulfilled.",
        ),
    ),
)
