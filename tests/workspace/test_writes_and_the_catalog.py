"""Writes and changes of the catalog do not miss each other."""

import asyncio

from gql_crm.testing import Crm

CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id } userErrors { code field message } }
}
"""
MAKE_UNIQUE = """
mutation {
  updateField(entity: "Contact", key: "badge", input: {unique: true}) { userErrors { code message } }
}
"""
BADGE = {"entity": "Contact", "key": "badge", "kind": "TEXT"}
CREATE_FIELD = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { code } } }"


async def test_a_field_becomes_unique_while_records_are_written(crm: Crm) -> None:
    await crm.data(CREATE_FIELD, input=BADGE)
    writes = [crm.data(CREATE, input={"firstName": "x", "badge": f"b{number}"}) for number in range(60)]
    unique, *_ = await asyncio.gather(crm.data(MAKE_UNIQUE), *writes)
    assert unique["updateField"]["userErrors"] == []
    for number in range(60):
        again = await crm.data(CREATE, input={"firstName": "again", "badge": f"B{number}"})
        assert [error["code"] for error in again["createContact"]["userErrors"]] == ["DUPLICATE"], number


async def test_an_operation_may_change_the_catalog_and_write_records(crm: Crm) -> None:
    both = """
    mutation ($field: CreateFieldInput!, $contact: CreateContactInput!) {
      first: createContact(input: $contact) { contact { firstName } userErrors { message } }
      createField(input: $field) { field { key } userErrors { message } }
      second: createContact(input: $contact) { contact { firstName } userErrors { message } }
    }
    """
    data = await crm.data(both, field=BADGE, contact={"firstName": "Ona"})
    assert data["first"] == data["second"] == {"contact": {"firstName": "Ona"}, "userErrors": []}
    assert data["createField"] == {"field": {"key": "badge"}, "userErrors": []}
    assert (await crm.data("{ contacts { totalCount } }"))["contacts"]["totalCount"] == 2


async def test_a_fault_in_a_part_of_a_value_names_the_part(crm: Crm) -> None:
    create = """
    mutation ($input: CreateOrganizationInput!) {
      createOrganization(input: $input) { organization { id } userErrors { code field } }
    }
    """
    for part, value in (("amount", "1,234"), ("currency", "EURO")):
        revenue = {"amount": "1", "currency": "EUR", part: value}
        data = await crm.data(create, input={"name": "x", "annualRevenue": revenue})
        (error,) = data["createOrganization"]["userErrors"]
        assert error == {"code": "VALIDATION", "field": ["annualRevenue", part]}
