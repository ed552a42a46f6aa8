"""The operations that the explorer shows are such as they should be."""

from graphql import OperationDefinitionNode, OperationType, parse

from gql_crm.testing import Crm
from gql_crm_real_estate.module import REAL_ESTATE

OPERATIONS = [
    node for node in parse(REAL_ESTATE.examples).definitions if isinstance(node, OperationDefinitionNode)
]


async def test_every_example_succeeds(crm: Crm) -> None:
    for operation in OPERATIONS:
        assert operation.name
        document = await crm.execute(REAL_ESTATE.examples, operation_name=operation.name.value)
        assert "errors" not in document
        if operation.operation is OperationType.MUTATION:
            assert document["data"]["listPropertyForOwner"]["userErrors"] == []


def test_every_example_says_what_it_shows() -> None:
    blocks = REAL_ESTATE.examples.strip().split("\n\n")
    assert len(blocks) == len(OPERATIONS) >= 3
    assert [block for block in blocks if not block.startswith("# ")] == []
