"""Arrivals are noted, and vehicles follow the names of their models."""

from typing import Any

from gql_crm.testing import Crm

VEHICLES = "{ vehicles(orderBy: [{ stockNumber: ASC }]) { nodes { stockNumber make model displayName } } }"
UPDATE_VEHICLE = """mutation ($id: ID!, $input: UpdateVehicleInput!) {
  updateVehicle(id: $id, input: $input) { vehicle { status arrivedAt } userErrors { code } }
}"""
RENAME = """mutation ($id: ID!, $input: UpdateVehicleModelInput!) {
  updateVehicleModel(id: $id, input: $input) { userErrors { code } }
}"""


async def change(crm: Crm, id: str, **values: Any) -> dict[str, Any]:
    vehicle: dict[str, Any] = (await crm.data(UPDATE_VEHICLE, id=id, input=values))["updateVehicle"][
        "vehicle"
    ]
    return vehicle


async def test_the_arrival_of_a_vehicle_is_noted_when_it_comes_into_stock(crm: Crm) -> None:
    vehicle = str((await crm.create("Vehicle", {"stockNumber": "1"})).id)
    assert (await change(crm, vehicle, status="IN_TRANSIT"))["arrivedAt"] is None
    arrived = (await change(crm, vehicle, status="IN_STOCK"))["arrivedAt"]
    assert arrived is not None
    await change(crm, vehicle, status="SOLD")
    assert (await change(crm, vehicle, status="IN_STOCK"))["arrivedAt"] == arrived


async def test_an_arrival_that_somebody_gives_stays(crm: Crm) -> None:
    vehicle = str((await crm.create("Vehicle", {"stockNumber": "1"})).id)
    changed = await change(crm, vehicle, status="IN_STOCK", arrivedAt="2026-01-05T08:00:00Z")
    assert changed == {"status": "IN_STOCK", "arrivedAt": "2026-01-05T08:00:00+00:00"}


async def test_vehicles_bear_the_new_name_of_their_model(crm: Crm) -> None:
    model = str((await crm.create("VehicleModel", {"make": "Skoda", "model": "Octavia"})).id)
    other = str((await crm.create("VehicleModel", {"make": "Skoda", "model": "Fabia"})).id)
    for number, make, of in (("1", "Skoda", model), ("2", "Škoda Auto", model), ("3", "Skoda", other)):
        values = {"stockNumber": number, "make": make, "model": "X", "vehicleModelId": of}
        await crm.create("Vehicle", values)
    await crm.data(RENAME, id=model, input={"make": "Škoda"})
    await crm.run_jobs()
    vehicles = (await crm.data(VEHICLES))["vehicles"]["nodes"]
    assert [one["make"] for one in vehicles] == ["Škoda", "Škoda Auto", "Skoda"]
    assert vehicles[0]["displayName"] == "Škoda X 1"


async def test_a_model_without_a_trim_may_get_one(crm: Crm) -> None:
    model = str((await crm.create("VehicleModel", {"make": "Škoda", "model": "Octavia"})).id)
    await crm.create("Vehicle", {"stockNumber": "1", "vehicleModelId": model})
    await crm.data(RENAME, id=model, input={"trim": "Style"})
    await crm.run_jobs()
    jobs = await crm.data('{ jobs(kind: "plugin.after_commit") { state } vehicles { nodes { trim } } }')
    assert jobs["jobs"] == [{"state": "SUCCEEDED"}]
    assert jobs["vehicles"]["nodes"] == [{"trim": None}]
