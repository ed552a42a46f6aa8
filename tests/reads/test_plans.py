"""How PostgreSQL reads: pages and links by indexes, whatever the number of records."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from uuid import UUID

import pytest
import pytest_asyncio

from gql_crm.access import Actor
from gql_crm.testing import Template, open_crm
from tests.reads.plans import Plans, plans_of
from tests.story import LONER, RASA, SOFIA, contact

COUNT = 20_000
LOAD = """
CREATE TEMP TABLE made AS SELECT n, (lpad(to_hex(1700000000000 + n), 12, '0') || '7000800' || lpad(to_hex(n),
13, '0'))::uuid AS id
  FROM generate_series(1, {count}) AS n;
INSERT INTO record (id, entity, owner_id, team_id, created_at, updated_at)
  SELECT id, 'Contact', CASE WHEN n % 50 = 0 THEN '{owner}'::uuid END,
  CASE WHEN n % 20 = 1 THEN '{team}'::uuid END, now(), now() FROM made;
INSERT INTO record_text SELECT id, 'Name ' || n, 'name ' || n FROM made;
INSERT INTO people_contact (id, owner_id, team_id, created_at, updated_at, version, first_name, birthdate,
custom)
  SELECT id, CASE WHEN n % 50 = 0 THEN '{owner}'::uuid END, CASE WHEN n % 20 = 1 THEN '{team}'::uuid END,
    now() - n * interval '1 minute', now(), 1, 'First' || n % 500,
    CASE WHEN n % 3 = 0 THEN date '1970-01-01' + n END, '{{}}' FROM made;
INSERT INTO record_reference SELECT '{mentor}', a.id, b.id,
0 FROM made AS a JOIN made AS b ON b.n = 1 + a.n % 500;
CREATE INDEX ON people_contact (created_at, id);
CREATE INDEX ON people_contact (birthdate, id);
ANALYZE;
"""


@dataclass(frozen=True, slots=True)
class Crowd(Plans):
    """Thousands of contacts."""

    rasa: Actor


@pytest_asyncio.fixture(scope="module")
async def crowd(story_template: Template) -> AsyncIterator[Crowd]:
    async with AsyncExitStack() as stack:
        crm = await stack.enter_async_context(open_crm(story_template))
        plans = await stack.enter_async_context(plans_of(crm, story_template))
        mentor = crm.workspace.live.versions.catalog.entity("Contact").fields["mentor"].field_id
        await plans.connection.execute(LOAD.format(count=COUNT, owner=RASA, team=SOFIA, mentor=mentor))
        rasa = await crm.workspace.actor_of_user(UUID(RASA))
        assert rasa is not None
        yield Crowd(crm, plans.connection, plans.statements, rasa)


PAGE = "{ edges { cursor node { id firstName } } pageInfo { hasNextPage endCursor } }"


@pytest.mark.parametrize(
    "order", ["[]", "[{createdAt: DESC}]", "[{createdAt: ASC}]", "[{birthdate: ASC}]", "[{birthdate: DESC}]"]
)
async def test_a_page_by_an_index_reads_few_rows_from_the_first_to_the_last(crowd: Crowd, order: str) -> None:
    query = (
        f"query ($after: String, $before: String, $first: Int, $last: Int) {{ contacts(orderBy:"
        f" {order}, after: $after, before: $before, first: $first, last: $last) {PAGE} }}"
    )
    assert await crowd.rows_read(query, first=20) <= 100
    for filter_ in ("", f'filter: {{id: {{in: ["{contact(7)}"]}}}}, '):
        one = await crowd.crm.data(f"{{ contacts({filter_}orderBy: {order}, first: 1) {PAGE} }}")
        cursor = one["contacts"]["pageInfo"]["endCursor"]
        assert await crowd.rows_read(query, first=20, after=cursor) <= 200
        assert await crowd.rows_read(query, last=20, before=cursor) <= 200


async def test_a_member_s_page_reads_few_rows(crowd: Crowd) -> None:
    assert await crowd.rows_read(f"{{ contacts(first: 20) {PAGE} }}", crowd.rasa) <= 1_000


SHARE = """
INSERT INTO record_share (id, record_id, entity, grantee_id, access, created_at)
  SELECT gen_random_uuid(), id, 'Contact', $1, 'READ', now() FROM made WHERE n % $2 = 3
"""


@pytest.mark.parametrize(("every", "most"), [(100, 2_000), (4, 11_500)])
@pytest.mark.parametrize("order", ["[]", "[{createdAt: DESC}]", "[{birthdate: ASC}]"])
async def test_a_member_s_page_reads_few_rows_of_what_is_shared(
    crowd: Crowd, order: str, every: int, most: int
) -> None:
    """Few shares are looked up one by one; where there are many, the list is gone through in its order."""
    loner = await crowd.crm.workspace.actor_of_user(UUID(LONER))
    await crowd.connection.execute(SHARE, UUID(LONER), every)
    try:
        await crowd.connection.execute("ANALYZE record_share")
        page = f"page: contacts(orderBy: {order}, first: 20, after: $after) {PAGE}"
        query = (
            f"query Of{every} ($after: String) {{ {page} }}"  # each its own: kept statements are not noted
        )
        assert await crowd.rows_read(query, loner) <= most
        told = (await crowd.crm.data(query, actor=loner))["page"]
        assert len(told["edges"]) == 20
        cursor = told["pageInfo"]["endCursor"]
        assert await crowd.rows_read(query, loner, after=cursor) <= most
        assert (
            await crowd.rows_read(f"{{ n{every}: contacts(orderBy: {order}) {{ totalCount }} }}", loner)
            <= COUNT + 2 * COUNT // every
        )
    finally:
        await crowd.connection.execute("DELETE FROM record_share")


async def test_a_reference_of_another_module_is_found_from_its_target(crowd: Crowd) -> None:
    id_ = await crowd.connection.fetchval(
        "SELECT id::text FROM people_contact WHERE first_name = 'First7' LIMIT 1"
    )
    linked = "query ($id: ID!) { contacts(filter: {mentorId: {eq: $id}}) { totalCount nodes { firstName } } }"
    assert await crowd.rows_read(linked, id=id_) <= 500
    mentees = "query ($id: ID!) { contact(id: $id) { mentees { totalCount nodes { firstName } } } }"
    assert await crowd.rows_read(mentees, id=id_) <= 500


async def test_filters_through_links_read_each_row_a_few_times_at_most(crowd: Crowd) -> None:
    for filter_ in (
        'mentees: {some: {firstName: {eq: "First7"}}}',
        'mentees: {none: {firstName: {eq: "First7"}}}',
        'mentor: {firstName: {eq: "First7"}}',
        "viewedListings: {some: {rooms: {eq: 5}}}",
    ):
        assert await crowd.rows_read(f"{{ contacts(filter: {{{filter_}}}) {{ totalCount }} }}") <= 4 * COUNT


async def test_search_reads_what_it_finds(crowd: Crowd) -> None:
    assert (
        await crowd.rows_read('{ contacts(search: "name 12345") { nodes { firstName } totalCount } }') <= 500
    )


MANY_SUBJECTS = """
INSERT INTO record_link (id, relation_id, source_id, target_id, both_ways, created_at)
  SELECT gen_random_uuid(), '{relation}', (SELECT id FROM made WHERE n = 10001), id, false, now()
  FROM made WHERE n <= 2000;
INSERT INTO event (id, kind, subject_id, occurred_at, recorded_at, payload)
  SELECT gen_random_uuid(), 'LOGGED', id, now() - n * interval '1 second', now(), '{{}}'
  FROM made WHERE n > 2000;
INSERT INTO event (id, kind, subject_id, occurred_at, recorded_at, payload)
  SELECT gen_random_uuid(), 'LOGGED', id, {time}, now(), '{{}}' FROM made WHERE n <= 2000;
ANALYZE record_link; ANALYZE event; ANALYZE record;
"""


@pytest.mark.parametrize(
    ("time", "most"),
    [
        ("now() - n * interval '10 seconds'", 4_500),  # one of ten events is of theirs
        ("now() - interval '1 year' - n * interval '1 second'", 17_000),  # all of theirs are old
    ],
)
async def test_a_timeline_of_many_records_reads_neither_all_events_nor_all_of_theirs(
    crowd: Crowd, time: str, most: int
) -> None:
    """Events that are near are found among all; of old ones those of each record are looked up."""
    relation = crowd.crm.workspace.live.versions.catalog.relation_types["PARENT"].relation_id
    id_ = str(await crowd.connection.fetchval("SELECT id FROM made WHERE n = 10001"))
    query = (
        f"query Of{most} ($id: ID!) {{ contact(id: $id) {{ timeline(first: 20, order: NEWEST_FIRST,"
        " kinds: [LOGGED]) { nodes { id occurredAt } } } }"
    )
    await crowd.connection.execute(MANY_SUBJECTS.format(relation=relation, time=time))
    try:
        rows = await crowd.rows_read(query, id=id_)
        told = (await crowd.crm.data(query, id=id_))["contact"]["timeline"]["nodes"]
        assert len(told) == 20
        assert rows <= most
    finally:
        await crowd.connection.execute("DELETE FROM record_link")


LONG_HISTORIES = """
INSERT INTO change (id, record_id, entity, action, version, origin, diff, at)
  SELECT gen_random_uuid(), c.id, 'Contact', 'UPDATED', n, 'API',
    '{"people:Contact.firstName": ["a", "b"], "people:Contact.lastName": ["a", "b"]}', now()
  FROM (SELECT id FROM people_contact ORDER BY id DESC LIMIT 40) AS c, generate_series(2, 1001) AS n;
ANALYZE change;
"""


async def test_a_page_of_a_long_history_reads_its_own_changes(crowd: Crowd) -> None:
    await crowd.connection.execute(LONG_HISTORIES)
    query = (
        "query ($id: ID!, $after: String) { contact(id: $id) { history(first: 20, after: $after)"
        " { edges { cursor node { field } } pageInfo { hasNextPage endCursor } } } }"
    )
    after = None
    for _ in range(3):
        assert await crowd.rows_read(query, id=contact(1), after=after) <= 30
        data = await crowd.crm.data(query, id=contact(1), after=after)
        history = data["contact"]["history"]
        assert len(history["edges"]) == 20
        after = history["pageInfo"]["endCursor"]


MANY_CHANGES = """
INSERT INTO change (id, record_id, entity, action, version, origin, diff, at)
  SELECT gen_random_uuid(), id, 'Contact', 'UPDATED', 2000, 'API', '{"people:Contact.firstName": ["a", "b"]}',
    now() FROM people_contact;
ANALYZE change;
"""


@pytest.mark.parametrize("entities", [None, ["Contact"], ["Contact", "Listing"]])
async def test_a_page_of_the_feed_reads_few_rows_from_the_first_to_the_last(
    crowd: Crowd, entities: list[str] | None
) -> None:
    await crowd.connection.execute(MANY_CHANGES)
    query = (
        "query ($after: String, $first: Int, $entities: [String!]) { changes(after: $after, first: $first,"
        " entities: $entities) { nodes { id changedFields } pageInfo { hasNextPage endCursor } } }"
    )
    for first in (0, 20):
        assert await crowd.rows_read(query, first=first, entities=entities) <= 100
    after = None
    for _ in range(3):
        page = await crowd.crm.data(query, first=200, after=after, entities=entities)
        after = page["changes"]["pageInfo"]["endCursor"]
    assert await crowd.rows_read(query, first=20, after=after, entities=entities) <= 100


async def test_a_page_of_the_feed_looks_at_so_many_changes_whoever_reads_it(crowd: Crowd) -> None:
    loner = await crowd.crm.user("Vienišius")
    query = (
        "query ($after: String) { changes(after: $after, first: 200) {"
        " nodes { id } pageInfo { hasNextPage endCursor } } }"
    )
    page = (await crowd.crm.data(query))["changes"]
    empty = (await crowd.crm.data(query, actor=loner, after=page["pageInfo"]["endCursor"]))["changes"]
    assert (empty["nodes"], empty["pageInfo"]["hasNextPage"]) == ([], True)
    assert empty["pageInfo"]["endCursor"] != page["pageInfo"]["endCursor"]
