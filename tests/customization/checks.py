"""How tests of conditions, rules and scopes ask the CRM."""

from typing import Any

from gql_crm.access import Actor
from gql_crm.testing import Crm

CREATE_FIELDS = """
mutation ($inputs: [CreateFieldInput!]!) {
  createFields(inputs: $inputs) { userErrors { code field message elementIndex } }
}
"""
UPDATE_FIELD = """
mutation ($entity: String!, $key: String!, $input: UpdateFieldInput!) {
  updateField(entity: $entity, key: $key, input: $input) {
    field { visibleWhen requiredWhen uniqueWithin unique min max minLength maxLength pattern immutable }
    job { id }
    userErrors { code field message }
  }
}
"""
CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id } userErrors { code field message } }
}
"""
UPDATE = """
mutation ($id: ID!, $input: UpdateContactInput!) {
  updateContact(id: $id, input: $input) { userErrors { code field message } }
}
"""

Errors = list[dict[str, Any]]


async def shape(crm: Crm, *fields: dict[str, Any], entity: str = "Contact") -> Errors:
    """Create custom fields."""
    inputs = [{"entity": entity, **field} for field in fields]
    errors: Errors = (await crm.data(CREATE_FIELDS, inputs=inputs))["createFields"]["userErrors"]
    return errors


async def reshape(crm: Crm, key: str, entity: str = "Contact", **given: Any) -> Errors:
    """Change a field."""
    answered = await crm.data(UPDATE_FIELD, entity=entity, key=key, input=given)
    errors: Errors = answered["updateField"]["userErrors"]
    return errors


async def create(crm: Crm, actor: Actor | None = None, **values: Any) -> tuple[str, Errors]:
    """Create a contact; return its id, empty where it was refused, and the faults."""
    answered = await crm.data(CREATE, actor=actor, input={"lastName": "Žukauskienė", **values})
    payload = answered["createContact"]
    return (payload["contact"] or {}).get("id", ""), payload["userErrors"]


async def created(crm: Crm, **values: Any) -> str:
    """Create a contact that must be good."""
    id_, errors = await create(crm, **values)
    assert errors == []
    return id_


async def update(crm: Crm, id_: str, **values: Any) -> Errors:
    """Change a contact."""
    errors: Errors = (await crm.data(UPDATE, id=id_, input=values))["updateContact"]["userErrors"]
    return errors


def told(errors: Errors) -> list[tuple[str, str]]:
    """Return codes and paths."""
    return [(error["code"], ".".join(error["field"])) for error in errors]
