"""What an operation costs: refused beforehand when it is too much, told afterwards to who asks."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from gql_crm.testing import Crm, Template, open_crm

COST = frozenset({"cost"})
CREATE = "mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } } }"


@pytest_asyncio.fixture
async def filled(crm: Crm) -> Crm:
    """Three contacts of one organization, which have 0, 2 and 12 consents."""
    organization = await crm.create("Organization", {"name": "Baltic"})
    for name, consents in (("Ona", 0), ("Petras", 2), ("Rasa", 12)):
        purpose = {"purpose": "MARKETING_EMAIL", "basis": "CONSENT", "givenAt": "2026-01-01T00:00:00Z"}
        values = {"firstName": name, "organizationId": str(organization.id), "consents": [purpose] * consents}
        await crm.create("Contact", values)
    crm.statements.clear()
    return crm


async def costs(crm: Crm, query: str, variables: Any = None, **more: Any) -> tuple[int, int]:
    document = await crm.execute(query, variables, extensions=COST, **more)
    assert "data" in document, document
    cost = document["extensions"]["cost"]
    assert list(cost) == ["requested", "actual"]
    return cost["requested"], cost["actual"]


ORDER = "orderBy: [{firstName: ASC}]"
TOLD = {
    "a page that is not full": ("{ contacts(first: 9) { nodes { id } } }", (9, 3)),
    "a page that is full": ("{ contacts(first: 2) { nodes { id } } }", (2, 2)),
    "an empty page": ('{ contacts(filter: {firstName: {eq: "x"}}) { nodes { id } } }', (20, 0)),
    "edges": ("{ contacts(first: 9) { edges { cursor node { organization { id } } } } }", (18, 6)),
    "a count": ("{ contacts(first: 9) { totalCount pageInfo { hasNextPage } } }", (51, 51)),
    "to-ones that are null": ("{ contacts(first: 9) { nodes { organization { parent { id } } } } }", (27, 6)),
    "pages of pages": (
        "{ organizations(first: 5) { nodes { contacts(first: 2) { nodes { id } totalCount } } } }",
        (5 * (1 + 2 + 50), 1 + 2 + 50),
    ),
    "a filter, however much it finds": (
        '{ contacts(first: 9, filter: {properties: {some: {title: {eq: "x"}}}}) { nodes { id } } }',
        (19, 10),
    ),
    "objects that records own, as many as are assumed": (
        f"{{ contacts(first: 9, {ORDER}) {{ nodes {{ consents {{ id }} }} }} }}",
        (9 * 11, 3 + 2 + 10),
    ),
    "aliases": ("{ a: contacts(first: 9) { b: nodes { id } } c: viewer { id } }", (10, 4)),
    "parts of rows": ("{ contacts(first: 9) { nodes { mailingAddress { city } } } }", (9, 3)),
    "what is skipped": ("{ contacts(first: 9) { nodes { organization @skip(if: true) { id } } } }", (9, 3)),
    "the settings": ("{ workspace { name } }", (1, 1)),
    "the schema": ("{ __schema { types { name } } }", (0, 0)),
    "nothing": ("{ __typename }", (0, 0)),
}


@pytest.mark.parametrize(("query", "expected"), TOLD.values(), ids=TOLD)
async def test_a_client_that_asks_learns_what_it_requested_and_what_it_got(
    filled: Crm, query: str, expected: tuple[int, int]
) -> None:
    assert await costs(filled, query) == expected


async def test_a_record_of_unknown_type_costs_what_it_shows(filled: Crm) -> None:
    (contact,) = (await filled.data("{ contacts(first: 1) { nodes { id } } }"))["contacts"]["nodes"]
    query = (
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Contact { organization { id } }"
        " ... on Organization { contacts(first: 7) { nodes { id } } } } }"
    )
    absent = "01890a5d-ac96-774b-bcce-b302099a8057"
    assert await costs(filled, query, {"ids": [contact["id"], absent]}) == (2 * (1 + 7), 2)


async def test_a_mutation_costs_its_work_and_what_it_shows(filled: Crm) -> None:
    assert await costs(filled, CREATE, {"input": {"firstName": "Jonas"}}) == (11, 11)
    assert await costs(filled, CREATE, {"input": {"email": "nope"}}) == (11, 10)


async def test_the_catalog_costs_as_much_as_it_tells(filled: Crm) -> None:
    requested, actual = await costs(filled, "{ catalog { entities { fields { key } } } }")
    entities = filled.workspace.live.versions.catalog.entities.values()
    assert requested == 1 + 40 * (1 + 50)
    assert actual == 1 + sum(1 + len(entity.all_fields) + len(entity.computed) for entity in entities)


async def test_nobody_else_is_told(filled: Crm) -> None:
    query = "{ contacts { nodes { id } } }"
    assert "extensions" not in await filled.execute(query)
    version = filled.workspace.live.versions.catalog.version
    both = (await filled.execute(query, extensions=frozenset({"cost", "catalog"})))["extensions"]
    assert both == {"catalogVersion": version, "cost": {"requested": 20, "actual": 3}}


async def test_an_error_beside_data_hides_no_cost(filled: Crm) -> None:
    document = await filled.execute('{ contact(id: "1") { id } contacts { nodes { id } } }', extensions=COST)
    assert document["errors"]
    assert document["extensions"]["cost"] == {"requested": 21, "actual": 3}


async def test_what_costs_too_much_is_refused_before_any_work(filled: Crm) -> None:
    query = (
        "query ($n: Int) { contacts(first: 200) { nodes"
        " { organization { contacts(first: $n) { nodes { id } } } } } }"
    )
    document = await filled.execute(query, {"n": 24}, extensions=COST)
    (error,) = document["errors"]
    assert "data" not in document
    assert filled.statements == []
    assert error["message"] == (
        'The operation costs 5,200; 5,000 are allowed. "contacts.nodes.organization.contacts" costs 4,800 of'
        ' it: ask for fewer with "first", or split the operation.'
    )
    assert error["extensions"] == {"code": "QUERY_TOO_EXPENSIVE", "cost": 5_200, "limit": 5_000}
    assert await costs(filled, query, {"n": 23}) == (5_000, 3 + 3 + 9)


async def test_a_mutation_that_costs_too_much_writes_nothing(filled: Crm) -> None:
    query = (
        "mutation { createContact(input: {}) { contact { organization { contacts(first: 200) { nodes"
        " { organization { contacts(first: 200) { nodes { id } } } } } } } } }"
    )
    (error,) = (await filled.execute(query))["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_EXPENSIVE"
    assert (await filled.data("{ contacts { totalCount } }"))["contacts"]["totalCount"] == 3


@pytest_asyncio.fixture
async def thrifty(crm_template: Template) -> AsyncIterator[Crm]:
    async with open_crm(crm_template, limit_cost=100, limit_directives=1) as crm:
        yield crm


KEPT = {
    "pages": ("query ($v: Int) { contacts(first: $v) { nodes { id } } }", 100, 101),
    "ids": ("query ($v: [ID!]!) { nodes(ids: $v) { id } }", [str(uuid4())] * 100, [str(uuid4())] * 101),
    "quantifiers": (
        "query ($v: ContactFilter) { contacts(first: 60, filter: $v) { nodes { id } } }",
        {"and": [{"properties": {"some": {}}}] * 4},
        {"and": [{"properties": {"some": {}}}] * 5},
    ),
    "conditions": (
        "query ($v: Boolean!) { contacts(first: 60) { nodes { owner @include(if: $v) { id } } } }",
        False,
        True,
    ),
}


@pytest.mark.parametrize(("query", "just", "beyond"), KEPT.values(), ids=KEPT)
async def test_a_statement_that_is_kept_does_not_serve_what_costs_too_much(
    thrifty: Crm, query: str, just: Any, beyond: Any
) -> None:
    for _ in range(3):
        assert "errors" not in await thrifty.execute(query, {"v": just})
        (error,) = (await thrifty.execute(query, {"v": beyond}))["errors"]
        assert error["extensions"]["code"] == "QUERY_TOO_EXPENSIVE"


async def test_a_kept_statement_takes_no_longer_lists_than_a_new_one(crm: Crm) -> None:
    pages = " ".join(f"a{n}: contacts(filter: $f, first: 1) {{ nodes {{ id }} }}" for n in range(12))
    query = f"query ($f: ContactFilter) {{ {pages} }}"
    short, long = ({"and": [{"firstName": {"in": ["x"] * length}}] * 6} for length in (1, 200))
    for _ in range(2):
        assert "errors" not in await crm.execute(query, {"f": short})
        (error,) = (await crm.execute(query, {"f": long}))["errors"]
        assert error["message"].startswith("With its fragments and variables written out")


async def test_who_asks_for_the_cost_learns_it_of_a_kept_statement_too(filled: Crm) -> None:
    query = "query ($n: Int) { contacts(first: $n) { nodes { id } } }"
    await filled.data(query, n=2)
    await filled.data(query, n=2)
    assert await costs(filled, query, {"n": 2}) == (2, 2)


async def test_operators_set_the_limits(thrifty: Crm) -> None:
    assert await costs(thrifty, "{ contacts(first: 100) { nodes { id } } }") == (100, 0)
    (error,) = (await thrifty.execute("{ contacts(first: 101) { nodes { id } } }"))["errors"]
    assert error["extensions"] == {"code": "QUERY_TOO_EXPENSIVE", "cost": 101, "limit": 100}
    twice = "{ viewer { id @include(if: true) name @include(if: true) } }"
    (error,) = (await thrifty.execute(twice))["errors"]
    assert error["message"] == "The document has 2 directives; 1 are allowed. Split it."
