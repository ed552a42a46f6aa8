"""Contacts and organizations gain fields, beside those of other modules."""

from gql_crm.testing import Crm

CREATE = """
  mutation ($input: CreateContactInput!) {
    createContact(input: $input) {
      contact {
        displayName
        drivingLicenceGroups
        preferredVehicleModel { displayName }
        propertyInterest
        properties { nodes { title } }
        reservedVehicles { totalCount }
      }
      userErrors { code field }
    }
  }
"""


async def test_a_contact_has_fields_of_two_modules_that_do_not_know_each_other(crm: Crm) -> None:
    model = await crm.create("VehicleModel", {"make": "Škoda", "model": "Kodiaq"})
    data = await crm.data(
        CREATE,
        input={
            "firstName": "Žaneta",
            "drivingLicenceGroups": ["B", "BE"],
            "preferredVehicleModelId": str(model.id),
            "propertyInterest": "BUY",
        },
    )
    contact = {
        "displayName": "Žaneta",
        "drivingLicenceGroups": ["B", "BE"],
        "preferredVehicleModel": {"displayName": "Škoda Kodiaq"},
        "propertyInterest": "BUY",
        "properties": {"nodes": []},
        "reservedVehicles": {"totalCount": 0},
    }
    assert data["createContact"] == {"contact": contact, "userErrors": []}


async def test_faults_of_both_are_told_at_once(crm: Crm) -> None:
    input = {"drivingLicenceGroups": ["B", "Z"], "propertyInterest": "STEAL"}
    data = await crm.data(CREATE, input=input)
    assert sorted((error["code"], error["field"]) for error in data["createContact"]["userErrors"]) == [
        ("VALIDATION", ["drivingLicenceGroups"]),
        ("VALIDATION", ["propertyInterest"]),
    ]


async def test_one_filter_asks_for_fields_of_both(crm: Crm) -> None:
    kodiaq = await crm.create("VehicleModel", {"make": "Škoda", "model": "Kodiaq"})
    fabia = await crm.create("VehicleModel", {"make": "Škoda", "model": "Fabia"})
    for name, model, interest in (("A", kodiaq, "BUY"), ("B", kodiaq, "SELL"), ("C", fabia, "BUY")):
        await crm.create(
            "Contact",
            {
                "firstName": name,
                "preferredVehicleModelId": model.id,
                "drivingLicenceGroups": ["B"],
                "propertyInterest": interest,
            },
        )
    data = await crm.data(
        """{
          contacts(
            filter: {
              preferredVehicleModel: {model: {eq: "Kodiaq"}}
              drivingLicenceGroups: {containsAny: ["B", "C"]}
              propertyInterest: {eq: "BUY"}
            }
          ) { nodes { firstName } }
          vehicleModels(filter: {interestedContacts: {some: {firstName: {eq: "C"}}}}) { nodes { model } }
        }"""
    )
    assert data["contacts"]["nodes"] == [{"firstName": "A"}]
    assert data["vehicleModels"]["nodes"] == [{"model": "Fabia"}]


async def test_organizations_have_fleets(crm: Crm) -> None:
    for name, size in (("Taxi", 40), ("Bakery", 3), ("Shop", None)):
        await crm.create("Organization", {"name": name, "fleetSize": size})
    data = await crm.data(
        'mutation { createOrganization(input: {name: "X", fleetSize: -1}) { userErrors { code field } } }'
    )
    assert data["createOrganization"]["userErrors"] == [{"code": "VALIDATION", "field": ["fleetSize"]}]
    data = await crm.data("{ organizations(filter: {fleetSize: {gte: 10}}) { nodes { name fleetSize } } }")
    assert data["organizations"]["nodes"] == [{"name": "Taxi", "fleetSize": 40}]
