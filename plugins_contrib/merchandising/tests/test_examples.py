"""The operations that the explorer shows are such as they should be."""

from graphql import OperationDefinitionNode, OperationType, parse

from gql_crm.testing import Crm
from gql_crm_merchandising.module import MERCHANDISING

OPERATIONS = [
    node for node in parse(MERCHANDISING.examples).definitions if isinstance(node, OperationDefinitionNode)
]


async def test_every_example_succeeds(crm: Crm) -> None:
    outlet = await crm.create("Organization", {"name": "Магазин Липа", "isOutlet": True})
    for operation in OPERATIONS:
        assert operation.name
        is_mutation = operation.operation is OperationType.MUTATION
        variables = {"outlet": str(outlet.id)} if is_mutation else {}
        document = await crm.execute(MERCHANDISING.examples, variables, operation_name=operation.name.value)
        assert "errors" not in document
        if is_mutation:
            assert document["data"]["startVisit"]["userErrors"] == []


def test_every_example_says_what_it_shows() -> None:
    blocks = MERCHANDISING.examples.strip().split("\n\n")
    assert len(blocks) == len(OPERATIONS) >= 3
    assert [block for block in blocks if not block.startswith("# ")] == []
