"""A running CRM that others follow: what somebody does in it, and who they are."""

import uuid
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.http.sockets import Socket, socket_of

CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id } userErrors { code field message } }
}
"""
UPDATE = """
mutation ($id: ID!, $input: UpdateContactInput!) {
  updateContact(id: $id, input: $input) { contact { id } userErrors { code field message } }
}
"""
DELETE = "mutation ($id: ID!) { deleteContact(id: $id) { deletedId userErrors { code message } } }"
RESTORE = "mutation ($id: ID!) { restoreContact(id: $id) { contact { id } userErrors { code message } } }"
CREATE_USER = """
mutation ($input: CreateUserInput!) {
  createUser(input: $input) { user { id } userErrors { code field message } }
}
"""
CREATE_TOKEN = """
mutation ($user: ID!) {
  createApiToken(input: {userId: $user, name: "test"}) { secret userErrors { code message } }
}
"""
CREATE_FIELD = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) { field { key } catalogVersion userErrors { code field message } }
}
"""


@dataclass(frozen=True)
class Person:
    id: str
    token: str


@dataclass(frozen=True)
class Living:
    url: str
    token: str
    http: httpx.AsyncClient

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str, token: str) -> AsyncIterator["Living"]:
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=30) as http:
            yield cls(url, token, http)

    async def do(self, query: str, **variables: Any) -> dict[str, Any]:
        """Carry out a document that must succeed, and return the data of its only field."""
        answer = (await self.http.post("/graphql", json={"query": query, "variables": variables})).json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = next(iter(answer["data"].values()))
        assert not data or not data.get("userErrors"), data
        return data

    async def create(self, last_name: str, **more: Any) -> str:
        made = await self.do(CREATE, input={"lastName": last_name, **more})
        id_: str = made["contact"]["id"]
        return id_

    async def update(self, id: str, **values: Any) -> None:
        await self.do(UPDATE, id=id, input=values)

    async def delete(self, id: str) -> None:
        await self.do(DELETE, id=id)

    async def restore(self, id: str) -> None:
        await self.do(RESTORE, id=id)

    async def person(self, name: str, *roles: str) -> Person:
        """Make a user with roles, "member" without any, and a token of theirs."""
        values = {
            "name": name,
            "email": f"{uuid.uuid4().hex}@example.com",
            "roleKeys": list(roles or ("member",)),
        }
        user = (await self.do(CREATE_USER, input=values))["user"]["id"]
        return Person(user, (await self.do(CREATE_TOKEN, user=user))["secret"])

    def socket(self, token: str | None = None) -> AbstractAsyncContextManager[Socket]:
        return socket_of(self.url, token or self.token)
