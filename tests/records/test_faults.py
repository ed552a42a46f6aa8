from typing import Any

import pytest

from gql_crm.errors import UserErrors
from tests.records.world import World, errors, only_error


async def nothing_written(world: World) -> bool:
    counts = await world.fetch(
        """
        SELECT (SELECT count(*) FROM change) AS changes, (SELECT count(*) FROM record) AS records,
          (SELECT count(*) FROM unique_value) AS taken, (SELECT count(*) FROM record_reference) AS links
        """
    )
    return tuple(counts[0]) == (2, 2, 2, 0)  # the two users of the world


async def test_all_faults_of_a_call_are_told_at_once(world: World) -> None:
    nobody = "01890a5d-ac96-774b-bcce-b302099a8057"
    with pytest.raises(UserErrors) as caught:
        await world.create(
            "Project",
            hours="1.234",
            stage="never",
            fee={"amount": "1", "currency": "XXL"},
            starts="tomorrow",
            clientId=nobody,
            ownerId=nobody,
            personIds=[nobody],
            locked=1,
            id="7d9a3f3e-8e7c-4d2b-9b0e-0d9a3f3e8e7c",
        )
    assert [(code, path.split(".")[0]) for code, path in errors(caught)] == [
        ("NOT_FOUND", "clientId"),
        ("NOT_FOUND", "ownerId"),
        ("NOT_FOUND", "personIds"),
        ("READ_ONLY", "locked"),
        ("REQUIRED", "title"),
        ("VALIDATION", "fee"),
        ("VALIDATION", "hours"),
        ("VALIDATION", "id"),
        ("VALIDATION", "stage"),
        ("VALIDATION", "starts"),
    ]
    assert await nothing_written(world)


async def test_a_duplicate_is_told_together_with_other_faults(world: World) -> None:
    await world.create("Project", title="First", code="P-1", alias="one")
    with pytest.raises(UserErrors) as caught:
        await world.create("Project", title="", code=" p-1", alias="ONE", hours="x")
    assert errors(caught) == [
        ("DUPLICATE", "alias"),
        ("DUPLICATE", "code"),
        ("REQUIRED", "title"),
        ("VALIDATION", "hours"),
    ]


@pytest.mark.parametrize(
    ("values", "code", "path"),
    [
        ({}, "REQUIRED", "title"),
        ({"title": None}, "REQUIRED", "title"),
        ({"title": "  "}, "REQUIRED", "title"),
        ({"title": "x" * 81}, "VALIDATION", "title"),
        ({"title": "a\nb"}, "VALIDATION", "title"),
        ({"title": "x", "stage": "frozen"}, "VALIDATION", "stage"),
        ({"title": "x", "marks": ["hot", "old"]}, "VALIDATION", "marks"),
        ({"title": "x", "locked": 1}, "READ_ONLY", "locked"),
        ({"title": "x", "createdAt": "2026-01-01T00:00:00Z"}, "READ_ONLY", "createdAt"),
    ],
)
async def test_a_faulty_value_writes_nothing(
    world: World, values: dict[str, Any], code: str, path: str
) -> None:
    with pytest.raises(UserErrors) as caught:
        await world.create("Project", **values)
    assert errors(caught) == [(code, path)]
    assert await nothing_written(world)


async def test_a_message_quotes_the_value(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", email="jurate@")
    assert '"jurate@"' in only_error(caught).message
