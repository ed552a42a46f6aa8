"""What one worker changes is there at the next request to every other, without and with notifications."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from gql_crm.access import AccessProfile
from gql_crm.schema.version import SchemaVersion
from gql_crm.testing import Template
from tests.workspace.workers import (
    CREATE_CONTACT,
    RETIRE_FIELD,
    Workers,
    create_field,
    reach,
    two_workers,
    version_of,
)

TERMINATE_LISTENERS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'gql_crm listener'
"""
COUNT_LISTENERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'gql_crm listener' AND state = 'idle'
"""
EARLY_SECONDS = 0.25


@pytest_asyncio.fixture
async def workers(crm_template: Template) -> AsyncIterator[Workers]:
    async with two_workers(crm_template) as opened:
        yield opened


USES = {
    "create": ('mutation { createContact(input: {plate: "x"}) { contact { plate } } }', {}),
    "create by variable": (
        "mutation ($i: CreateContactInput!) { createContact(input: $i) { contact { plate } } }",
        {"i": {"plate": "x"}},
    ),
    "filter": ('{ contacts(filter: {plate: {eq: "x"}}) { nodes { id } } }', {}),
    "filter by variable": (
        "query ($f: ContactFilter!) { contacts(filter: $f) { nodes { id } } }",
        {"f": {"plate": {"isNull": True}}},
    ),
    "order": ("{ contacts(orderBy: [{plate: ASC}]) { nodes { id } } }", {}),
    "read": ("{ contacts { nodes { plate } } }", {}),
}


@pytest.mark.parametrize(("document", "variables"), USES.values(), ids=USES)
async def test_a_new_field_is_usable_at_the_next_request_to_another_worker(
    workers: Workers, document: str, variables: dict[str, Any]
) -> None:
    before = await workers.deaf.execute(document, variables)
    assert {error["extensions"]["code"] for error in before["errors"]} == {"BAD_USER_INPUT"}
    await create_field(workers.speaking, "plate")
    await workers.deaf.data(document, **variables)


async def test_a_new_field_is_usable_when_the_schema_is_swapped_while_the_old_one_is_made_for_a_role(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = workers.deaf.workspace.live
    old = live.versions
    make = old.for_profile

    async def make_slowly(profile: AccessProfile) -> SchemaVersion:
        made = await make(profile)
        await live.refresh()
        return made

    monkeypatch.setattr(old, "for_profile", make_slowly)
    await create_field(workers.speaking, "plate")
    await workers.deaf.data("{ contacts { nodes { plate } } }")
    assert live.versions is not old


async def test_a_new_field_may_be_updated_at_the_next_request(workers: Workers) -> None:
    made = await workers.deaf.data(CREATE_CONTACT, input={"firstName": "Ona"})
    await create_field(workers.speaking, "plate")
    updated = await workers.deaf.data(
        'mutation ($id: ID!) { updateContact(id: $id, input: {plate: "x"}) { contact { plate } } }',
        id=made["createContact"]["contact"]["id"],
    )
    assert updated["updateContact"]["contact"] == {"plate": "x"}


async def test_a_new_field_is_told_of_at_the_next_request(workers: Workers) -> None:
    introspection = '{ __type(name: "Contact") { fields { name } } }'
    catalog = "{ catalog { version entities { name fields { key } } } }"
    for number, ask in enumerate((introspection, catalog)):
        await workers.deaf.data(ask)  # the document is known, its answer must not be
        version = await create_field(workers.speaking, f"plate{number}")
        assert f"'plate{number}'" in str(await workers.deaf.data(ask))
        assert version_of(workers.deaf) == version
    await create_field(workers.speaking, "inText")
    assert "  inText: String\n" in await workers.deaf.workspace.sdl(workers.deaf.admin)


async def test_a_retired_field_is_refused_at_once_and_nothing_is_written(workers: Workers) -> None:
    await create_field(workers.speaking, "plate")
    document = 'mutation { createContact(input: {plate: "x"}) { contact { plate } } }'
    await workers.deaf.data(document)
    await workers.speaking.data(RETIRE_FIELD, key="plate")
    (error, *_) = (await workers.deaf.execute(document))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "plate" in error["message"]
    assert (await workers.deaf.data("{ contacts { totalCount } }"))["contacts"]["totalCount"] == 1


async def test_a_renamed_field_is_written_under_its_new_name_only(workers: Workers) -> None:
    await create_field(workers.speaking, "plate")
    old = "mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } } }"
    await workers.deaf.data(old, input={"plate": "x"})
    await workers.speaking.data(
        'mutation { renameField(entity: "Contact", key: "plate", newKey: "number") { catalogVersion } }'
    )
    assert "errors" in await workers.deaf.execute(old, {"input": {"plate": "y"}})
    await workers.deaf.data(old, input={"number": "z"})
    nodes = await workers.speaking.data("{ contacts(orderBy: [{number: ASC}]) { nodes { number } } }")
    assert [node["number"] for node in nodes["contacts"]["nodes"]] == ["x", "z"]


async def test_changed_settings_are_there_at_the_next_request(workers: Workers) -> None:
    await workers.deaf.data("{ workspace { name } }")
    await workers.speaking.data('mutation { updateWorkspace(input: {name: "Namai"}) { workspace { name } } }')
    assert (await workers.deaf.data("{ workspace { name } }"))["workspace"]["name"] == "Namai"


async def test_a_request_that_names_a_version_is_answered_by_that_version(workers: Workers) -> None:
    version = await create_field(workers.speaking, "plate")
    answer = await workers.deaf.execute(
        "{ contacts { totalCount } }", known_catalog_version=version, extensions=frozenset({"catalog"})
    )
    assert answer["extensions"] == {"catalogVersion": version}


async def test_the_version_is_told_only_to_who_asks(workers: Workers) -> None:
    assert "extensions" not in await workers.deaf.execute("{ contacts { totalCount } }")
    answer = await workers.deaf.execute("{ contacts { totalCount } }", extensions=frozenset({"catalog"}))
    assert answer["extensions"] == {"catalogVersion": version_of(workers.deaf)}


async def test_an_answer_that_was_read_on_a_newer_catalog_makes_the_worker_follow(workers: Workers) -> None:
    version = await create_field(workers.speaking, "plate")
    await workers.deaf.data("{ contacts { totalCount } }")
    await reach(workers.deaf, version)


async def test_a_notification_brings_the_change_without_a_request(crm_template: Template) -> None:
    async with two_workers(crm_template, hears=True) as workers:
        await create_field(workers.speaking, "warm")
        seconds = []
        for number in range(3):
            version = await create_field(workers.speaking, f"plate{number}")
            begun = asyncio.get_running_loop().time()
            await reach(workers.deaf, version)
            seconds.append(asyncio.get_running_loop().time() - begun)
        assert min(seconds) <= EARLY_SECONDS


async def test_a_lost_listener_is_opened_again_and_what_it_missed_is_read(crm_template: Template) -> None:
    async with two_workers(crm_template, hears=True) as workers:
        version = version_of(workers.speaking)
        statement = "UPDATE catalog_state SET version = version + 1"
        await workers.sql(statement)  # nobody is notified
        assert version_of(workers.deaf) == version
        assert await workers.sql(TERMINATE_LISTENERS) == 2
        await reach(workers.deaf, version + 1)
        async with asyncio.timeout(60):
            while await workers.sql(COUNT_LISTENERS) < 2:  # noqa: ASYNC110 (only PostgreSQL knows)
                await asyncio.sleep(0.05)
        after = await create_field(workers.speaking, "later")
        await reach(workers.deaf, after)


async def test_changes_that_follow_each_other_closely_are_one_rebuild(crm_template: Template) -> None:
    async with two_workers(crm_template, hears=True) as workers:
        live = workers.deaf.workspace.live
        seen = {id(live.versions): live.versions}
        inputs = [{"entity": "Contact", "key": f"plate{n}", "kind": "TEXT"} for n in range(40)]
        document = "mutation ($i: [CreateFieldInput!]!) { createFields(inputs: $i) { catalogVersion } }"
        before = version_of(workers.speaking)
        made = await workers.speaking.data(document, i=inputs)
        assert made["createFields"]["catalogVersion"] == before + 1
        async with asyncio.timeout(60):
            while version_of(workers.deaf) <= before:
                seen[id(live.versions)] = live.versions
                await asyncio.sleep(0.001)
        for _ in range(20):
            workers.deaf.workspace.live.refresh_soon()
        newest = live.versions
        await asyncio.sleep(0.1)
        assert live.versions is newest
        assert len(seen) == 1
