"""Small requests that would be a lot of work are refused, or answered, in little time."""

import pytest

from gql_crm.testing import Crm
from tests.bombs import BOMBS, Bomb, nested_lists, within_budget


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
async def test_a_bomb_costs_little(crm: Crm, bomb: Bomb) -> None:
    document = await within_budget(lambda n: crm.execute(f"{bomb.query} #{n}", bomb.variables))
    codes = {error["extensions"]["code"] for error in document.get("errors", [])}
    assert codes == ({bomb.code} if bomb.code else set())
    assert ("data" in document) is (bomb.code is None)
    assert crm.statements == [] or bomb.code is None


async def test_100_000_lists_in_lists_cost_little(crm: Crm) -> None:
    """No JSON that a server takes is nested so deeply; other callers may have such values."""
    query = "query ($f: ContactFilter) { contacts(filter: $f) { nodes { id } } }"
    variables = {"f": {"and": nested_lists(100_000)}}
    document = await within_budget(lambda n: crm.execute(f"{query} #{n}", variables))
    assert {error["extensions"]["code"] for error in document["errors"]} == {"QUERY_TOO_EXPENSIVE"}
