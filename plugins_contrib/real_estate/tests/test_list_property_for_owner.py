from typing import Any

import pytest

from gql_crm.testing import Crm

LIST = """
  mutation ($input: ListPropertyForOwnerInput!) {
    listPropertyForOwner(input: $input) {
      property { title ownerContacts { nodes { displayName email } } }
      userErrors { code field message }
    }
  }
"""
COUNTS = "{ properties { totalCount } contacts { totalCount } }"


async def listed(crm: Crm, **input: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await crm.data(LIST, input=input))["listPropertyForOwner"]
    return payload


def faults(payload: dict[str, Any]) -> list[tuple[str, str]]:
    assert payload["property"] is None
    return sorted((error["code"], _place(error["field"])) for error in payload["userErrors"])


def _place(field: list[str]) -> str:
    """The field, without the part of its value that is wrong."""
    return ".".join(field[:2] if "ownerContactIds" not in field else field)


async def counts(crm: Crm) -> tuple[int, int]:
    data = await crm.data(COUNTS)
    return data["properties"]["totalCount"], data["contacts"]["totalCount"]


async def test_a_property_is_listed_for_a_new_owner(crm: Crm) -> None:
    payload = await listed(
        crm,
        property={"title": "Butas Žvėryne", "listPrice": {"amount": "120000", "currency": "EUR"}},
        owner={"firstName": "Jūratė", "lastName": "Žukauskienė", "email": "jurate@example.com"},
    )
    owner = {"displayName": "Jūratė Žukauskienė", "email": "jurate@example.com"}
    assert payload == {
        "property": {"title": "Butas Žvėryne", "ownerContacts": {"nodes": [owner]}},
        "userErrors": [],
    }
    assert await counts(crm) == (1, 1)


async def test_a_property_is_listed_for_a_contact_who_is_there(crm: Crm) -> None:
    contact = await crm.create("Contact", {"firstName": "Petras", "email": "petras@example.com"})
    payload = await listed(crm, property={"title": "Namas"}, ownerContactId=str(contact.id))
    assert payload["property"]["ownerContacts"]["nodes"] == [
        {"displayName": "Petras", "email": "petras@example.com"}
    ]
    assert await counts(crm) == (1, 1)


async def test_the_owner_joins_those_that_the_property_names_itself(crm: Crm) -> None:
    partner = await crm.create("Contact", {"firstName": "Partner"})
    payload = await listed(
        crm, property={"title": "Flat", "ownerContactIds": [str(partner.id)]}, owner={"firstName": "Owner"}
    )
    names = {node["displayName"] for node in payload["property"]["ownerContacts"]["nodes"]}
    assert names == {"Partner", "Owner"}


async def test_custom_fields_of_both_pass_through(crm: Crm) -> None:
    await crm.data(
        """mutation {
          createFields(inputs: [
            {entity: "Property", key: "loft", kind: BOOLEAN}
            {entity: "Contact", key: "budget", kind: MONEY}
          ]) { userErrors { code message } }
        }"""
    )
    budget = {"amount": "250000.5", "currency": "EUR"}
    data = await crm.data(
        """mutation ($budget: MoneyInput!) {
          listPropertyForOwner(
            input: {property: {title: "Flat", loft: true}, owner: {firstName: "Owner", budget: $budget}}
          ) {
            property { loft ownerContacts { nodes { budget { amount currency } } } }
            userErrors { code field }
          }
        }""",
        budget=budget,
    )
    assert data["listPropertyForOwner"] == {
        "property": {"loft": True, "ownerContacts": {"nodes": [{"budget": budget}]}},
        "userErrors": [],
    }


async def test_all_faults_of_both_are_told_at_once_and_nothing_is_written(crm: Crm) -> None:
    payload = await listed(
        crm,
        property={
            "title": "Flat",
            "propertyType": "Castle",
            "listPrice": {"amount": "-1", "currency": "EUR"},
        },
        owner={"firstName": "Owner", "email": "nobody", "phone": "12"},
    )
    assert faults(payload) == [
        ("VALIDATION", "owner.email"),
        ("VALIDATION", "owner.phone"),
        ("VALIDATION", "property.listPrice"),
        ("VALIDATION", "property.propertyType"),
    ]
    assert await counts(crm) == (0, 0)


async def test_a_fault_of_the_property_leaves_no_owner_behind(crm: Crm) -> None:
    payload = await listed(crm, property={"parcelNumber": "12"}, owner={"firstName": "Owner"})
    assert faults(payload) == [("VALIDATION", "property.parcelNumber")]
    assert await counts(crm) == (0, 0)


async def test_an_owner_must_be_given(crm: Crm) -> None:
    payload = await listed(crm, property={"parcelNumber": "12"})
    assert faults(payload) == [("REQUIRED", "owner"), ("VALIDATION", "property.parcelNumber")]


@pytest.mark.parametrize("nothing", [{"owner": None}, {"ownerContactId": None}])
async def test_null_is_no_owner(crm: Crm, nothing: dict[str, Any]) -> None:
    assert faults(await listed(crm, property={"title": "Flat"}, **nothing)) == [("REQUIRED", "owner")]


async def test_one_owner_is_given_not_two(crm: Crm) -> None:
    contact = await crm.create("Contact", {"firstName": "Petras"})
    payload = await listed(
        crm, property={"title": "Flat"}, owner={"email": "nobody"}, ownerContactId=str(contact.id)
    )
    assert faults(payload) == [("VALIDATION", "owner.email"), ("VALIDATION", "ownerContactId")]
    assert await counts(crm) == (0, 1)


async def test_an_owner_who_is_not_there_is_named_where_the_client_named_them(crm: Crm) -> None:
    nobody, other = "01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058"
    payload = await listed(crm, property={"ownerContactIds": [other]}, ownerContactId=nobody)
    assert faults(payload) == [("NOT_FOUND", "ownerContactId"), ("NOT_FOUND", "property.ownerContactIds.0")]


async def test_an_id_that_is_no_id_is_bad_input(crm: Crm) -> None:
    document = await crm.execute(LIST, {"input": {"property": {"title": "Flat"}, "ownerContactId": "12"}})
    (error,) = document["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "field": ["ownerContactId"]}


async def test_a_field_that_does_not_exist_is_bad_input(crm: Crm) -> None:
    document = await crm.execute(LIST, {"input": {"property": {"castle": True}, "owner": {"firstName": "O"}}})
    assert document["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await counts(crm) == (0, 0)


async def test_members_list_properties_for_contacts_whom_they_see(crm: Crm) -> None:
    rasa, tomas = await crm.user("Rasa"), await crm.user("Tomáš")
    contact = await crm.create("Contact", {"firstName": "Petras"}, actor=rasa)
    input = {"property": {"title": "Flat"}, "ownerContactId": str(contact.id)}
    data = await crm.data(LIST, actor=tomas, input=input)
    assert faults(data["listPropertyForOwner"]) == [("NOT_FOUND", "ownerContactId")]
    data = await crm.data(LIST, actor=rasa, input=input)
    assert data["listPropertyForOwner"]["property"]["title"] == "Flat"
