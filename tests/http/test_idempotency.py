"""The header Idempotency-Key."""

import uuid

import httpx
import pytest

CREATE = """mutation ($id: ID!, $name: String!) {
  createContact(input: { id: $id, firstName: $name }) { contact { firstName version } userErrors { code } }
}"""
DELETE = "mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }"
GRAPHQL = "application/graphql-response+json"


def _post(client: httpx.Client, key: str, record: str, name: str, accept: str = GRAPHQL) -> httpx.Response:
    body = {"query": CREATE, "variables": {"id": record, "name": name}}
    return client.post("/graphql", json=body, headers={"Idempotency-Key": key, "Accept": accept})


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 422), ("application/json", 200)])
def test_a_mutation_is_repeated_and_another_one_refused(
    client: httpx.Client, accept: str, status: int
) -> None:
    key, record = str(uuid.uuid4()), "0199c9f4-8a3e-7c52-b7c1-5d1f0a9be2" + format(status % 256, "02x")
    first, again = (_post(client, key, record, "Ona", accept) for _ in range(2))
    other = _post(client, key, record, "Rasa", accept)
    client.post("/graphql", json={"query": DELETE, "variables": {"id": record}})
    created = {"contact": {"firstName": "Ona", "version": 1}, "userErrors": []}
    assert first.json() == again.json() == {"data": {"createContact": created}}
    assert other.status_code == status
    assert other.json()["errors"][0]["extensions"] == {"code": "IDEMPOTENCY_MISMATCH"}
    assert "data" not in other.json()


def test_a_key_that_is_none_is_refused(client: httpx.Client) -> None:
    answer = client.post("/graphql", json={"query": "{ __typename }"}, headers={"Idempotency-Key": "a b"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}
