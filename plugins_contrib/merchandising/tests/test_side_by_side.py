"""Several modules extend the same organizations and contacts without knowing of each other."""

import pytest

from gql_crm.testing import Crm

OTHERS = """{
  catalog { modules { name } entities { name fields { key origin } } }
}"""


async def origins(crm: Crm, entity: str) -> dict[str, str]:
    catalog = (await crm.data(OTHERS))["catalog"]
    (found,) = (one for one in catalog["entities"] if one["name"] == entity)
    return {field["key"]: field["origin"] for field in found["fields"]}


async def test_a_contact_has_the_fields_of_all_modules_in_one_request(crm: Crm) -> None:
    if "propertyInterest" not in await origins(crm, "Contact"):
        pytest.skip("the plugin real_estate is not installed")
    shop = await crm.create("Organization", {"name": "Липа", "isOutlet": True, "outletCode": "SF-001"})
    made = await crm.data(
        """mutation ($shop: ID!) {
          createContact(
            input: {firstName: "Петър", organizationId: $shop, outletRole: "OWNER", propertyInterest: "RENT"}
          ) {
            contact { outletRole propertyInterest }
            userErrors { code field }
          }
        }""",
        shop=str(shop.id),
    )
    assert made["createContact"] == {
        "contact": {"outletRole": "OWNER", "propertyInterest": "RENT"},
        "userErrors": [],
    }
    crm.statements.clear()
    data = await crm.data(
        """{
          contacts(filter: {outletRole: {eq: "OWNER"}, propertyInterest: {eq: "RENT"}}) {
            nodes {
              firstName
              outletRole
              propertyInterest
              properties { totalCount }
              organization { outletCode visits { totalCount } }
            }
          }
        }"""
    )
    assert len(crm.statements) == 1
    assert data["contacts"]["nodes"] == [
        {
            "firstName": "Петър",
            "outletRole": "OWNER",
            "propertyInterest": "RENT",
            "properties": {"totalCount": 0},
            "organization": {"outletCode": "SF-001", "visits": {"totalCount": 0}},
        }
    ]


async def test_an_organization_has_the_fields_of_all_modules_in_one_request(crm: Crm) -> None:
    if "fleetSize" not in await origins(crm, "Organization"):
        pytest.skip("the plugin car_dealership is not installed")
    await crm.create("Organization", {"name": "Липа", "isOutlet": True, "channel": "KIOSK", "fleetSize": 3})
    data = await crm.data(
        """{
          organizations(filter: {channel: {eq: "KIOSK"}, fleetSize: {gte: 3}}) {
            nodes { name isOutlet channel fleetSize }
          }
        }"""
    )
    assert data["organizations"]["nodes"] == [
        {"name": "Липа", "isOutlet": True, "channel": "KIOSK", "fleetSize": 3}
    ]


@pytest.mark.parametrize(
    ("entity", "keys"),
    [("Organization", {"isOutlet", "outletCode", "gps", "visitFrequency"}), ("Contact", {"outletRole"})],
)
async def test_the_catalog_tells_whose_fields_they_are(crm: Crm, entity: str, keys: set[str]) -> None:
    found = await origins(crm, entity)
    assert {key for key, origin in found.items() if origin == "merchandising"} >= keys
    assert found["name" if entity == "Organization" else "firstName"] == "people"
