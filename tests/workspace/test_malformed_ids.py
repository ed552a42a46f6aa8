"""A malformed id is no fault of the data: the request is wrong."""

import pytest

from gql_crm.testing import Crm


@pytest.mark.parametrize(
    "document",
    [
        '{ contact(id: "12") { id } }',
        '{ node(id: "12") { id } }',
        '{ nodes(ids: ["12"]) { id } }',
        '{ contacts(filter: {id: {eq: "12"}}) { totalCount } }',
        '{ contacts(filter: {organizationId: {in: ["12"]}}) { totalCount } }',
        'mutation { updateContact(id: "12", input: {}) { contact { id } } }',
        'mutation { deleteContact(id: "12") { deletedId } }',
        'mutation { restoreContact(id: "12") { contact { id } } }',
        'mutation { createContact(input: {organizationId: "12"}) { contact { id } } }',
        'mutation { createApiToken(input: {userId: "12", name: "x"}) { secret } }',
    ],
)
async def test_a_malformed_id_is_bad_user_input_wherever_it_stands(crm: Crm, document: str) -> None:
    (error,) = (await crm.execute(document))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert '"12"' in error["message"]
