"""The operations that the explorer shows are such as they should be."""

from graphql import OperationDefinitionNode, OperationType, parse

from gql_crm.testing import Crm
from gql_crm_car_dealership.module import CAR_DEALERSHIP

OPERATIONS = [
    node for node in parse(CAR_DEALERSHIP.examples).definitions if isinstance(node, OperationDefinitionNode)
]


async def test_every_example_succeeds(crm: Crm) -> None:
    vehicle = await crm.create("Vehicle", {"make": "Škoda", "status": "IN_STOCK"})
    contact = await crm.create("Contact", {"firstName": "Jana"})
    ids = {"vehicleId": str(vehicle.id), "contactId": str(contact.id)}
    for operation in OPERATIONS:
        assert operation.name
        is_mutation = operation.operation is OperationType.MUTATION
        document = await crm.execute(
            CAR_DEALERSHIP.examples, ids if is_mutation else {}, operation_name=operation.name.value
        )
        assert "errors" not in document
        if is_mutation:
            assert document["data"]["reserveVehicle"]["userErrors"] == []


def test_every_example_says_what_it_shows() -> None:
    blocks = CAR_DEALERSHIP.examples.strip().split("\n\n")
    assert len(blocks) == len(OPERATIONS) >= 3
    assert [block for block in blocks if not block.startswith("# ")] == []
