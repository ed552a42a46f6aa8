"""What a client is told when the database is slow, full or away: a code, and nothing of what is inside."""

import asyncio
from typing import Any

import asyncpg
import orjson
import pytest

from gql_crm.database import Database
from gql_crm.database.supervisor.folder import APP_ROLE
from gql_crm.settings import Settings
from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace import GraphQLRequest, Workspace

LIST = "{ contacts { totalCount } }"
CREATE = 'mutation { createContact(input: {firstName: "Ona"}) { contact { id } } }'
UPDATE = 'mutation ($id: ID!) { updateContact(id: $id, input: {firstName: "Eva"}) { contact { id } } }'
INSIDES = (
    "SELECT",
    "select ",
    "people_contact",
    "asyncpg",
    "Traceback",
    ".py",
    "/",
    "Error:",
    "statement timeout",
)


async def address(crm: Crm, template: Template) -> str:
    async with crm.workspace.database.connection() as connection:
        return template.server.dsn(APP_ROLE, await connection.fetchval("SELECT current_database()"))


async def told(workspace: Workspace, crm: Crm, document: str, **variables: Any) -> tuple[str, str]:
    """The code and text of the only error."""
    request = GraphQLRequest(query=document, variables=variables)
    body = (await workspace.execute(request, crm.admin)).body
    answer = orjson.loads(body)
    (error,) = answer["errors"]
    for inside in INSIDES:
        assert inside not in error["message"]
    return error["extensions"]["code"], error["message"]


@pytest.mark.parametrize("document", [LIST, CREATE])
async def test_a_statement_that_takes_too_long_is_a_timeout(
    crm: Crm, crm_template: Template, document: str
) -> None:
    dsn = await address(crm, crm_template)
    hurried = await Database.connect(dsn, statement_timeout_ms=100)
    workspace = Workspace(
        crm.workspace.settings, hurried, crm.workspace.live, crm.workspace.tables, crm.workspace.clock
    )
    blocker = await asyncpg.connect(dsn)
    try:
        async with blocker.transaction():
            await blocker.execute("LOCK TABLE people_contact IN ACCESS EXCLUSIVE MODE")
            code, message = await told(workspace, crm, document)
        assert code == "TIMEOUT"
        assert "deadline" in message
    finally:
        await blocker.close()
        await hurried.close()
    assert "errors" not in await crm.execute(document)


async def test_an_operation_has_a_deadline_as_a_whole(crm_template: Template) -> None:
    async with open_crm(crm_template) as crm:
        dsn = await address(crm, crm_template)
        settings = Settings.load(limit_operation_seconds=0.2)
        patient = await Database.connect(dsn, statement_timeout_ms=60_000)
        workspace = Workspace(
            settings, patient, crm.workspace.live, crm.workspace.tables, crm.workspace.clock
        )
        blocker = await asyncpg.connect(dsn)
        try:
            async with blocker.transaction():
                await blocker.execute("LOCK TABLE people_contact IN ACCESS EXCLUSIVE MODE")
                assert (await told(workspace, crm, LIST))[0] == "TIMEOUT"
        finally:
            await blocker.close()
            await patient.close()


async def test_a_record_that_stays_locked_is_a_timeout(crm: Crm, crm_template: Template) -> None:
    ref = await crm.create("Contact", {"firstName": "Ona"})
    dsn = await address(crm, crm_template)
    hurried = await Database.connect(dsn, lock_timeout_ms=100)
    workspace = Workspace(
        crm.workspace.settings, hurried, crm.workspace.live, crm.workspace.tables, crm.workspace.clock
    )
    blocker = await asyncpg.connect(dsn)
    try:
        async with blocker.transaction():
            await blocker.execute("SELECT 1 FROM people_contact FOR UPDATE")
            assert (await told(workspace, crm, UPDATE, id=str(ref.id)))[0] == "TIMEOUT"
    finally:
        await blocker.close()
        await hurried.close()


@pytest.mark.parametrize("document", [LIST, CREATE])
async def test_a_pool_without_a_free_connection_is_overloaded(
    crm: Crm, crm_template: Template, document: str
) -> None:
    small = await Database.connect(await address(crm, crm_template), max_size=1, acquire_timeout=0.1)
    workspace = Workspace(
        crm.workspace.settings, small, crm.workspace.live, crm.workspace.tables, crm.workspace.clock
    )
    try:
        async with small.connection():
            assert (await told(workspace, crm, document))[0] == "OVERLOADED"
        assert "errors" not in await crm.execute(document)
    finally:
        await small.close()


@pytest.mark.parametrize("document", [LIST, CREATE])
async def test_a_database_that_goes_away_is_overloaded_and_comes_back(crm: Crm, document: str) -> None:
    async with crm.workspace.database.connection() as connection:
        ending = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
        """
        await connection.execute(ending)
    answers = [await crm.execute(document) for _ in range(12)]
    for answer in answers:
        for error in answer.get("errors", ()):
            assert error["extensions"]["code"] == "OVERLOADED"
    assert "errors" not in answers[-1]


async def test_a_failure_of_one_read_leaves_the_others(crm: Crm, crm_template: Template) -> None:
    dsn = await address(crm, crm_template)
    hurried = await Database.connect(dsn, statement_timeout_ms=100)
    workspace = Workspace(
        crm.workspace.settings, hurried, crm.workspace.live, crm.workspace.tables, crm.workspace.clock
    )
    blocker = await asyncpg.connect(dsn)
    try:
        async with blocker.transaction():
            await blocker.execute("LOCK TABLE people_organization IN ACCESS EXCLUSIVE MODE")
            document = (
                "query ($id: ID!) { viewer { name } node(id: $id) { id ... on Organization { name } } }"
            )
            request = GraphQLRequest(query=document, variables={"id": str(crm.admin.user_id)})
            answer = orjson.loads((await workspace.execute(request, crm.admin)).body)
    finally:
        await blocker.close()
        await hurried.close()
    assert answer["data"] == {"viewer": {"name": "Administrator"}, "node": None}
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [
        (["node"], "TIMEOUT")
    ]


async def test_a_client_that_goes_away_during_a_write_leaves_the_pool_whole(crm: Crm) -> None:
    tasks = [asyncio.create_task(crm.execute(CREATE)) for _ in range(20)]
    await asyncio.sleep(0.01)
    for task in tasks[::2]:
        task.cancel()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    finished = [answer for answer in answers if isinstance(answer, dict)]
    assert all("errors" not in answer for answer in finished)
    total = (await crm.data(LIST))["contacts"]["totalCount"]
    assert len(finished) <= total <= len(tasks)
