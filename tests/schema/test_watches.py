"""A module that is told which contacts newly fit what its own records wish."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest_asyncio

from gql_crm import Entity, EventKind, Field, Fits, FoundList, FoundNode, Module, Watch, Wish
from gql_crm.clock import system_clock
from gql_crm.jobs import LOOKED_AT, JobRun, enqueue, load_job
from gql_crm.journal import FOUND_JOB
from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace.found_job import FoundJob

VACANCY = Entity(
    name="Vacancy",
    plural="vacancies",
    display=("title",),
    fields=(
        Field(key="title", kind="TEXT"),
        Field(key="skills", kind="MULTI_CHOICE", free_choice=True),
        Field(key="wageMax", kind="MONEY"),
        Field(key="bornBefore", kind="DATE"),
        Field(key="about", kind="TEXT"),
    ),
)
OF_CONTACTS = (
    Field(key="knows", kind="MULTI_CHOICE", free_choice=True),
    Field(key="wage", kind="MONEY"),
    Field(key="bornOn", kind="DATE"),
)
CANDIDATES = FoundList(
    key="candidates",
    entity="Vacancy",
    node=FoundNode(name="Candidate", entity="Contact", record="contact"),
    wishes=(
        Wish(key="skills", of=("knows",), fits=Fits.ALL_OF),
        Wish(key="wageMax", of=("wage",), fits=Fits.AT_MOST),
        Wish(key="bornBefore", of=("bornOn",), fits=Fits.AT_MOST),
        Wish(key="about", of=("lastName", "description"), fits=Fits.CONTAINS),
    ),
    watch=Watch(event="CANDIDATES_FOUND", records="candidates", last=Field(key="foundAt", kind="DATETIME")),
)
MODULE = Module(
    name="vacancies",
    version="1",
    requires=("people",),
    entities=(VACANCY,),
    fields={"Contact": OF_CONTACTS},
    found_lists=(CANDIDATES,),
    event_kinds=(
        EventKind(
            key="CANDIDATES_FOUND",
            fields=(Field(key="candidates", kind="MULTI_REFERENCE", target="Contact"),),
        ),
    ),
)


@pytest_asyncio.fixture(scope="module")
async def vacancies(crm_template: Template) -> Template:
    return await crm_template.with_modules((MODULE,))


@pytest_asyncio.fixture
async def crm(vacancies: Template) -> AsyncIterator[Crm]:
    async with open_crm(vacancies) as opened:
        yield opened


async def contact(crm: Crm, name: str, **values: Any) -> str:
    return str((await crm.create("Contact", {"firstName": name, **values})).id)


async def change(crm: Crm, id_: str, **given: Any) -> None:
    await crm.data(
        """mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input) {
             userErrors { message } } }""",
        id=id_,
        input=given,
    )


async def told(crm: Crm, vacancy: str) -> list[str]:
    """Return the first names of those who were told, in their order."""
    await crm.run_jobs()
    data = await crm.data(
        """query ($id: ID!) { vacancy(id: $id) { timeline(kinds: [CANDIDATES_FOUND]) { nodes {
             ... on CandidatesFoundEvent { candidates { firstName } } } } } }""",
        id=vacancy,
    )
    events = data["vacancy"]["timeline"]["nodes"]
    return [one["firstName"] for event in events for one in event["candidates"]]


async def vacancy(crm: Crm, **wishes: Any) -> str:
    await crm.run_jobs()
    return str((await crm.create("Vacancy", {"title": "Virėja", **wishes})).id)


def crowns(amount: int) -> dict[str, str]:
    return {"amount": str(amount), "currency": "CZK"}


async def test_fields_in_documents_of_records_are_compared_with_what_they_were(crm: Crm) -> None:
    fits = await contact(crm, "Jiří", knows=["Kepimas", "virimas"], wage=crowns(20_000), bornOn="1990-01-01")
    other = await contact(crm, "Ludmila", knows=["Kepimas"], wage=crowns(20_000), bornOn="1990-01-01")
    wished = {"skills": ["Kepimas", "virimas"], "wageMax": crowns(30_000), "bornBefore": "2000-01-01"}
    id_ = await vacancy(crm, **wished)
    await change(crm, fits, wage=crowns(25_000), bornOn="1991-01-01", knows=["virimas", "Kepimas", "x"])
    assert await told(crm, id_) == []
    await change(crm, other, knows=["virimas", "Kepimas"])
    assert await told(crm, id_) == ["Ludmila"]


async def test_what_was_null_before_and_what_becomes_null_is_told_apart(crm: Crm) -> None:
    nothing = await contact(crm, "Иванка")
    gone = await contact(crm, "Фатме", knows=["готвене"], wage=crowns(1), bornOn="1980-01-01")
    id_ = await vacancy(crm, skills=["готвене"], wageMax=crowns(10), bornBefore="2000-01-01")
    await change(crm, gone, knows=None, wage=None, bornOn=None)
    await change(crm, nothing, knows=["готвене"], wage=crowns(5), bornOn="1970-01-01")
    assert await told(crm, id_) == ["Иванка"]


async def test_several_changes_before_the_job_are_one(crm: Crm) -> None:
    back, there = await contact(crm, "مریم", wage=crowns(5)), await contact(crm, "زهرا", wage=crowns(50))
    id_ = await vacancy(crm, wageMax=crowns(10))
    await change(crm, back, wage=crowns(50))
    await change(crm, back, wage=crowns(6))
    await change(crm, there, wage=crowns(40))
    await change(crm, there, wage=crowns(9), lastName="رضایی")
    assert await told(crm, id_) == ["زهرا"]


async def test_a_record_that_is_restored_fits_anew_and_a_deleted_one_does_not(crm: Crm) -> None:
    id_ = await contact(crm, "Ona", lastName="Žąsinaitė")
    await crm.data("mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }", id=id_)
    wishing = await vacancy(crm, about="zasin")
    assert await told(crm, wishing) == []
    await crm.data("mutation ($id: ID!) { restoreContact(id: $id) { userErrors { code } } }", id=id_)
    assert await told(crm, wishing) == ["Ona"]


async def test_a_change_of_nothing_that_is_looked_at_asks_for_no_job(crm: Crm) -> None:
    id_ = await contact(crm, "Ona")
    await crm.run_jobs()
    await change(crm, id_, jobTitle="Direktorė")
    assert await crm.run_jobs() == 0
    await change(crm, id_, wage=crowns(5))
    assert await crm.run_jobs() == 1


async def test_a_purged_record_leaves_no_trace_in_what_was_told(crm: Crm) -> None:
    wishing = await vacancy(crm, wageMax=crowns(10))
    id_ = await contact(crm, "Ona", wage=crowns(5))
    assert await told(crm, wishing) == ["Ona"]
    purged = await crm.data(
        """mutation ($id: ID!, $name: String!) { purgeRecord(id: $id, confirm: $name) {
             userErrors { code message } } }""",
        id=id_,
        name="Ona",
    )
    assert purged["purgeRecord"]["userErrors"] == []
    async with crm.workspace.database.connection() as connection:
        assert await connection.fetch("SELECT FROM found_match") == []


async def test_a_watch_s_field_tells_when_a_record_was_told_last(crm: Crm) -> None:
    cook, guard = await vacancy(crm, wageMax=crowns(10)), await vacancy(crm, about="sargas")
    await contact(crm, "Ona", wage=crowns(5))
    assert await told(crm, cook) == ["Ona"]
    data = await crm.data(
        """query ($cook: ID!) { vacancies(orderBy: [{ foundAt: DESC }]) { nodes { id foundAt } }
             vacancy(id: $cook) { timeline(kinds: [CANDIDATES_FOUND]) { nodes { occurredAt } } } }""",
        cook=cook,
    )
    [event] = data["vacancy"]["timeline"]["nodes"]
    assert data["vacancies"]["nodes"] == [
        {"id": cook, "foundAt": event["occurredAt"]},
        {"id": guard, "foundAt": None},
    ]


WAITING = "SELECT count(DISTINCT pid) FROM pg_locks WHERE relation = 'found_match'::regclass AND NOT granted"


async def at_once(crm: Crm, arguments: Any) -> None:
    """Run a job twice at the same time, as when a worker is taken for dead and is not.

    Both have to wait before they write to `found_match`, so that none has read what the other writes.
    """
    database = crm.workspace.database
    async with database.transaction() as connection:
        id_ = await enqueue(connection, FOUND_JOB, arguments, actor_id=None, now=system_clock())
    tell = FoundJob(crm.workspace, system_clock)
    async with database.transaction() as connection:
        job = await load_job(connection, id_)
        assert job is not None
        await connection.execute("LOCK TABLE found_match IN SHARE MODE")
        runs = [asyncio.create_task(tell(JobRun(job, database))) for _ in range(2)]
        async with asyncio.timeout(60):
            while await connection.fetchval(WAITING) < len(runs):  # noqa: ASYNC110 (a lock announces nothing)
                await asyncio.sleep(0.01)
    await asyncio.gather(*runs)


NAMES = ("Zofia", "Ádám", "Георги", "پروانه")


async def test_two_jobs_that_find_a_pair_at_once_tell_it_once(crm: Crm) -> None:
    for name in NAMES:
        wishing = await vacancy(crm, about=name)
        id_ = await contact(crm, name, lastName=name)
        async with crm.workspace.database.transaction() as connection:
            await connection.execute("DELETE FROM outbox")
        looked_at = {"entity": "Contact", "record_id": id_, "action": "CREATED", "version": 1}
        await at_once(crm, {LOOKED_AT: [looked_at]})
        assert await told(crm, wishing) == [name]
        async with crm.workspace.database.connection() as connection:
            kept = await connection.fetch("SELECT FROM found_match WHERE finder_id = $1", UUID(wishing))
        assert len(kept) == 1


PAIR = """INSERT INTO found_match (finder_id, found_id, list, due_at)
  VALUES ($1, $2, 'Vacancy.candidates', now() - interval '1 minute')"""


async def test_two_jobs_that_tell_a_pair_at_once_tell_it_once(crm: Crm) -> None:
    for name in NAMES:
        id_ = await contact(crm, name, lastName=name)
        wishing = await vacancy(crm, about=name)
        async with crm.workspace.database.transaction() as connection:
            await connection.execute(PAIR, UUID(wishing), UUID(id_))
        await at_once(crm, {})
        assert await told(crm, wishing) == [name]
