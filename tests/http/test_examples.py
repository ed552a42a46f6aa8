"""The operations that GraphiQL opens with."""

from importlib.resources import files

import httpx
import pytest
from graphql import OperationDefinitionNode, OperationType, build_schema, parse, validate

from tests.http.served import Served
from tests.http.sockets import socket_of

EXAMPLES = files("gql_crm.http").joinpath("examples.graphql").read_text("utf-8")
OPERATIONS = [node for node in parse(EXAMPLES).definitions if isinstance(node, OperationDefinitionNode)]
NAMES = [operation.name.value for operation in OPERATIONS if operation.name]


def _names(kind: OperationType) -> list[str]:
    return [one.name.value for one in OPERATIONS if one.name and one.operation is kind]


def test_every_operation_has_a_name_to_choose_it_by() -> None:
    assert len(set(NAMES)) == len(OPERATIONS) >= 5


def test_every_operation_fits_the_schema(client: httpx.Client) -> None:
    schema = build_schema(client.get("/schema.graphql").text)
    assert validate(schema, parse(EXAMPLES)) == []


@pytest.mark.parametrize("name", _names(OperationType.QUERY))
def test_every_query_runs(client: httpx.Client, name: str) -> None:
    response = client.post("/graphql", json={"query": EXAMPLES, "operationName": name})
    assert "errors" not in response.json()
    assert response.json()["data"]


@pytest.mark.parametrize("name", _names(OperationType.SUBSCRIPTION))
async def test_every_subscription_begins(served: Served, name: str) -> None:
    async with socket_of(served.url, served.token) as socket:
        await socket.send(type="subscribe", id="1", payload={"query": EXAMPLES, "operationName": name})
        assert await socket.is_quiet(), "a subscription that is refused is told so"
