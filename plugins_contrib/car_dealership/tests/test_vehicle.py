from typing import Any

import pytest

from gql_crm.testing import Crm
from gql_crm_car_dealership.module import CAR_DEALERSHIP

EVERYTHING: dict[str, Any] = {
    "vin": "TMBJJ7NX9R0123456",
    "stockNumber": "N24-0012",
    "make": "Škoda",
    "model": "Octavia",
    "trim": "Sportline",
    "condition": "NEW",
    "modelYear": 2024,
    "bodyStyle": "WAGON",
    "doors": 5,
    "transmission": "AUTOMATIC",
    "fuelType": "DIESEL",
    "driveType": "ALL",
    "enginePower": 110,
    "exteriorColor": "BLUE",
    "interiorColor": "BLACK",
    "odometer": 12,
    "odometerUnit": "KM",
    "equipment": ["TOW_BAR", "HEATED_SEATS"],
    "price": {"amount": "899900", "currency": "CZK"},
    "location": "Brno – Slatina",
    "arrivedAt": "2024-05-02T08:30:00+00:00",
    "status": "IN_STOCK",
}
COMPOSITE = {"price": "price { amount currency }"}
SET_BY_OPERATIONS = {"reservedFor", "reservedUntil"}

CREATE = """
  mutation ($input: CreateVehicleInput!) {
    createVehicle(input: $input) {
      vehicle { displayName %s }
      userErrors { code field message }
    }
  }
"""


async def found(crm: Crm, filter_: str) -> list[str]:
    data = await crm.data(
        f"{{ vehicles(filter: {filter_}, orderBy: [{{stockNumber: ASC}}]) {{ nodes {{ stockNumber }} }} }}"
    )
    return [node["stockNumber"] for node in data["vehicles"]["nodes"]]


async def test_every_field_comes_back_as_it_was_written(crm: Crm) -> None:
    _, vehicle = CAR_DEALERSHIP.entities
    keys = {field.key for field in vehicle.fields}
    assert keys - SET_BY_OPERATIONS - {"vehicleModel"} == set(EVERYTHING)
    selection = " ".join(COMPOSITE.get(key, key) for key in EVERYTHING)
    payload = (await crm.data(CREATE % selection, input=EVERYTHING))["createVehicle"]
    assert payload["userErrors"] == []
    assert payload["vehicle"] == {"displayName": "Škoda Octavia Sportline N24-0012", **EVERYTHING}


async def test_a_new_vehicle_is_ordered_and_counts_kilometres(crm: Crm) -> None:
    payload = (await crm.data(CREATE % "status odometerUnit", input={"make": "Škoda"}))["createVehicle"]
    assert payload["vehicle"] == {"displayName": "Škoda", "status": "ORDERED", "odometerUnit": "KM"}


async def test_wrong_values_are_all_named_at_once(crm: Crm) -> None:
    wrong = {
        "vin": "TMB",
        "modelYear": 24,
        "doors": 0,
        "fuelType": "COAL",
        "enginePower": -1,
        "odometer": -5,
        "equipment": ["TOW_BAR", "EJECTOR_SEAT"],
        "price": {"amount": "-1", "currency": "CZK"},
    }
    payload = (await crm.data(CREATE % "", input=wrong))["createVehicle"]
    assert payload["vehicle"] is None
    assert {error["code"] for error in payload["userErrors"]} == {"VALIDATION"}
    assert sorted(error["field"][0] for error in payload["userErrors"]) == sorted(wrong)


@pytest.mark.parametrize("key", sorted(SET_BY_OPERATIONS))
async def test_reservations_are_no_input(crm: Crm, key: str) -> None:
    name = "reservedForId" if key == "reservedFor" else key
    document = await crm.execute(CREATE % "", {"input": {name: "2030-01-01T00:00:00Z"}})
    assert document["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_vehicle_without_a_make_is_shown_by_its_vin(crm: Crm) -> None:
    payload = (await crm.data(CREATE % "", input={"vin": "TMBJJ7NE9F0123456"}))["createVehicle"]
    assert payload["vehicle"] == {"displayName": "TMBJJ7NE9F0123456"}


async def test_stock_numbers_are_given_once(crm: Crm) -> None:
    await crm.create("Vehicle", {"stockNumber": "N24-0012"})
    payload = (await crm.data(CREATE % "", input={"stockNumber": "n24-0012"}))["createVehicle"]
    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [
        ("DUPLICATE", ["stockNumber"])
    ]


async def test_a_model_knows_its_vehicles(crm: Crm) -> None:
    octavia = await crm.create("VehicleModel", {"make": "Škoda", "model": "Octavia", "modelCode": "XX"})
    for number in ("1", "2"):
        await crm.create("Vehicle", {"stockNumber": number, "vehicleModelId": octavia.id})
    await crm.create("Vehicle", {"stockNumber": "3"})
    data = await crm.data(
        """{
          vehicleModels(filter: {modelCode: {eq: "XX"}}) {
            nodes { displayName vehicles(orderBy: [{stockNumber: ASC}]) { nodes { stockNumber } } }
          }
          withModel: vehicles(filter: {vehicleModel: {model: {eq: "Octavia"}}}) { totalCount }
          without: vehicles(filter: {vehicleModelId: {isNull: true}}) { nodes { stockNumber } }
        }"""
    )
    vehicles = {"nodes": [{"stockNumber": "1"}, {"stockNumber": "2"}]}
    assert data["vehicleModels"]["nodes"] == [{"displayName": "Škoda Octavia", "vehicles": vehicles}]
    assert data["withModel"]["totalCount"] == 2
    assert data["without"]["nodes"] == [{"stockNumber": "3"}]


async def test_texts_are_found_without_diacritics(crm: Crm) -> None:
    await crm.create("Vehicle", {"stockNumber": "1", "make": "Škoda", "location": "Plzeň – Borská pole"})
    await crm.create("Vehicle", {"stockNumber": "2", "make": "Hyundai", "location": "Praha – Čestlice"})
    assert await found(crm, '{make: {contains: "skoda"}}') == ["1"]
    assert await found(crm, '{location: {startsWith: "PLZEN"}}') == ["1"]
    assert await found(crm, '{location: {contains: "čestlice"}}') == ["2"]
    data = await crm.data('{ vehicles(search: "borska skoda") { nodes { stockNumber } } }')
    assert data["vehicles"]["nodes"] == [{"stockNumber": "1"}]


async def test_what_a_customer_asks_for_is_one_filter(crm: Crm) -> None:
    def car(number: str, **more: Any) -> dict[str, Any]:
        return {**EVERYTHING, "vin": None, "stockNumber": number, **more}

    for values in (
        car("1"),
        car("2", equipment=["TOW_BAR"]),
        car("3", price={"amount": "950000", "currency": "CZK"}),
        car("4", status="SOLD"),
        car("5", bodyStyle="SUV", odometer=49_000),
        car("6", bodyStyle="SEDAN"),
    ):
        await crm.create("Vehicle", values)
    wanted = """{
      status: {eq: IN_STOCK}
      bodyStyle: {in: ["WAGON", "SUV"]}
      equipment: {containsAll: ["TOW_BAR", "HEATED_SEATS"]}
      price: {lte: {amount: "900000", currency: CZK}}
      odometer: {lt: 50000}
    }"""
    assert await found(crm, wanted) == ["1", "5"]


STATES = {
    "condition": ("VehicleCondition", ["NEW", "USED"]),
    "status": ("VehicleStatus", ["ORDERED", "IN_TRANSIT", "IN_STOCK", "RESERVED", "SOLD", "REMOVED"]),
    "odometerUnit": ("OdometerUnit", ["KM", "MI"]),
}


@pytest.mark.parametrize("field", STATES)
async def test_closed_states_are_enums(crm: Crm, field: str) -> None:
    name, values = STATES[field]
    data = await crm.data(
        """query ($name: String!) {
          __type(name: $name) { enumValues { name } }
          vehicle: __type(name: "Vehicle") { fields { name type { name } } }
        }""",
        name=name,
    )
    assert [value["name"] for value in data["__type"]["enumValues"]] == values
    types = {one["name"]: one["type"]["name"] for one in data["vehicle"]["fields"]}
    assert types[field] == name
    document = f"{{ vehicles(filter: {{{field}: {{eq: GONE}}}}) {{ totalCount }} }}"
    [error] = (await crm.execute(document))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert f"expected one of {', '.join(values)}" in error["message"]


async def test_a_model_needs_make_and_model(crm: Crm) -> None:
    data = await crm.data(
        """mutation {
          createVehicleModel(input: {trim: "Style", modelYearFrom: 24}) { userErrors { code field } }
        }"""
    )
    assert data["createVehicleModel"]["userErrors"] == [
        {"code": "VALIDATION", "field": ["modelYearFrom"]},
        {"code": "REQUIRED", "field": ["make"]},
        {"code": "REQUIRED", "field": ["model"]},
    ]
