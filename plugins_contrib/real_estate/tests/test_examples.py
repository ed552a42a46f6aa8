"""The operations that the explorer shows are such as they should be."""

from graphql import OperationDefinitionNode, OperationType, parse

from gql_crm.testing import Crm
from gql_crm_real_estate.module import REAL_ESTATE

OPERATIONS = [
    node for node in parse(REAL_ESTATE.examples).definitions if isinstance(node, OperationDefinitionNode)
]


async def test_every_example_succeeds_in_their_order(crm: Crm) -> None:
    for operation in OPERATIONS:
        assert operation.name
        name = operation.name.value
        document = await crm.execute(REAL_ESTATE.examples, operation_name=name)
        assert "errors" not in document
        if operation.operation is OperationType.MUTATION:
            payloads = document["data"].values()
            codes = [error["code"] for payload in payloads for error in payload["userErrors"]]
            assert codes == (["ALREADY_OFFERED"] if name == "Story4OfferedAlready" else [])


async def test_the_story_of_the_examples_ends_with_a_deal(crm: Crm) -> None:
    answers = {}
    for operation in OPERATIONS:
        name = operation.name.value if operation.name else ""
        answers[name] = (await crm.execute(REAL_ESTATE.examples, operation_name=name))["data"]
    assert answers["Story2Matches"]["buyerRequest"]["matches"]["totalCount"] == 1
    assert answers["Story6Stream"]["buyerRequest"]["timeline"]["totalCount"] == 1
    deal = answers["Story7Deal"]["recordDeal"]
    assert (deal["property"]["standardStatus"], deal["buyerRequest"]["status"]) == ("CLOSED", "FULFILLED")


def test_every_example_says_what_it_shows() -> None:
    blocks = REAL_ESTATE.examples.strip().split("\n\n")
    assert len(blocks) == len(OPERATIONS) >= 3
    assert [block for block in blocks if not block.startswith("# ")] == []
