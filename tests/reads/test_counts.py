"""`count`: how many records there are, up to a limit."""

import pytest

from tests.story import Story


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("", (14, "EXACT")),
        ("(limit: null)", (14, "EXACT")),
        ("(limit: 1)", (1, "AT_LEAST")),
        ("(limit: 13)", (13, "AT_LEAST")),
        ("(limit: 14)", (14, "EXACT")),
        ("(limit: 15)", (14, "EXACT")),
        ("(limit: 100000)", (14, "EXACT")),
    ],
)
async def test_counting_stops_at_the_limit(story: Story, limit: str, expected: tuple[int, str]) -> None:
    data = await story.data(f"{{ contacts(first: 3) {{ count{limit} {{ value precision }} }} }}")
    found = data["contacts"]["count"]
    assert (found["value"], found["precision"]) == expected


async def test_no_more_than_one_row_beyond_the_limit_is_read(story: Story) -> None:
    story.crm.statements.clear()
    await story.data("{ contacts { count(limit: 7) { value } } }")
    assert "LIMIT 8" in story.crm.statements[0]


@pytest.mark.parametrize("limit", [0, -1, 100_001])
async def test_a_limit_out_of_range_is_refused(story: Story, limit: int) -> None:
    code, message = await story.refusal(
        "query ($limit: Int) { contacts { count(limit: $limit) { value } } }", limit=limit
    )
    assert code == "BAD_USER_INPUT"
    assert message == f"limit: {limit} is out of range; expected 1 to 100000. totalCount counts all."


async def test_counts_of_several_limits_stand_side_by_side(story: Story) -> None:
    data = await story.data(
        "query ($few: Int = 2) { contacts { a: count(limit: $few) { n: value __typename }"
        " b: count(limit: 20) { precision } } }"
    )
    assert data["contacts"] == {
        "a": {"n": 2, "__typename": "RecordCount"},
        "b": {"precision": "EXACT"},
    }
