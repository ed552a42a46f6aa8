"""`activateProperty`, `reserveProperty`, `releaseProperty`, `withdrawProperty`: a listing's way."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import strawberry

from gql_crm import Operation, UserError, UserErrors, told_as
from gql_crm_real_estate.asking import Info, needed_id, read
from gql_crm_real_estate.listing import PropertyPayload
from gql_crm_real_estate.states import LISTING


@strawberry.input(name="ActivatePropertyInput", description="Which property is open from now on.")
class ActivatePropertyInput:
    """Which property is open from now on."""

    property_id: strawberry.ID = strawberry.field(description="The property.")


@strawberry.input(name="ReservePropertyInput", description="Which property is reserved.")
class ReservePropertyInput:
    """Which property is reserved."""

    property_id: strawberry.ID = strawberry.field(description="The property.")


@strawberry.input(name="ReleasePropertyInput", description="Which property is free again.")
class ReleasePropertyInput:
    """Which property is free again."""

    property_id: strawberry.ID = strawberry.field(description="The property.")


@strawberry.input(name="WithdrawPropertyInput", description="Which property is off the market.")
class WithdrawPropertyInput:
    """Which property is off the market."""

    property_id: strawberry.ID = strawberry.field(description="The property.")


async def _activate(
    info: Info, input: Annotated[ActivatePropertyInput, strawberry.argument(description="The property.")]
) -> PropertyPayload:
    """Open a listing that says what it costs and where it is."""
    return await _moved(info, "activateProperty", input.property_id)


async def _reserve(
    info: Info, input: Annotated[ReservePropertyInput, strawberry.argument(description="The property.")]
) -> PropertyPayload:
    """Keep a listing for a deal that is being prepared."""
    return await _moved(info, "reserveProperty", input.property_id)


async def _release(
    info: Info, input: Annotated[ReleasePropertyInput, strawberry.argument(description="The property.")]
) -> PropertyPayload:
    """Open a reserved listing again."""
    return await _moved(info, "releaseProperty", input.property_id)


async def _withdraw(
    info: Info, input: Annotated[WithdrawPropertyInput, strawberry.argument(description="The property.")]
) -> PropertyPayload:
    """Take a listing off the market."""
    return await _moved(info, "withdrawProperty", input.property_id)


_NEEDED = ("standardStatus", "listPrice", "leaseAmount", "city", "latitude", "longitude")


async def _moved(info: Info, operation: str, property_id: strawberry.ID) -> PropertyPayload:
    records = info.context.records
    id_ = needed_id(property_id, "propertyId")
    stored = await read(records, "Property", id_, ("propertyId",), *_NEEDED)
    status = LISTING.check(operation, stored["standardStatus"], "propertyId")
    if faults := list(_missing(stored)) if operation == "activateProperty" else []:
        raise UserErrors(faults)
    with told_as({"id": "propertyId"}):
        moved = await records.update("Property", id_, {}, settled={"standardStatus": status})
    return PropertyPayload(moved, tuple(records.warnings))


def _missing(stored: Mapping[str, Any]) -> Iterator[UserError]:
    if stored["listPrice"] is None and stored["leaseAmount"] is None:
        text = 'A property is offered with a price: set "listPrice", or "leaseAmount" of one for rent.'
        yield UserError("REQUIRED", ("propertyId",), text)
    if stored["city"] is None and (stored["latitude"] is None or stored["longitude"] is None):
        text = 'A property is offered with a place: set "city", or "latitude" and "longitude".'
        yield UserError("REQUIRED", ("propertyId",), text)


OPERATIONS = (
    Operation.mutation(
        "activateProperty",
        strawberry.mutation(
            _activate,
            description="Open a listing, also one that was withdrawn. It needs a price, and a city or "
            "coordinates.",
        ),
    ),
    Operation.mutation(
        "reserveProperty",
        strawberry.mutation(_reserve, description="Reserve an open listing: a deal is being prepared."),
    ),
    Operation.mutation(
        "releaseProperty", strawberry.mutation(_release, description="Open a reserved listing again.")
    ),
    Operation.mutation(
        "withdrawProperty", strawberry.mutation(_withdraw, description="Take a listing off the market.")
    ),
)
