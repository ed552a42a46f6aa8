from typing import Any

import pytest

from gql_crm.testing import Crm
from gql_crm_merchandising.outlet import ORGANIZATION_FIELDS

EVERYTHING: dict[str, Any] = {
    "isOutlet": True,
    "outletCode": "PL-014",
    "channel": "NEIGHBOURHOOD",
    "chain": "При Петър",
    "gps": {"latitude": 42.1354, "longitude": 24.7453},
    "openingHours": "Пн-Сб 07:30-20:00",
    "visitFrequency": "FORTNIGHTLY",
    "nomenclatureId": "40017",
}
CREATE = """
  mutation ($input: CreateOrganizationInput!) {
    createOrganization(input: $input) {
      organization { name %s }
      userErrors { code field message }
    }
  }
"""


async def test_every_field_of_an_outlet_comes_back_as_it_was_written(crm: Crm) -> None:
    assert set(EVERYTHING) == {field.key for field in ORGANIZATION_FIELDS}
    input = {"name": "Магазин Липа", **EVERYTHING}
    selection = " ".join(EVERYTHING).replace("gps", "gps { latitude longitude }")
    payload = (await crm.data(CREATE % selection, input=input))["createOrganization"]
    assert payload == {"organization": input, "userErrors": []}


async def test_an_outlet_code_is_given_once(crm: Crm) -> None:
    await crm.create("Organization", {"name": "Липа", "outletCode": "SF-001"})
    payload = await crm.data(CREATE % "", input={"name": "Бор", "outletCode": "sf-001"})
    errors = payload["createOrganization"]["userErrors"]
    assert [(error["code"], error["field"]) for error in errors] == [("DUPLICATE", ["outletCode"])]


@pytest.mark.parametrize(
    "filter_",
    [
        "{isOutlet: {eq: true}}",
        "{gps: {within: {circle: {center: {latitude: 42.14, longitude: 24.75}, radiusKm: 5}}}}",
        '{channel: {in: ["KIOSK", "NEIGHBOURHOOD"]}}',
        '{chain: {contains: "петър"}}',
        '{outletCode: {startsWith: "pl-"}}',
        '{visitFrequency: {eq: "FORTNIGHTLY"}}',
        '{nomenclatureId: {eq: "40017"}}',
        '{openingHours: {contains: "07:30"}}',
    ],
)
async def test_outlets_are_filtered_by_all_that_is_known_of_them(crm: Crm, filter_: str) -> None:
    await crm.create("Organization", {"name": "Липа", **EVERYTHING})
    await crm.create("Organization", {"name": "Бор", "isOutlet": False})
    found = await crm.data(f"{{ organizations(filter: {filter_}) {{ nodes {{ name }} }} }}")
    assert found["organizations"]["nodes"] == [{"name": "Липа"}]


@pytest.mark.parametrize("text", ["петър", "ПЕТЪР", "Петър", "липа", "pl-014", "40017"])
async def test_a_search_finds_an_outlet_in_capitals_and_small_letters(crm: Crm, text: str) -> None:
    await crm.create("Organization", {"name": "МАГАЗИН ЛИПА", **EVERYTHING, "chain": "ПРИ ПЕТЪР"})
    await crm.create("Organization", {"name": "Бор"})
    found = await crm.data(f'{{ organizations(search: "{text}") {{ nodes {{ name }} }} }}')
    assert found["organizations"]["nodes"] == [{"name": "МАГАЗИН ЛИПА"}]


async def test_outlets_are_ordered_by_code(crm: Crm) -> None:
    for code in ("SF-010", "PL-002", "SF-002"):
        await crm.create("Organization", {"name": "Обект", "outletCode": code})
    found = await crm.data("{ organizations(orderBy: [{outletCode: ASC}]) { nodes { outletCode } } }")
    assert [node["outletCode"] for node in found["organizations"]["nodes"]] == ["PL-002", "SF-002", "SF-010"]


async def test_contacts_have_a_role_at_their_outlet(crm: Crm) -> None:
    outlet = await crm.create("Organization", {"name": "Липа", "isOutlet": True})
    for name, role in (("Петър", "OWNER"), ("Елена", "SHOP_ASSISTANT")):
        values = {"firstName": name, "outletRole": role, "organizationId": str(outlet.id)}
        await crm.create("Contact", values)
    found = await crm.data(
        """{
          organizations(filter: {contacts: {some: {outletRole: {eq: "OWNER"}}}}) {
            nodes { name contacts(filter: {outletRole: {ne: "OWNER"}}) { nodes { firstName } } }
          }
        }"""
    )
    shown = {"name": "Липа", "contacts": {"nodes": [{"firstName": "Елена"}]}}
    assert found["organizations"]["nodes"] == [shown]
