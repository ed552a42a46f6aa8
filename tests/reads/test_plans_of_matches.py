"""How PostgreSQL finds what fits buyer requests where few of many properties do, and when they were told."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from benchmarks.matches.loading import load
from gql_crm.database.supervisor.folder import OWNER_ROLE
from gql_crm.reads.watching import Due, watched_lists
from gql_crm.sql import compile_statement
from gql_crm.testing import Template, open_crm
from tests.reads.plans import Plans, plans_of, rows_of

PROPERTIES, REQUESTS, NEW = 20_000, 200, 250
SUBTYPES = """
UPDATE real_estate_property SET property_sub_type =
  CASE WHEN random() < 0.03 THEN 'Warehouse' ELSE 'Apartment' END;
UPDATE real_estate_buyer_request SET cities = NULL, property_sub_types = '{Warehouse}'
  WHERE id = (SELECT id FROM real_estate_buyer_request ORDER BY id DESC LIMIT 1);
ANALYZE;
"""
TOLD = """
INSERT INTO found_match (finder_id, found_id, list, due_at, told_at)
  SELECT f.id, p.id, 'BuyerRequest.matches', now(), now() - random() * interval '90 days'
  FROM real_estate_buyer_request f, (SELECT id FROM real_estate_property LIMIT 100) p;
ANALYZE found_match;
"""


@pytest_asyncio.fixture(scope="module")
async def market(crm_template: Template) -> AsyncIterator[Plans]:
    async with AsyncExitStack() as stack:
        crm = await stack.enter_async_context(open_crm(crm_template))
        plans = await stack.enter_async_context(plans_of(crm, crm_template))
        name = await plans.connection.fetchval("SELECT current_database()")
        dsn = crm_template.server.dsn(OWNER_ROLE, name)
        await load(dsn, str(crm.admin.user_id), PROPERTIES, REQUESTS)
        yield plans


@pytest.mark.parametrize(
    "members", ["matches(first: 20) { nodes { property { title } } }", "matches(first: 0) { totalCount }"]
)
async def test_properties_in_other_cities_are_not_looked_at(market: Plans, members: str) -> None:
    """A request names two of 41 cities; what fits in them is rare."""
    id_ = await market.connection.fetchval("SELECT id FROM real_estate_buyer_request LIMIT 1")
    query = f"query ($id: ID!) {{ buyerRequest(id: $id) {{ {members} }} }}"
    assert await market.rows_read(query, id=str(id_)) <= PROPERTIES / 10


async def test_a_request_without_cities_looks_at_its_subtypes_alone(market: Plans) -> None:
    await market.connection.execute(SUBTYPES)
    id_ = await market.connection.fetchval("SELECT id FROM real_estate_buyer_request WHERE cities IS NULL")
    query = "query ($id: ID!) { buyerRequest(id: $id) { matches(first: 20) { totalCount } } }"
    assert await market.rows_read(query, id=str(id_)) <= PROPERTIES / 10


async def test_the_job_looks_at_requests_of_a_property_s_city_alone(market: Plans) -> None:
    ids = await market.connection.fetch(f"SELECT id FROM real_estate_property ORDER BY id DESC LIMIT {NEW}")
    [watched] = watched_lists(market.crm.workspace.live.versions.catalog)
    due = Due.after(datetime.now(UTC), "Europe/Vilnius")
    statement = compile_statement(watched.kept({row["id"]: None for row in ids}, due))
    async with market.crm.workspace.database.connection() as connection:
        transaction = connection.transaction()
        await transaction.start()
        read = await rows_of(connection, statement)
        await transaction.rollback()
    assert read <= NEW * REQUESTS / 20


async def test_when_a_request_was_told_is_looked_up_by_one_row(market: Plans) -> None:
    await market.connection.execute(TOLD)
    id_ = await market.connection.fetchval("SELECT id FROM real_estate_buyer_request LIMIT 1")
    query = "query ($id: ID!) { buyerRequest(id: $id) { lastMatchedAt } }"
    assert await market.rows_read(query, id=str(id_)) <= 10
    ordered = "{ buyerRequests(first: 20, orderBy: [{ lastMatchedAt: DESC }]) { nodes { lastMatchedAt } } }"
    assert await market.rows_read(ordered) <= REQUESTS * 10
