from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID

from gql_crm import DemoContext
from gql_crm.testing import Crm, Template, open_crm
from gql_crm_car_dealership.demo import load

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
STOCK = """{
  vehicleModels(orderBy: [{modelCode: ASC}], first: 200) { nodes { displayName modelCode } }
  vehicles(orderBy: [{stockNumber: ASC}], first: 200) {
    totalCount
    nodes {
      vin stockNumber make model modelYear condition status arrivedAt odometer equipment location
      price { amount currency }
      vehicleModel { make model }
      reservedFor { preferredLanguage }
      reservedUntil
    }
  }
  contacts(first: 200) {
    nodes { preferredLanguage drivingLicenceGroups preferredVehicleModel { model } }
  }
  organizations { nodes { fleetSize } }
}"""


async def loaded(crm: Crm) -> dict[str, Any]:
    async with crm.records(crm.admin) as records:
        await load(DemoContext(crm.workspace, records, Random("cars"), NOON))
    return await crm.data(STOCK)


async def with_customers(crm: Crm) -> None:
    firm = await crm.create("Organization", {"name": "Autoservis U Kříže"})
    for name in ("Žaneta", "Řehoř", "Vojtěch", "Šárka"):
        await crm.create("Contact", {"firstName": name, "preferredLanguage": "cs", "organizationId": firm.id})
    await crm.create("Contact", {"firstName": "Jūratė", "preferredLanguage": "lt"})


async def test_there_is_a_stock_of_everything(crm: Crm) -> None:
    await with_customers(crm)
    data = await loaded(crm)
    vehicles = data["vehicles"]["nodes"]
    assert len(vehicles) == len({vehicle["vin"] for vehicle in vehicles}) == 60
    assert {vehicle["condition"] for vehicle in vehicles} == {"NEW", "USED"}
    assert {"ORDERED", "IN_STOCK", "RESERVED", "SOLD"} <= {vehicle["status"] for vehicle in vehicles}
    assert {vehicle["price"]["currency"] for vehicle in vehicles} == {"CZK"}
    assert [v for v in vehicles if not 100_000 <= int(v["price"]["amount"]) <= 2_000_000] == []
    assert [v for v in vehicles if v["make"] != v["vehicleModel"]["make"]] == []
    assert [
        v for v in vehicles if (v["arrivedAt"] is None) is not (v["status"] in {"ORDERED", "IN_TRANSIT"})
    ] == []
    assert {node["modelCode"] for node in data["vehicleModels"]["nodes"]} >= {"PJ", "5E", "NX", "5A", "PD"}


async def test_vehicles_are_kept_for_czech_customers_who_have_wishes(crm: Crm) -> None:
    await with_customers(crm)
    data = await loaded(crm)
    for vehicle in data["vehicles"]["nodes"]:
        kept = vehicle["status"] == "RESERVED"
        assert (vehicle["reservedFor"] == {"preferredLanguage": "cs"}) is kept
        assert (vehicle["reservedUntil"] is not None) is kept
    licences = {contact["preferredLanguage"]: contact for contact in data["contacts"]["nodes"]}
    assert licences["lt"]["drivingLicenceGroups"] is None
    assert any(contact["drivingLicenceGroups"] for contact in data["contacts"]["nodes"])
    assert data["organizations"]["nodes"][0]["fleetSize"] > 0


async def test_models_that_are_there_are_not_made_twice(crm: Crm) -> None:
    seeded = await crm.data("{ vehicleModels(first: 200) { nodes { modelCode } } }")
    data = await loaded(crm)
    codes = [node["modelCode"] for node in data["vehicleModels"]["nodes"]]
    assert len(codes) == len(set(codes))
    assert {node["modelCode"] for node in seeded["vehicleModels"]["nodes"]} <= set(codes)


async def test_models_that_somebody_has_deleted_are_made_for_the_demo(crm: Crm) -> None:
    data = await crm.data('{ vehicleModels(filter: {modelCode: {eq: "PJ"}}) { nodes { id } } }')
    async with crm.records(crm.admin) as records:
        await records.delete("VehicleModel", UUID(data["vehicleModels"]["nodes"][0]["id"]))
    data = await loaded(crm)
    assert "PJ" in {node["modelCode"] for node in data["vehicleModels"]["nodes"]}


async def test_demo_data_are_the_same_every_time(crm_template: Template) -> None:
    stocks = []
    for _ in range(2):
        async with open_crm(crm_template, clock=lambda: NOON) as crm:
            await with_customers(crm)
            stocks.append(await loaded(crm))
    assert stocks[0] == stocks[1]
