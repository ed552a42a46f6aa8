"""`pauseBuyerRequest`, `resumeBuyerRequest`, `closeBuyerRequest`: a request's way."""

from typing import Annotated, Any

import strawberry

from gql_crm import Operation, Payload, Ref, payload_type, told_as
from gql_crm_real_estate.asking import Info, needed_id, read, refused
from gql_crm_real_estate.states import REQUEST


@payload_type("BuyerRequest")
class BuyerRequestPayload(Payload):
    """The request, or what kept it from changing."""


_ID = "The buyer request."


@strawberry.input(name="PauseBuyerRequestInput", description="Which request waits.")
class PauseBuyerRequestInput:
    """Which request waits."""

    buyer_request_id: strawberry.ID = strawberry.field(description=_ID)
    note: str | None = strawberry.field(default=None, description="Why; its timeline tells it.")


@strawberry.input(name="ResumeBuyerRequestInput", description="Which request goes on.")
class ResumeBuyerRequestInput:
    """Which request goes on."""

    buyer_request_id: strawberry.ID = strawberry.field(description=_ID)
    note: str | None = strawberry.field(default=None, description="Why; its timeline tells it.")


@strawberry.input(name="CloseBuyerRequestInput", description="Which request is over.")
class CloseBuyerRequestInput:
    """Which request is over."""

    buyer_request_id: strawberry.ID = strawberry.field(description=_ID)
    reason: str | None = strawberry.field(default=None, description="Why; required.")


async def _pause(
    info: Info, input: Annotated[PauseBuyerRequestInput, strawberry.argument(description="The request.")]
) -> BuyerRequestPayload:
    """Let a request wait."""
    return await _moved(info, "pauseBuyerRequest", input.buyer_request_id, note=input.note)


async def _resume(
    info: Info, input: Annotated[ResumeBuyerRequestInput, strawberry.argument(description="The request.")]
) -> BuyerRequestPayload:
    """Go on with a request."""
    return await _moved(info, "resumeBuyerRequest", input.buyer_request_id, note=input.note)


async def _close(
    info: Info, input: Annotated[CloseBuyerRequestInput, strawberry.argument(description="The request.")]
) -> BuyerRequestPayload:
    """End a request that nothing was found for."""
    reason = (input.reason or "").strip()
    if not reason:
        raise refused("REQUIRED", "reason", 'A request is closed with a reason: say it in "reason".')
    return await _moved(info, "closeBuyerRequest", input.buyer_request_id, closeReason=reason)


async def _moved(
    info: Info, operation: str, given: strawberry.ID, *, note: str | None = None, **settled: Any
) -> BuyerRequestPayload:
    records = info.context.records
    id_ = needed_id(given, "buyerRequestId")
    stored = await read(records, "BuyerRequest", id_, ("buyerRequestId",), "status")
    status = REQUEST.check(operation, stored["status"], "buyerRequestId")
    with told_as({"id": "buyerRequestId", "closeReason": "reason"}):
        moved = await records.update("BuyerRequest", id_, {}, settled={"status": status, **settled})
        if note and note.strip():
            await records.record_event("LOGGED", Ref("BuyerRequest", id_), note=note.strip())
    return BuyerRequestPayload(moved, tuple(records.warnings))


OPERATIONS = (
    Operation.mutation(
        "pauseBuyerRequest",
        strawberry.mutation(_pause, description="Let a request wait: no offers until it is resumed."),
    ),
    Operation.mutation(
        "resumeBuyerRequest", strawberry.mutation(_resume, description="Go on with a request that waits.")
    ),
    Operation.mutation(
        "closeBuyerRequest", strawberry.mutation(_close, description="End a request, with a reason.")
    ),
)
