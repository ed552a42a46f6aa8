import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gql_crm import Ref
from gql_crm.testing import Crm, Template, open_crm

RESERVE = """
  mutation ($input: ReserveVehicleInput!) {
    reserveVehicle(input: $input) {
      vehicle { status reservedUntil reservedFor { displayName } }
      userErrors { code field message }
    }
  }
"""
RELEASE = """
  mutation ($input: ReleaseVehicleInput!) {
    releaseVehicle(input: $input) {
      vehicle { status reservedUntil reservedFor { displayName } }
      userErrors { code field message }
    }
  }
"""
NOBODY = "01890a5d-ac96-774b-bcce-b302099a8057"
FREE = {"status": "IN_STOCK", "reservedUntil": None, "reservedFor": None}


async def car(crm: Crm, status: str = "IN_STOCK") -> Ref:
    return await crm.create("Vehicle", {"make": "Škoda", "status": status})


async def customer(crm: Crm, name: str = "Jana") -> Ref:
    return await crm.create("Contact", {"firstName": name})


async def reserved(crm: Crm, vehicle: Ref, contact: Ref, **more: Any) -> dict[str, Any]:
    input = {"vehicleId": str(vehicle.id), "contactId": str(contact.id), **more}
    payload: dict[str, Any] = (await crm.data(RESERVE, input=input))["reserveVehicle"]
    return payload


async def released(crm: Crm, vehicle: Ref) -> dict[str, Any]:
    payload: dict[str, Any] = (await crm.data(RELEASE, input={"vehicleId": str(vehicle.id)}))[
        "releaseVehicle"
    ]
    return payload


def faults(payload: dict[str, Any]) -> list[tuple[str, list[str]]]:
    assert payload["vehicle"] is None
    return [(error["code"], error["field"]) for error in payload["userErrors"]]


async def test_a_vehicle_in_stock_is_kept_for_a_customer(crm: Crm) -> None:
    vehicle, jana = await car(crm), await customer(crm)
    payload = await reserved(crm, vehicle, jana, until="2099-03-01T12:00:00+01:00")
    assert payload == {
        "vehicle": {
            "status": "RESERVED",
            "reservedUntil": "2099-03-01T11:00:00+00:00",
            "reservedFor": {"displayName": "Jana"},
        },
        "userErrors": [],
    }
    data = await crm.data("{ contacts { nodes { reservedVehicles { nodes { displayName } } } } }")
    assert data["contacts"]["nodes"] == [{"reservedVehicles": {"nodes": [{"displayName": "Škoda"}]}}]


async def test_it_is_kept_for_three_days_unless_the_settings_say_otherwise(crm_template: Template) -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    async with open_crm(crm_template, clock=lambda: noon) as crm:
        payload = await reserved(crm, await car(crm), await customer(crm))
        assert payload["vehicle"]["reservedUntil"] == "2026-06-04T12:00:00+00:00"
        await crm.data(
            "mutation { updateCarDealershipSettings(input: {reservationDays: 10}) { userErrors { code } } }"
        )
        payload = await reserved(crm, await car(crm), await customer(crm))
        assert payload["vehicle"]["reservedUntil"] == "2026-06-11T12:00:00+00:00"


@pytest.mark.parametrize("status", ["ORDERED", "IN_TRANSIT", "SOLD", "REMOVED", None])
async def test_what_is_not_in_stock_cannot_be_reserved(crm: Crm, status: str | None) -> None:
    vehicle = await crm.create("Vehicle", {"status": status})
    payload = await reserved(crm, vehicle, await customer(crm))
    assert faults(payload) == [("VEHICLE_NOT_AVAILABLE", ["vehicleId"])]
    assert (status or "without a status") in payload["userErrors"][0]["message"]


async def test_what_is_kept_for_somebody_stays_kept_and_nobody_is_named(crm: Crm) -> None:
    vehicle = await car(crm)
    await reserved(crm, vehicle, await customer(crm, "Řehoř"), until="2099-03-01T11:00:00Z")
    payload = await reserved(crm, vehicle, await customer(crm, "Jana"))
    assert faults(payload) == [("VEHICLE_NOT_AVAILABLE", ["vehicleId"])]
    assert payload["userErrors"][0]["message"] == (
        "The vehicle is kept for somebody else until 2099-03-01T11:00:00Z; "
        "release it first, or choose another."
    )


async def test_the_same_customer_may_have_it_longer(crm: Crm) -> None:
    vehicle, jana = await car(crm), await customer(crm)
    await reserved(crm, vehicle, jana)
    payload = await reserved(crm, vehicle, jana, until="2099-03-01T11:00:00Z")
    assert payload["vehicle"]["reservedUntil"] == "2099-03-01T11:00:00+00:00"


async def test_a_reservation_that_has_ended_keeps_nobody_out(crm_template: Template) -> None:
    now = [datetime(2026, 6, 1, 12, tzinfo=UTC)]
    async with open_crm(crm_template, clock=lambda: now[0]) as crm:
        vehicle = await car(crm)
        await reserved(crm, vehicle, await customer(crm, "Řehoř"))
        jana = await customer(crm, "Jana")
        now[0] += timedelta(days=3, seconds=-1)
        assert faults(await reserved(crm, vehicle, jana)) == [("VEHICLE_NOT_AVAILABLE", ["vehicleId"])]
        now[0] += timedelta(seconds=1)
        payload = await reserved(crm, vehicle, jana)
    assert payload["vehicle"]["reservedFor"] == {"displayName": "Jana"}


async def test_of_many_who_want_it_at_once_one_gets_it(crm: Crm) -> None:
    vehicle = await car(crm)
    customers = [await customer(crm, f"Customer {number}") for number in range(8)]
    payloads = await asyncio.gather(*(reserved(crm, vehicle, contact) for contact in customers))
    assert sorted(payload["vehicle"] is not None for payload in payloads) == [False] * 7 + [True]


async def test_a_released_vehicle_is_free_again(crm: Crm) -> None:
    vehicle = await car(crm)
    await reserved(crm, vehicle, await customer(crm, "Řehoř"))
    assert await released(crm, vehicle) == {"vehicle": FREE, "userErrors": []}
    payload = await reserved(crm, vehicle, await customer(crm, "Jana"))
    assert payload["vehicle"]["reservedFor"] == {"displayName": "Jana"}


@pytest.mark.parametrize("status", ["IN_STOCK", "SOLD"])
async def test_only_what_is_reserved_is_released(crm: Crm, status: str) -> None:
    payload = await released(crm, await car(crm, status))
    assert faults(payload) == [("INVALID_STATE", ["vehicleId"])]
    assert status in payload["userErrors"][0]["message"]


async def test_who_or_what_is_not_there_is_named_where_the_client_named_it(crm: Crm) -> None:
    vehicle, jana, nobody = await car(crm), await customer(crm), {"vehicleId": NOBODY, "contactId": NOBODY}
    data = await crm.data(RESERVE, input={**nobody, "contactId": str(jana.id)})
    assert faults(data["reserveVehicle"]) == [("NOT_FOUND", ["vehicleId"])]
    data = await crm.data(RESERVE, input={**nobody, "vehicleId": str(vehicle.id)})
    assert faults(data["reserveVehicle"]) == [("NOT_FOUND", ["contactId"])]
    data = await crm.data(RELEASE, input={"vehicleId": NOBODY})
    assert faults(data["releaseVehicle"]) == [("NOT_FOUND", ["vehicleId"])]


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00Z", "tomorrow", "2099-01-01"])
async def test_a_reservation_ends_at_a_time_to_come(crm: Crm, until: str) -> None:
    payload = await reserved(crm, await car(crm), await customer(crm), until=until)
    assert faults(payload) == [("VALIDATION", ["until"])]
    assert f'"{until}"' in payload["userErrors"][0]["message"]


@pytest.mark.parametrize("name", ["vehicleId", "contactId"])
async def test_an_id_that_is_no_id_is_bad_input(crm: Crm, name: str) -> None:
    document = await crm.execute(RESERVE, {"input": {"vehicleId": NOBODY, "contactId": NOBODY, name: "12"}})
    (error,) = document["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "field": [name]}


async def test_a_deleted_vehicle_is_not_reserved(crm: Crm) -> None:
    vehicle, jana = await car(crm), await customer(crm)
    async with crm.records(crm.admin) as records:
        await records.delete("Vehicle", vehicle.id)
    assert faults(await reserved(crm, vehicle, jana)) == [("INVALID_STATE", ["vehicleId"])]
