"""The fields that a workspace with leads gains: declared here, injected by whoever has an entity Lead."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from gql_crm import Entity, Field, Module
from gql_crm.testing import Crm, Template, open_crm
from gql_crm_car_dealership.lead_fields import LEAD_FIELDS
from gql_crm_car_dealership.module import CAR_DEALERSHIP

LEADS = Module(
    name="leads_of_the_test",
    version="1.0",
    entities=(
        Entity(
            name="Lead",
            plural="leads",
            display=("lastName",),
            fields=(Field(key="lastName", kind="TEXT", required=True),),
        ),
    ),
)
INJECTION = Module(
    name="dealership_of_the_test",
    version="1.0",
    requires=(LEADS.name, CAR_DEALERSHIP.name),
    fields={"Lead": LEAD_FIELDS},
)
VALUES: dict[str, Any] = {
    "subjectOfInterest": "Rodinné kombi s tažným zařízením",
    "demandType": "USED_VEHICLE",
    "demandSubcategory": "Skladový vůz",
    "desiredCondition": "USED",
    "tradeInVehicle": "Škoda Fabia, 2012, TMBEA15J0C3012345",
    "budget": {"amount": "450000", "currency": "CZK"},
    "timeframe": "do měsíce",
    "preferredContactTime": "po 16. hodině",
    "branch": "Brno – Slatina",
    "adfSourceId": "sauto-4711",
}


@pytest_asyncio.fixture(scope="module")
async def lead_template(crm_template: Template) -> Template:
    return await crm_template.with_modules([LEADS, INJECTION])


@pytest_asyncio.fixture
async def leads(lead_template: Template) -> AsyncIterator[Crm]:
    async with open_crm(lead_template) as crm:
        yield crm


async def test_no_lead_is_made_up_where_there_are_none(crm: Crm) -> None:
    data = await crm.data("{ catalog { problems { message } entities { name } } }")
    assert "Lead" not in {entity["name"] for entity in data["catalog"]["entities"]}
    assert [problem for problem in data["catalog"]["problems"] if "Lead" in problem["message"]] == []


async def test_a_lead_gains_what_a_dealership_wants_to_know(leads: Crm) -> None:
    assert set(VALUES) | {"vehicleModel", "stockVehicle"} == {field.key for field in LEAD_FIELDS}
    model = await leads.create("VehicleModel", {"make": "Škoda", "model": "Octavia"})
    vehicle = await leads.create("Vehicle", {"stockNumber": "O24-0001"})
    selection = " ".join(VALUES).replace("budget", "budget { amount currency }")
    data = await leads.data(
        f"""mutation ($input: CreateLeadInput!) {{
          createLead(input: $input) {{
            lead {{ vehicleModel {{ displayName }} stockVehicle {{ stockNumber }} {selection} }}
            userErrors {{ code field message }}
          }}
        }}""",
        input={
            "lastName": "Řehořová",
            "vehicleModelId": str(model.id),
            "stockVehicleId": str(vehicle.id),
            **VALUES,
        },
    )
    references = {
        "vehicleModel": {"displayName": "Škoda Octavia"},
        "stockVehicle": {"stockNumber": "O24-0001"},
    }
    assert data["createLead"] == {"lead": {**references, **VALUES}, "userErrors": []}


async def test_leads_are_found_by_them_and_from_the_other_side(leads: Crm) -> None:
    octavia = await leads.create("VehicleModel", {"make": "Škoda", "model": "Octavia", "modelCode": "XX"})
    vehicle = await leads.create("Vehicle", {"stockNumber": "O24-0001"})
    wishes = {"vehicleModelId": octavia.id, "stockVehicleId": vehicle.id, "demandType": "LEASE"}
    await leads.create("Lead", {"lastName": "Řehořová", **wishes})
    await leads.create("Lead", {"lastName": "Novák", "demandType": "SERVICE"})
    data = await leads.data(
        """{
          leads(filter: {demandType: {in: ["LEASE", "PARTS"]}, vehicleModel: {make: {contains: "skoda"}}}) {
            nodes { lastName }
          }
          vehicleModels(filter: {modelCode: {eq: "XX"}}) { nodes { leads { nodes { lastName } } } }
          vehicles { nodes { leads { nodes { lastName } } } }
        }"""
    )
    only = {"nodes": [{"lastName": "Řehořová"}]}
    assert data["leads"] == only
    assert data["vehicleModels"]["nodes"] == [{"leads": only}]
    assert data["vehicles"]["nodes"] == [{"leads": only}]


async def test_leads_ask_for_new_or_used_in_the_words_of_vehicles(leads: Crm) -> None:
    await leads.create("Lead", {"lastName": "Novák", "desiredCondition": "USED"})
    data = await leads.data(
        """query ($condition: VehicleCondition) {
          leads(filter: {desiredCondition: {eq: $condition}}) { nodes { desiredCondition } }
          vehicles(filter: {condition: {eq: $condition}}) { totalCount }
        }""",
        condition="USED",
    )
    assert data == {"leads": {"nodes": [{"desiredCondition": "USED"}]}, "vehicles": {"totalCount": 0}}


async def test_wrong_values_are_all_named_at_once(leads: Crm) -> None:
    wrong = {
        "demandType": "GIFT",
        "budget": {"amount": "-1", "currency": "CZK"},
        "subjectOfInterest": "two\nlines",
    }
    data = await leads.data(
        """mutation ($input: CreateLeadInput!) {
          createLead(input: $input) { userErrors { code field } }
        }""",
        input={"lastName": "Novák", **wrong},
    )
    errors = data["createLead"]["userErrors"]
    assert {error["code"] for error in errors} == {"VALIDATION"}
    assert sorted(error["field"][0] for error in errors) == sorted(wrong)
