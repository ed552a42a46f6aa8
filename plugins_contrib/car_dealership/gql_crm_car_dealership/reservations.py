"""`reserveVehicle` and `releaseVehicle`: a vehicle in stock is kept for a customer, for some days."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import strawberry

from gql_crm import (
    ClientError,
    DateTime,
    OperationContext,
    Payload,
    UserError,
    UserErrors,
    ValueProblem,
    parse_datetime,
    parse_id,
    payload_type,
    shown,
)

ERROR_CODES = {"VEHICLE_NOT_AVAILABLE": "The vehicle is not in stock, or kept for somebody else."}

_PLACES = {"id": "vehicleId", "reservedForId": "contactId", "reservedUntil": "until"}
"""Where our inputs have what `records` calls otherwise."""


@payload_type("Vehicle")
class VehiclePayload(Payload):
    """The vehicle, or what kept it from being changed."""


@strawberry.input(name="ReserveVehicleInput", description="Which vehicle is to be kept for whom.")
class ReserveVehicleInput:
    """Which vehicle is to be kept for whom."""

    vehicle_id: strawberry.ID = strawberry.field(description="A vehicle in stock.")
    contact_id: strawberry.ID = strawberry.field(description="The contact for whom it is kept.")
    until: DateTime | None = strawberry.field(
        default=None, description="When the reservation ends; by default after the module's reservationDays."
    )


@strawberry.input(name="ReleaseVehicleInput", description="Which vehicle is to be free again.")
class ReleaseVehicleInput:
    """Which vehicle is to be free again."""

    vehicle_id: strawberry.ID = strawberry.field(description="A reserved vehicle.")


async def _reserve_vehicle(
    info: strawberry.Info[OperationContext, None],
    input: Annotated[ReserveVehicleInput, strawberry.argument(description="The vehicle and the contact.")],
) -> VehiclePayload:
    """Keep the vehicle; the lock of `read` lets one of several callers win."""
    context = info.context
    vehicle_id, contact_id = _id(input.vehicle_id, "vehicleId"), _id(input.contact_id, "contactId")
    until = _end(context, input.until)
    with _in_our_words():
        stored = await context.records.read("Vehicle", vehicle_id, "status", "reservedFor", "reservedUntil")
        _check_free(stored, contact_id, context.now)
        vehicle = await context.records.update(
            "Vehicle",
            vehicle_id,
            {"status": "RESERVED"},
            settled={"reservedForId": contact_id, "reservedUntil": until},
        )
    return VehiclePayload(vehicle, tuple(context.records.warnings))


async def _release_vehicle(
    info: strawberry.Info[OperationContext, None],
    input: Annotated[ReleaseVehicleInput, strawberry.argument(description="The vehicle.")],
) -> VehiclePayload:
    """Take the reservation away."""
    records = info.context.records
    vehicle_id = _id(input.vehicle_id, "vehicleId")
    with _in_our_words():
        status = (await records.read("Vehicle", vehicle_id, "status"))["status"]
        if status != "RESERVED":
            raise _refused(
                "INVALID_STATE", f"The vehicle is {_state(status)}; only a RESERVED one is released."
            )
        vehicle = await records.update(
            "Vehicle",
            vehicle_id,
            {"status": "IN_STOCK"},
            settled={"reservedForId": None, "reservedUntil": None},
        )
    return VehiclePayload(vehicle, tuple(records.warnings))


reserve_vehicle = strawberry.mutation(
    _reserve_vehicle,
    description="Keep a vehicle in stock for a contact. Once more for the same contact moves the end; "
    "a reservation that has ended keeps nobody out.",
)
release_vehicle = strawberry.mutation(
    _release_vehicle, description="Free a reserved vehicle: it is in stock again, for everybody."
)


def _id(value: strawberry.ID, name: str) -> UUID:
    try:
        return parse_id(value)
    except ValueProblem as problem:
        raise ClientError("BAD_USER_INPUT", str(problem), {"field": [name]}) from None


def _end(context: OperationContext, until: DateTime | None) -> datetime:
    """Return when the reservation is to end: what the client says, or what the workspace has settled."""
    if until is None:
        return context.now + timedelta(days=context.module_settings("car_dealership")["reservationDays"])
    try:
        end = parse_datetime(until)
    except ValueProblem as problem:
        raise UserErrors([UserError("VALIDATION", ("until",), str(problem))]) from None
    if end <= context.now:
        text = f"{shown(until)} is past; expected a time to come."
        raise UserErrors([UserError("VALIDATION", ("until",), text)])
    return end


def _check_free(stored: Mapping[str, Any], contact_id: UUID, now: datetime) -> None:
    """Refuse what cannot be kept for the contact. For whom it is kept is nobody else's business."""
    status, end = stored["status"], stored["reservedUntil"]
    if status == "IN_STOCK":
        return
    if status != "RESERVED":
        text = f"The vehicle is {_state(status)}; only one that is IN_STOCK can be reserved."
        raise _refused("VEHICLE_NOT_AVAILABLE", text)
    if stored["reservedFor"] == contact_id or (end is not None and end <= now):
        return
    when = f" until {end:%Y-%m-%dT%H:%M:%SZ}" if end else ""
    text = f"The vehicle is kept for somebody else{when}; release it first, or choose another."
    raise _refused("VEHICLE_NOT_AVAILABLE", text)


def _state(status: str | None) -> str:
    return status or "without a status"


def _refused(code: str, text: str) -> UserErrors:
    return UserErrors([UserError(code, ("vehicleId",), text)])


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Name the places of faults as our inputs call them."""
    try:
        yield
    except UserErrors as refused:
        raise UserErrors(
            [
                replace(error, field=tuple(_PLACES.get(name, name) for name in error.field))
                for error in refused.errors
            ]
        ) from None
