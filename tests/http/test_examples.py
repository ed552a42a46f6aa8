"""The operations that GraphiQL opens with."""

from importlib.resources import files

import httpx
import pytest
from graphql import OperationDefinitionNode, build_schema, parse, validate

EXAMPLES = files("gql_crm.http").joinpath("examples.graphql").read_text("utf-8")
OPERATIONS = [node for node in parse(EXAMPLES).definitions if isinstance(node, OperationDefinitionNode)]
NAMES = [operation.name.value for operation in OPERATIONS if operation.name]


def test_every_operation_has_a_name_to_choose_it_by() -> None:
    assert len(set(NAMES)) == len(OPERATIONS) >= 5


def test_every_operation_fits_the_schema(client: httpx.Client) -> None:
    schema = build_schema(client.get("/schema.graphql").text)
    assert validate(schema, parse(EXAMPLES)) == []


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("Create")])
def test_every_query_runs(client: httpx.Client, name: str) -> None:
    response = client.post("/graphql", json={"query": EXAMPLES, "operationName": name})
    assert "errors" not in response.json()
    assert response.json()["data"]
