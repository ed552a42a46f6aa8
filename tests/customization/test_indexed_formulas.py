"""Formulas with an index: which there can be, and that lists are read by it."""

import re
from typing import Any

import pytest

from gql_crm.testing import Crm
from gql_crm.workspace import GraphQLRequest
from gql_crm.workspace.explaining import Explanation, explain
from tests.story import Story, own_story, story_template

__all__ = ["own_story", "story_template"]

CREATE = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) { field { indexed valueKind } job { kind } userErrors { code field message } }
}
"""
UPDATE = """
mutation ($key: String!, $input: UpdateFieldInput!) {
  updateField(entity: "Contact", key: $key, input: $input) { job { kind } userErrors { code field message } }
}
"""


async def create(crm: Crm, key: str, expression: str, **more: Any) -> dict[str, Any]:
    given = {"entity": "Contact", "key": key, "kind": "FORMULA", "expression": expression, **more}
    answer: dict[str, Any] = (await crm.data(CREATE, input=given))["createField"]
    return answer


async def indexed(crm: Crm, key: str, expression: str, **more: Any) -> None:
    made = await create(crm, key, expression, indexed=True, **more)
    assert made["userErrors"] == []
    assert (made["field"]["indexed"], made["job"]) == (True, {"kind": "field.index"})
    await crm.run_jobs()


async def refusal(crm: Crm, expression: str) -> str:
    errors = (await create(crm, "made", expression, indexed=True))["userErrors"]
    assert [(one["code"], one["field"]) for one in errors] == [("VALIDATION", ["indexed"])]
    message: str = errors[0]["message"]
    return message.removeprefix('"indexed" does not apply to this formula. ')


async def update(crm: Crm, key: str, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await crm.data(UPDATE, key=key, input=given))["updateField"]
    return answer


async def names(crm: Crm) -> list[str]:
    async with crm.workspace.database.connection() as connection:
        rows = await connection.fetch(
            "SELECT indexname FROM pg_indexes WHERE indexname ~ '_c[0-9]+_[0-9a-f]{8}$' ORDER BY 1"
        )
    return [row["indexname"] for row in rows]


async def used(crm: Crm, query: str) -> set[str]:
    """Return the indexes of custom fields that a query is read by where no table can be read whole."""
    told = await explained(crm, query)
    async with crm.workspace.database.transaction() as connection:
        for setting in ("enable_seqscan", "enable_sort", "enable_bitmapscan"):
            await connection.execute(f"SET LOCAL {setting} = off")
        rows = await connection.fetch(f"EXPLAIN {told.sql}", *told.parameters)
    plan = "\n".join(row[0] for row in rows)
    return set(re.findall(r"using (\S+_c[0-9]+_[0-9a-f]{8})", plan))


async def explained(crm: Crm, query: str) -> Explanation:
    request = GraphQLRequest(query=query, variables={})
    return await explain(crm.workspace, request, crm.admin, analyze=False)


async def warnings(crm: Crm, query: str) -> list[str]:
    return [one.text for one in (await explained(crm, query)).warnings]


KINDS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "DECIMAL": ("stars * 2.5 + coalesce(rank, 0)", {}, '{gte: "10"}', "DESC"),
    "INTEGER": ("stars * 10 / 3", {"valueKind": "INTEGER"}, "{in: [7, 17]}", "ASC"),
    "MONEY": (
        "budget * 3 / 100",
        {"valueKind": "MONEY", "scale": 2},
        '{gte: {amount: "1000", currency: "EUR"}}',
        "ASC",
    ),
    "TEXT": ('if(status = "Active", "žalia: ", "pilka: ") & lastName', {}, '{eq: "žalia: یوسفی"}', "ASC"),
    "DATE": ("addMonths(nextCall, 1)", {}, '{gte: "2026-01-01"}', "DESC"),
    "BOOLEAN": ("vip and stars > 3", {}, "{eq: true}", "DESC"),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_filters_and_orders_use_the_index_and_answer_as_before(own_story: Story, kind: str) -> None:
    crm = own_story.crm
    expression, more, wanted, direction = KINDS[kind]
    assert (await create(crm, "plain", expression, **more))["field"]["valueKind"] == kind
    await indexed(crm, "quick", expression, **more)
    order = f"orderBy: [{{KEY: {direction}}}], first: 3"
    for query in (
        f"contacts({order}) {{ nodes {{ lastName }} }}",
        f"contacts(filter: {{KEY: {wanted}}}, {order}) {{ nodes {{ lastName }} totalCount }}",
    ):
        quick, plain = (f"{{ {query.replace('KEY', key)} }}" for key in ("quick", "plain"))
        assert await crm.data(quick) == await crm.data(plain)
        assert await used(crm, quick), quick
        assert await warnings(crm, quick) == []
        assert "whose values are computed" in (await warnings(crm, plain))[0]


async def test_pages_go_on_by_the_index(own_story: Story) -> None:
    crm = own_story.crm
    await indexed(crm, "weight", "coalesce(stars, 0) * 2 + coalesce(rank, 0)")
    page = """
    query ($after: String) {
      contacts(orderBy: [{weight: DESC}], first: 4, after: $after) {
        nodes { weight } pageInfo { endCursor hasNextPage }
      }
    }
    """
    told: list[int] = []
    after = None
    while True:
        read = (await crm.data(page, after=after))["contacts"]
        told.extend(int(node["weight"]) for node in read["nodes"])
        after = read["pageInfo"]["endCursor"]
        if not read["pageInfo"]["hasNextPage"]:
            break
    total = (await crm.data("{ contacts { totalCount } }"))["contacts"]["totalCount"]
    assert told == sorted(told, reverse=True)
    assert len(told) == total


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (
            "organization.employees * 2",
            'It reads "organization.employees" of another record, which changes without this one.',
        ),
        ("nextCall - today()", 'It calls "today()", which PostgreSQL has in no index.'),
        ('"Iki " & text(nextCall)', 'It calls "text(date)", which PostgreSQL has in no index.'),
        ("twice + 1", 'It reads "twice", which is computed itself; write its expression instead.'),
        ("1 + 1", "It reads nothing of the record."),
    ],
)
async def test_what_no_index_can_serve_is_refused(own_story: Story, expression: str, said: str) -> None:
    crm = own_story.crm
    await create(crm, "twice", "stars * 2")
    assert await refusal(crm, expression) == said


async def test_explain_tells_whom_an_index_would_help(own_story: Story) -> None:
    crm = own_story.crm
    await create(crm, "twice", "stars * 2")
    await create(crm, "colleagues", "organization.employees - 1")
    for key, mended in (("twice", True), ("colleagues", False)):
        told = await explained(crm, f"{{ contacts(orderBy: [{{{key}: ASC}}]) {{ nodes {{ id }} }} }}")
        assert [one.mend is not None for one in told.warnings] == [mended]


async def test_another_expression_builds_another_index(own_story: Story) -> None:
    crm = own_story.crm
    await indexed(crm, "twice", "stars * 2")
    before = await names(crm)
    changed = await update(crm, "twice", expression="stars * 3")
    assert changed == {"job": {"kind": "field.index"}, "userErrors": []}
    await crm.run_jobs()
    after = await names(crm)
    assert len(after) == len(before)
    assert not set(after) & set(before)
    assert await used(crm, "{ contacts(orderBy: [{twice: ASC}]) { nodes { id } } }")
    errors = (await update(crm, "twice", expression="organization.employees"))["userErrors"]
    assert [one["field"] for one in errors] == [["indexed"]]
    assert (await update(crm, "twice", indexed=False))["userErrors"] == []
    await crm.run_jobs()
    assert await names(crm) == []
    assert (await update(crm, "twice", expression="organization.employees"))["userErrors"] == []
    errors = (await update(crm, "twice", indexed=True))["userErrors"]
    assert [one["field"] for one in errors] == [["indexed"]]


async def test_after_a_field_is_renamed_the_index_serves_on(own_story: Story) -> None:
    crm = own_story.crm
    await indexed(crm, "twice", "stars * 2")
    rename = 'mutation { renameField(entity: "Contact", key: "stars", newKey: "points") { catalogVersion } }'
    await crm.data(rename)
    assert await used(crm, "{ contacts(orderBy: [{twice: ASC}]) { nodes { id } } }")


async def test_a_field_under_an_index_is_not_converted(own_story: Story) -> None:
    crm = own_story.crm
    await indexed(crm, "twice", "stars * 2")
    convert = """
    mutation {
      convertField(entity: "Contact", key: "stars", input: {kind: DECIMAL}) {
        userErrors { code field message }
      }
    }
    """
    errors = (await crm.data(convert))["convertField"]["userErrors"]
    assert [(one["code"], one["field"]) for one in errors] == [("IN_USE", ["kind"])]
    assert "Contact.twice" in errors[0]["message"]
    await update(crm, "twice", indexed=False)
    await crm.run_jobs()
    assert (await crm.data(convert))["convertField"]["userErrors"] == []


async def test_no_record_is_refused_because_of_the_index(own_story: Story) -> None:
    """Whatever a record holds, its formula has a value, or none."""
    crm = own_story.crm
    await indexed(crm, "ratio", "score * score * score / (stars - stars)")
    await indexed(crm, "whole", "score * score", valueKind="INTEGER")
    large = {"lastName": "Ž" * 200, "stars": 1, "score": "9" * 39, "nextCall": "9999-12-31"}
    await indexed(crm, "late", "addDays(nextCall, stars)")
    made = await crm.create("Contact", large)
    read = "query ($id: ID!) { contact(id: $id) { ratio whole late } }"
    assert (await crm.data(read, id=str(made.id)))["contact"] == {"ratio": None, "whole": None, "late": None}
