"""Documents that make roll-ups and read them."""

from typing import Any

from gql_crm.testing import Crm
from tests.story import organization

FIELD = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) {
    field { key kind valueKind writable rollup { list function field by filter } }
    userErrors { code field message }
  }
}
"""
UPDATE = """
mutation ($entity: String!, $key: String!, $input: UpdateFieldInput!) {
  updateField(entity: $entity, key: $key, input: $input) {
    field { rollup { list function field by filter } } userErrors { code field message }
  }
}
"""
RENAME = """
mutation ($entity: String!, $key: String!, $newKey: String!) {
  renameField(entity: $entity, key: $key, newKey: $newKey) { userErrors { code message } }
}
"""
DELETE = """
mutation ($entity: String!, $key: String!) {
  deleteField(entity: $entity, key: $key, confirm: $key) { userErrors { code message } }
}
"""


async def rollup(crm: Crm, key: str, entity: str = "Organization", **rolled: Any) -> dict[str, Any]:
    """Make a roll-up; return the payload."""
    given = {"entity": entity, "key": key, "kind": "ROLLUP", "rollup": rolled}
    payload: dict[str, Any] = (await crm.data(FIELD, input=given))["createField"]
    return payload


async def made(crm: Crm, key: str, entity: str = "Organization", **rolled: Any) -> str:
    """Make a roll-up, which has to succeed; return the kind of its values."""
    payload = await rollup(crm, key, entity, **rolled)
    assert payload["userErrors"] == []
    kind: str = payload["field"]["valueKind"]
    return kind


async def formula(crm: Crm, key: str, expression: str, entity: str = "Organization") -> list[dict[str, Any]]:
    """Make a formula; return its faults."""
    given = {"entity": entity, "key": key, "kind": "FORMULA", "expression": expression}
    errors: list[dict[str, Any]] = (await crm.data(FIELD, input=given))["createField"]["userErrors"]
    return errors


async def values(crm: Crm, selection: str, number: int = 1, **asked: Any) -> dict[str, Any]:
    """Return what is selected of an organization."""
    read = f"query ($id: ID!) {{ organization(id: $id) {{ {selection} }} }}"
    record: dict[str, Any] = (await crm.data(read, id=organization(number), **asked))["organization"]
    return record
