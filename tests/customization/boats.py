"""A marina in Lithuania, whose boats are an entity that its people define."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import asyncpg

from gql_crm.access import Actor
from gql_crm.testing import Crm

Payload: TypeAlias = dict[str, Any]

_PAYLOAD = """
  entity {
    name plural label pluralLabel description origin retired display
    fields { key kind origin targetEntity } lists { key }
  }
  job { id kind state } catalogVersion userErrors { code field message }
"""
CREATE = f"mutation ($input: CreateEntityInput!) {{ createEntity(input: $input) {{ {_PAYLOAD} }} }}"
UPDATE = f"""
mutation ($name: String!, $input: UpdateEntityInput!) {{
  updateEntity(name: $name, input: $input) {{ {_PAYLOAD} }}
}}
"""
RENAME = f"""
mutation ($name: String!, $newName: String!, $newPlural: String!) {{
  renameEntity(name: $name, newName: $newName, newPlural: $newPlural) {{ {_PAYLOAD} }}
}}
"""
RETIRE = f"mutation ($name: String!) {{ retireEntity(name: $name) {{ {_PAYLOAD} }} }}"
RESTORE = f"mutation ($name: String!) {{ restoreEntity(name: $name) {{ {_PAYLOAD} }} }}"
DELETE = f"""
mutation ($name: String!, $confirm: String!) {{
  deleteEntity(name: $name, confirm: $confirm) {{ {_PAYLOAD} }}
}}
"""
CREATE_FIELD = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) { field { key } userErrors { code field message } }
}
"""
CREATE_BOAT = """
mutation ($input: CreateBoatInput!) {
  createBoat(input: $input) { boat { id displayName version } userErrors { code field message } }
}
"""

NAME: Mapping[str, Any] = {"key": "name", "kind": "TEXT", "required": True, "label": {"lt": "Pavadinimas"}}
BOAT: Mapping[str, Any] = {
    "name": "Boat",
    "plural": "boats",
    "label": {"en": "Boat", "lt": "Laivas"},
    "pluralLabel": {"en": "Boats", "lt": "Laivai"},
    "fields": [
        NAME,
        {"key": "registration", "kind": "TEXT", "unique": True},
        {"key": "length", "kind": "DECIMAL", "scale": 2, "min": "0"},
        {"key": "skipper", "kind": "REFERENCE", "targetEntity": "Contact", "inverse": "boats"},
    ],
}


async def create_entity(crm: Crm, *, actor: Actor | None = None, **changed: Any) -> Payload:
    """Create the entity Boat, with what is `changed` of it; return the payload."""
    data = await crm.data(CREATE, actor=actor, input={**BOAT, **changed})
    payload: Payload = data["createEntity"]
    return payload


async def boats(crm: Crm, fields: Sequence[Mapping[str, Any]] = (), **changed: Any) -> Payload:
    """Create the entity Boat with more `fields`, which has to succeed; return it."""
    payload = await create_entity(crm, fields=[*BOAT["fields"], *fields], **changed)
    assert payload["userErrors"] == []
    entity: Payload = payload["entity"]
    return entity


async def change(crm: Crm, document: str, **variables: Any) -> Payload:
    """Run a mutation of one field; return its payload."""
    (payload,) = (await crm.data(document, **variables)).values()
    found: Payload = payload
    return found


async def boat(crm: Crm, name: str, actor: Actor | None = None, **values: Any) -> str:
    """Create a boat; return its id."""
    made = (await crm.data(CREATE_BOAT, actor=actor, input={"name": name, **values}))["createBoat"]
    assert made["userErrors"] == []
    id_: str = made["boat"]["id"]
    return id_


async def contact(crm: Crm, first_name: str) -> str:
    return str((await crm.create("Contact", {"firstName": first_name})).id)


async def value(crm: Crm, query: str, *arguments: Any) -> Any:
    """Ask the database as the role that owns the tables."""
    connection = await asyncpg.connect(crm.workspace.tables.owner_dsn)
    try:
        return await connection.fetchval(query, *arguments)
    finally:
        await connection.close()


def table_of(crm: Crm, entity: str = "Boat") -> str:
    return crm.workspace.live.versions.catalog.entity(entity).table
