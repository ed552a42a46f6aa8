"""What the module brings besides entities: seeds, settings, and what members may do."""

import pytest

from gql_crm import UserErrors
from gql_crm.testing import Crm

UPDATE = """
  mutation ($input: UpdateCarDealershipSettingsInput!) {
    updateCarDealershipSettings(input: $input) {
      carDealershipSettings { reservationDays }
      userErrors { code field }
    }
  }
"""
COUNTS = "{ vehicles { totalCount } vehicleModels { totalCount } }"


async def test_a_workspace_starts_with_models(crm: Crm) -> None:
    data = await crm.data(
        """{
          vehicleModels(search: "octavia", orderBy: [{modelYearFrom: ASC}]) {
            nodes { displayName modelCode modelYearFrom modelYearTo }
          }
        }"""
    )
    name = "Škoda Octavia"
    assert data["vehicleModels"]["nodes"] == [
        {"displayName": name, "modelCode": "5E", "modelYearFrom": 2013, "modelYearTo": 2020},
        {"displayName": name, "modelCode": "NX", "modelYearFrom": 2020, "modelYearTo": None},
    ]


async def test_a_workspace_says_for_how_long_vehicles_are_kept(crm: Crm) -> None:
    data = await crm.data("{ moduleSettings { carDealership { reservationDays } } }")
    assert data["moduleSettings"] == {"carDealership": {"reservationDays": 3}}
    data = await crm.data(UPDATE, input={"reservationDays": 14})
    settings = {"carDealershipSettings": {"reservationDays": 14}, "userErrors": []}
    assert data["updateCarDealershipSettings"] == settings


@pytest.mark.parametrize("days", [0, 366])
async def test_reservations_take_a_day_at_least_and_a_year_at_most(crm: Crm, days: int) -> None:
    data = await crm.data(UPDATE, input={"reservationDays": days})
    assert data["updateCarDealershipSettings"] == {
        "carDealershipSettings": None,
        "userErrors": [{"code": "VALIDATION", "field": ["reservationDays"]}],
    }


async def test_members_see_the_whole_stock_and_all_models(crm: Crm) -> None:
    member = await crm.user("Tomáš")
    await crm.create("Vehicle", {"stockNumber": "1"})
    data = await crm.data("{ vehicles { totalCount } vehicleModels { totalCount } }", actor=member)
    assert data["vehicles"]["totalCount"] == 1
    assert data["vehicleModels"]["totalCount"] >= 8


async def test_members_keep_no_list_of_models(crm: Crm) -> None:
    member = await crm.user("Tomáš")
    model = await crm.create("VehicleModel", {"make": "Škoda", "model": "Elroq"})
    with pytest.raises(UserErrors) as caught:
        await crm.create("VehicleModel", {"make": "Tatra", "model": "613"}, actor=member)
    assert [error.code for error in caught.value.errors] == ["FORBIDDEN"]
    with pytest.raises(UserErrors) as caught:
        async with crm.records(member) as records:
            await records.update("VehicleModel", model.id, {"model": "Enyaq"})
    assert [error.code for error in caught.value.errors] == ["FORBIDDEN"]


async def test_members_change_and_reserve_what_is_their_teams(crm: Crm) -> None:
    brno = await crm.create("Team", {"name": "Brno"})
    praha = await crm.create("Team", {"name": "Praha"})
    seller, other = await crm.user("Tomáš", teams=[brno]), await crm.user("Eva", teams=[praha])
    vehicle = await crm.create("Vehicle", {"status": "IN_STOCK", "teamId": brno.id})
    outcomes = {}
    for actor in (other, seller):
        contact = await crm.create("Contact", {"firstName": "Jana"}, actor=actor)
        data = await crm.data(
            """mutation ($input: ReserveVehicleInput!) {
              reserveVehicle(input: $input) { vehicle { status } userErrors { code } }
            }""",
            actor=actor,
            input={"vehicleId": str(vehicle.id), "contactId": str(contact.id)},
        )
        outcomes[actor] = data["reserveVehicle"]
    assert outcomes[other] == {"vehicle": None, "userErrors": [{"code": "FORBIDDEN"}]}
    assert outcomes[seller] == {"vehicle": {"status": "RESERVED"}, "userErrors": []}


async def test_the_module_comes_back_with_its_data_and_without_new_seeds(crm: Crm) -> None:
    contact = await crm.create("Contact", {"firstName": "Jana", "drivingLicenceGroups": ["B"]})
    vehicle = await crm.create("Vehicle", {"vin": "TMBJJ7NE9F0123456"})
    before = await crm.data(COUNTS)
    for mutation in ("disableModule", "enableModule"):
        data = await crm.data(
            f'mutation {{ {mutation}(name: "car_dealership") {{ userErrors {{ code message }} }} }}'
        )
        assert data[mutation]["userErrors"] == []
        if mutation == "disableModule":
            document = await crm.execute(COUNTS)
            assert {error["extensions"]["code"] for error in document["errors"]} == {"BAD_USER_INPUT"}
    assert await crm.data(COUNTS) == before
    data = await crm.data(
        """query ($vehicle: ID!, $contact: ID!) {
          vehicle(id: $vehicle) { vin }
          contact(id: $contact) { drivingLicenceGroups }
        }""",
        vehicle=str(vehicle.id),
        contact=str(contact.id),
    )
    assert data == {"vehicle": {"vin": "TMBJJ7NE9F0123456"}, "contact": {"drivingLicenceGroups": ["B"]}}
