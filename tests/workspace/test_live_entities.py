"""An entity of users is there at the next request, in every worker, whatever happens meanwhile."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
import strawberry
import structlog

from gql_crm import Operation
from gql_crm.plugins.module import Module
from gql_crm.settings import Settings
from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace import Workspace
from tests.customization.boats import (
    BOAT,
    CREATE,
    DELETE,
    NAME,
    RENAME,
    RETIRE,
    boat,
    boats,
    change,
    contact,
    create_entity,
    table_of,
    value,
)
from tests.plugins.declarations import entity, module
from tests.workspace.test_modules import DISABLE, ENABLE, refusal, switched
from tests.workspace.workers import two_workers

LIST = "{ boats { totalCount nodes { name } } }"
HOLD_COMMITS = (
    """CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$""",
    "CREATE TRIGGER held BEFORE UPDATE ON catalog_state FOR EACH ROW EXECUTE FUNCTION hold()",
)
HELD = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE wait_event = 'PgSleep' AND application_name = 'gql_crm schema'"
)


@strawberry.type(name="Boat", description="What a module answers.")
class ModulesBoat:
    x: int = strawberry.field(description="A number.", default=1)


def sail() -> ModulesBoat:
    return ModulesBoat()


SAILING = Module(
    name="sailing",
    version="1",
    operations=(Operation.query("sail", strawberry.field(resolver=sail, description="Sail.")),),
)


async def test_another_worker_has_it_at_its_next_request(crm_template: Template) -> None:
    async with two_workers(crm_template) as workers:
        await boats(workers.speaking)
        id_ = await boat(workers.deaf, "Žuvėdra")
        assert (await workers.speaking.data(LIST))["boats"] == {
            "totalCount": 1,
            "nodes": [{"name": "Žuvėdra"}],
        }
        assert await change(workers.speaking, RENAME, name="Boat", newName="Ship", newPlural="ships")
        read = await workers.deaf.data("query ($id: ID!) { ship(id: $id) { name } }", id=id_)
        assert read["ship"] == {"name": "Žuvėdra"}


async def test_another_worker_refuses_what_is_gone(crm_template: Template) -> None:
    async with two_workers(crm_template) as workers:
        await boats(workers.speaking)
        await boat(workers.deaf, "Žuvėdra")
        await workers.deaf.data(LIST)
        await change(workers.speaking, RETIRE, name="Boat")
        answer = await workers.deaf.execute('mutation { createBoat(input: {name: "Kiras"}) { boat { id } } }')
        assert "Cannot query field 'createBoat'" in answer["errors"][0]["message"]
        await change(workers.speaking, DELETE, name="Boat", confirm="Boat")
        await workers.speaking.run_jobs()
        answer = await workers.deaf.execute(LIST)
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "Cannot query field 'boats'" in error["message"]


@pytest.mark.parametrize("document", ["query ($id: ID!) { node(id: $id) { id ... on Record { version } } }"])
async def test_what_reads_every_entity_reads_on_when_a_table_goes(
    crm_template: Template, document: str
) -> None:
    async with two_workers(crm_template) as workers:
        await boats(workers.speaking)
        id_ = await contact(workers.speaking, "Ona")
        for _ in range(2):  # planned, then kept
            before = await workers.deaf.data(document, id=id_)
        await change(workers.speaking, DELETE, name="Boat", confirm="Boat")
        await workers.speaking.run_jobs()
        assert await workers.deaf.data(document, id=id_) == before


async def test_a_table_that_is_lost_is_told_as_a_fault_of_the_server(crm: Crm) -> None:
    await boats(crm)
    await value(crm, f'DROP TABLE "{table_of(crm)}"')
    with structlog.testing.capture_logs():
        answer = await crm.execute(LIST)
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"


async def test_no_request_fails_while_entities_come_and_go(crm: Crm) -> None:
    done = asyncio.Event()
    answers: list[dict[str, Any]] = []
    known = await contact(crm, "Ona")

    async def client() -> None:
        while not done.is_set():
            answers.append(
                await crm.execute('mutation { createContact(input: {firstName: "A"}) { contact { id } } }')
            )
            answers.append(await crm.execute("{ contacts(first: 1) { totalCount } __typename }"))
            answers.append(
                await crm.execute(
                    "query ($id: ID!) { node(id: $id) { ... on Record { version } } }", {"id": known}
                )
            )

    clients = [asyncio.create_task(client()) for _ in range(3)]
    for number in range(4):
        name = f"Boat{number}"
        made = await create_entity(crm, name=name, plural=f"list{name}", fields=[NAME])
        assert made["userErrors"] == []
        if number % 2:
            assert (await change(crm, DELETE, name=name, confirm=name))["userErrors"] == []
            await crm.run_jobs()
    done.set()
    await asyncio.gather(*clients)
    assert len(answers) > 12
    assert [answer for answer in answers if "errors" in answer] == []


async def test_of_a_creation_that_is_cut_short_nothing_stays_and_the_next_one_works(crm: Crm) -> None:
    for statement in HOLD_COMMITS:
        await value(crm, statement)
    making = asyncio.create_task(create_entity(crm))
    async with asyncio.timeout(60):
        while not await value(crm, HELD):  # noqa: ASYNC110 (a session announces nothing)
            await asyncio.sleep(0.02)
    await value(crm, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
    payload = await making
    (error,) = payload["userErrors"]
    assert (error["code"], payload["entity"]) == ("INVALID_STATE", None)
    for place in ("custom_entity", "custom_field", "pg_class WHERE relname ~ '^custom_[0-9]+$'"):
        assert await value(crm, f"SELECT count(*) FROM {place}") == 0
    await value(crm, "DROP TRIGGER held ON catalog_state")
    await boats(crm)
    assert await boat(crm, "Žuvėdra")


async def test_a_role_that_may_not_make_tables_is_told_so(crm_template: Template) -> None:
    async with two_workers(crm_template) as workers:  # the second one has no owner's connection
        (payload,) = (await workers.deaf.data(CREATE, input=BOAT)).values()
        (error,) = payload["userErrors"]
        assert (error["code"], error["field"]) == ("INVALID_STATE", [])
        assert "the server's log has the reason" in error["message"]
        assert (await create_entity(workers.speaking))["userErrors"] == []


async def test_a_module_whose_names_it_has_is_refused_until_it_is_renamed(crm: Crm) -> None:
    await switched(crm, DISABLE, "real_estate")
    await boats(crm, name="Property", plural="properties")
    code, message = await refusal(crm, ENABLE, "real_estate")
    assert code == "VALIDATION"
    assert 'names of the custom entities "Property"; rename those first (renameEntity)' in message
    renamed = await change(crm, RENAME, name="Property", newName="Thing", newPlural="things")
    assert renamed["userErrors"] == []
    await switched(crm, ENABLE, "real_estate")
    await crm.data("{ properties { totalCount } things { totalCount } }")


async def test_it_refers_to_entities_of_modules_which_come_and_go(crm: Crm) -> None:
    berth = {"key": "berth", "kind": "REFERENCE", "targetEntity": "Property", "inverse": "moored"}
    await boats(crm, [berth])
    house = str((await crm.create("Property", {"title": "Prieplauka"})).id)
    await boat(crm, "Žuvėdra", berthId=house)
    read = "{ boats { nodes { name berth { title moored { totalCount } } } } }"
    before = await crm.data(read)
    await switched(crm, DISABLE, "real_estate")
    assert (await crm.data(LIST))["boats"]["nodes"] == [{"name": "Žuvėdra"}]
    assert "errors" in await crm.execute(read)
    await switched(crm, ENABLE, "real_estate")
    assert await crm.data(read) == before


def _with(template: Template, modules: Sequence[Module]) -> Template:
    added = [("test", one) for one in modules]
    given = template.contributions
    return replace(template, contributions=replace(given, modules=[*given.modules, *added]))


async def test_it_may_not_take_a_type_of_a_modules_operation(crm_template: Template) -> None:
    async with open_crm(_with(crm_template, [SAILING])) as crm:
        (error,) = (await create_entity(crm, fields=[NAME]))["userErrors"]
        assert (error["code"], error["field"]) == ("DUPLICATE", ["name"])
        assert 'an operation of module "sailing" has already taken' in error["message"]
        assert (await crm.data("{ sail { x } }"))["sail"] == {"x": 1}


@pytest.mark.parametrize(
    ("release", "of_module"),
    [(SAILING, "sail { x }"), (module("marina", entity("Boat", "boats")), "__typename")],
)
async def test_a_release_that_takes_its_name_renames_it_and_its_records_stay(
    crm_template: Template, release: Module, of_module: str
) -> None:
    async with open_crm(crm_template) as crm:
        await boats(crm)
        id_ = await boat(crm, "Žuvėdra", skipperId=await contact(crm, "Ona"))
        await value(
            crm,
            "INSERT INTO module_state (name, enabled, first_enabled_at, changed_at)"
            f" VALUES ('{release.name}', true, now(), now())",
        )
        name = await value(crm, "SELECT current_database()")
        dsn = crm_template.server.dsn("gql_crm_app", name)
        given = _with(crm_template, [release]).contributions
        workspace = await Workspace.open(Settings.load(), dsn=dsn, contributions=given)
        newer = Crm(workspace, crm.admin)
        try:
            data = await newer.data(
                f"query ($id: ID!) {{ {of_module}"
                " boatCustom(id: $id) { name skipper { boats { totalCount } } }"
                " node(id: $id) { __typename ... on Record { recordType } }"
                " catalog { problems { message } } }",
                id=id_,
            )
            assert data["boatCustom"] == {"name": "Žuvėdra", "skipper": {"boats": {"totalCount": 1}}}
            assert data["node"] == {"__typename": "BoatCustom", "recordType": "BoatCustom"}
            (problem,) = data["catalog"]["problems"]
            assert 'called "BoatCustom" until it is renamed (renameEntity)' in problem["message"]
            (payload,) = (
                await newer.data(RENAME, name="BoatCustom", newName="Ship", newPlural="ships")
            ).values()
            assert payload["userErrors"] == []
            data = await newer.data("{ ships { nodes { name } } catalog { problems { message } } }")
            assert data == {"ships": {"nodes": [{"name": "Žuvėdra"}]}, "catalog": {"problems": []}}
        finally:
            await workspace.close()


async def test_no_type_of_the_schema_can_be_its_name(crm: Crm) -> None:
    schema = crm.workspace.live.versions.unrestricted.schema
    names = [name for name in schema.type_map if not name.startswith("__") and name[:1].isupper()]
    taken: set[str] = set()
    for name in names:
        payload = await create_entity(crm, name=name, plural="listOfThem", fields=[NAME])
        taken.update(name for error in payload["userErrors"] if error["field"] == ["name"])
        assert payload["entity"] is None, name
    assert taken == set(names)
