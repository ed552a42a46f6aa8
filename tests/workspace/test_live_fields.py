"""A custom field is there at the next request, in every worker."""

import pytest

from gql_crm.testing import Crm

pytestmark = pytest.mark.postgres_smoke

CREATE_FIELD = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) {
    field { key graphqlName kind label } catalogVersion userErrors { code field message }
  }
}
"""


async def test_a_new_money_field_is_written_filtered_and_ordered_at_the_next_request(crm: Crm) -> None:
    made = await crm.data(
        CREATE_FIELD, input={"entity": "Contact", "key": "budget", "kind": "MONEY", "label": {"en": "Budget"}}
    )
    assert made["createField"]["userErrors"] == []
    create = """mutation ($input: CreateContactInput!) {
      createContact(input: $input) { contact { id } userErrors { message } } }"""
    for name, amount in (("Ona", "900.10"), ("Eva", "1200"), ("Ivo", "50")):
        await crm.data(create, input={"firstName": name, "budget": {"amount": amount, "currency": "EUR"}})
    data = await crm.data(
        '{ contacts(filter: {budget: {gte: {amount: "100", currency: "EUR"}}}, orderBy: [{budget: DESC}])'
        " { nodes { firstName budget { amount currency } } } }"
    )
    assert data["contacts"]["nodes"] == [
        {"firstName": "Eva", "budget": {"amount": "1200", "currency": "EUR"}},
        {"firstName": "Ona", "budget": {"amount": "900.1", "currency": "EUR"}},
    ]
