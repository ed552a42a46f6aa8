"""Who acts is remembered between requests, and forgotten at once when they may not act any more."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.http.served import Served

CONTACTS = "{ contacts(first: 1) { totalCount } viewer { name } }"
CREATE_USER = "mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }"
CREATE_TOKEN = (
    "mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret token { id } } }"
)
UPDATE_USER = """mutation ($id: ID!, $input: UpdateUserInput!) {
  updateUser(id: $id, input: $input) { userErrors { message } } }"""
DELETE_USER = "mutation ($id: ID!) { deleteUser(id: $id) { userErrors { message } } }"


def asked(client: httpx.Client, query: str, **variables: Any) -> dict[str, Any]:
    document: dict[str, Any] = client.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in document, document
    data: dict[str, Any] = document["data"]
    return data


class Member:
    """A user with a token, who has asked twice: so they are remembered."""

    def __init__(self, admin: httpx.Client, served: Served, **token: Any) -> None:
        self.admin = admin
        email = f"member{time.time_ns()}@example.com"
        values = {"name": "Ieva", "email": email, "roleKeys": ["member"]}
        self.id = asked(admin, CREATE_USER, input=values)["createUser"]["user"]["id"]
        given = {"userId": self.id, "name": "test", **token}
        self.secret = asked(admin, CREATE_TOKEN, input=given)["createApiToken"]["secret"]
        self.client = served.client(Authorization=f"Bearer {self.secret}")
        for _ in range(3):
            assert asked(self.client, CONTACTS)["viewer"] == {"name": "Ieva"}

    def change(self, **values: Any) -> None:
        assert asked(self.admin, UPDATE_USER, id=self.id, input=values)["updateUser"]["userErrors"] == []

    @property
    def status(self) -> int:
        response = self.client.post("/graphql", json={"query": CONTACTS})
        if response.status_code == 200:
            assert "errors" not in response.json()
        return response.status_code


@pytest.fixture
def member(client: httpx.Client, served: Served) -> Iterator[Member]:
    made = Member(client, served)
    yield made
    made.client.close()


def test_a_user_who_is_switched_off_is_refused_at_once_and_let_in_again(member: Member) -> None:
    for _ in range(2):
        member.change(active=False)
        assert member.status == 401
        member.change(active=True)
        assert member.status == 200


def test_a_deleted_user_is_refused_at_once(member: Member) -> None:
    asked(member.admin, DELETE_USER, id=member.id)
    assert member.status == 401


def test_new_roles_hold_at_once(member: Member) -> None:
    asked(member.admin, 'mutation { createContact(input: {lastName: "Ne savas"}) { contact { id } } }')
    assert asked(member.client, CONTACTS)["contacts"]["totalCount"] == 0
    member.change(roleKeys=["admin"])
    assert asked(member.client, CONTACTS)["contacts"]["totalCount"] > 0
    member.change(roleKeys=["member"])
    assert asked(member.client, CONTACTS)["contacts"]["totalCount"] == 0


def test_a_token_ends_at_its_time(client: httpx.Client, served: Served) -> None:
    expires = datetime.now(UTC) + timedelta(seconds=1.5)
    member = Member(client, served, expiresAt=expires.isoformat())
    deadline = time.monotonic() + 60
    while member.status == 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert datetime.now(UTC) >= expires
    assert member.status == 401
    member.client.close()


def test_who_may_not_act_any_more_writes_nothing(member: Member) -> None:
    create = """mutation ($input: CreateContactInput!) {
      createContact(input: $input) { contact { lastName } userErrors { code } } }"""
    count = '{ contacts(filter: {lastName: {startsWith: "Paskutinis"}}) { totalCount } }'
    for number in range(3):
        made = asked(member.client, create, input={"lastName": f"Paskutinis {number}"})
        assert made["createContact"]["contact"] == {"lastName": f"Paskutinis {number}"}
    member.change(active=False)
    late = {"query": create, "variables": {"input": {"lastName": "Paskutinis 3"}}}
    assert member.client.post("/graphql", json=late).status_code == 401
    assert asked(member.admin, count)["contacts"]["totalCount"] == 3
    member.change(active=True)
    assert "errors" not in member.client.post("/graphql", json=late).json()


def test_another_token_of_a_remembered_user_is_another_proof(member: Member, served: Served) -> None:
    with served.client(Authorization=f"Bearer {member.secret}x") as wrong:
        assert wrong.post("/graphql", json={"query": CONTACTS}).status_code == 401
    with served.client(Authorization=f"Basic {member.secret}") as basic:
        assert basic.post("/graphql", json={"query": CONTACTS}).status_code == 401


def test_a_token_for_reading_alone_stays_one(client: httpx.Client, served: Served) -> None:
    member = Member(client, served, scopes=["read"])
    mutation = 'mutation { createContact(input: {lastName: "x"}) { contact { id } } }'
    for _ in range(2):
        answer = member.client.post("/graphql", json={"query": mutation}).json()
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    member.client.close()
