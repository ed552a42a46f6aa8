"""The live schema is swapped under running requests: none of them notices, and nothing old stays behind."""

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

import pytest
import pytest_asyncio
import strawberry
import structlog

from gql_crm import (
    InputData,
    Module,
    Operation,
    OperationContext,
    Payload,
    Ref,
    create_input,
    payload_type,
    record_type,
)
from gql_crm.testing import Crm, Template, open_crm
from tests.workspace.workers import CREATE_CONTACT, RETIRE_FIELD, create_field, two_workers, version_of

SWAPS = 50
OBJECTS_OF_ONE_SCHEMA = 5_000


@record_type("Contact")
class Contact(Ref):
    """A contact."""


@create_input("Contact")
class CreateContactInput(InputData):
    """A new contact."""


@payload_type("Contact")
class ContactPayload(Payload):
    """A contact, or why there is none."""


class Gate:
    """Operations that wait in the middle until the test lets them go on."""

    def __init__(self) -> None:
        self.reached, self.open = asyncio.Event(), asyncio.Event()

    async def wait(self) -> None:
        self.reached.set()
        await self.open.wait()

    def module(self) -> Module:
        async def slow_read(id: Annotated[strawberry.ID, strawberry.argument(description="Id.")]) -> Contact:
            await self.wait()
            return Contact("Contact", UUID(id))

        async def slow_write(
            info: strawberry.Info[OperationContext, None],
            input: Annotated[CreateContactInput, strawberry.argument(description="Values.")],
        ) -> ContactPayload:
            await self.wait()
            return ContactPayload(await info.context.records.create("Contact", input))

        read = strawberry.field(resolver=slow_read, description="Wait, then read.")
        write = strawberry.mutation(resolver=slow_write, description="Wait, then write.")
        operations = (Operation.query("slowRead", read), Operation.mutation("slowWrite", write))
        return Module(name="gates", version="1", operations=operations)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest_asyncio.fixture
async def gated(crm_template: Template, gate: Gate) -> AsyncIterator[Crm]:
    """A CRM whose contacts have a field `plate`, and whose slow operations wait at the gate."""
    given = crm_template.contributions
    added = replace(given, modules=[*given.modules, ("test", gate.module())])
    async with open_crm(replace(crm_template, contributions=added)) as crm:
        await create_field(crm, "plate")
        yield crm


async def rename(crm: Crm) -> None:
    data = await crm.data(
        'mutation { renameField(entity: "Contact", key: "plate", newKey: "number") { userErrors { code } } }'
    )
    assert data["renameField"]["userErrors"] == []


async def test_a_read_under_way_finishes_on_the_schema_that_it_started_with(gated: Crm, gate: Gate) -> None:
    ref = await gated.create("Contact", {"firstName": "Ona", "plate": "x"})
    document = "query ($id: ID!) { slowRead(id: $id) { plate } }"
    slow = asyncio.create_task(gated.execute(document, {"id": str(ref.id)}))
    await gate.reached.wait()
    await rename(gated)
    assert (await gated.data("{ contacts { nodes { number } } }"))["contacts"]["nodes"] == [{"number": "x"}]
    gate.open.set()
    assert await slow == {"data": {"slowRead": {"plate": "x"}}}
    assert "errors" in await gated.execute(document, {"id": str(ref.id)})


async def test_a_write_under_way_finishes_on_the_schema_that_it_started_with(gated: Crm, gate: Gate) -> None:
    document = """
    mutation ($input: CreateContactInput!) {
      slowWrite(input: $input) { contact { plate } userErrors { code } }
    }
    """
    slow = asyncio.create_task(gated.execute(document, {"input": {"plate": "x"}}))
    await gate.reached.wait()
    await gated.data(RETIRE_FIELD, key="plate")
    assert "errors" in await gated.execute(CREATE_CONTACT, {"input": {"plate": "y"}})
    gate.open.set()
    assert await slow == {"data": {"slowWrite": {"contact": {"plate": "x"}, "userErrors": []}}}
    assert (await gated.data("{ contacts { nodes { plate } } }"))["contacts"]["nodes"] == [{"plate": "x"}]


async def test_no_request_fails_while_the_catalog_changes(crm: Crm) -> None:
    done = asyncio.Event()
    answers: list[dict[str, Any]] = []

    async def client(number: int) -> None:
        while not done.is_set():
            answers.append(
                await crm.execute(
                    "mutation ($i: CreateContactInput!) { createContact(input: $i) { contact { id } } }",
                    {"i": {"firstName": f"n{number}"}},
                )
            )
            answers.append(await crm.execute("{ contacts(first: 1) { totalCount } __typename }"))

    clients = [asyncio.create_task(client(number)) for number in range(4)]
    for number in range(10):
        await create_field(crm, f"plate{number}")
    done.set()
    await asyncio.gather(*clients)
    assert len(answers) > 20
    assert [answer for answer in answers if "errors" in answer] == []


async def test_a_rebuild_that_fails_keeps_the_old_schema_and_is_told(crm_template: Template) -> None:
    async with two_workers(crm_template) as workers:
        await create_field(workers.speaking, "plate")
        await workers.deaf.data("{ contacts { nodes { plate } } }")
        version = version_of(workers.deaf)
        await workers.sql(
            "INSERT INTO custom_field (entity, key, kind, definition, storage_key, created_at)"
            " VALUES ('Contact', 'torn', 'TEXT', '{\"label\": 5}', 'custom:torn', now())"
        )
        await workers.sql("UPDATE catalog_state SET version = version + 1")
        with structlog.testing.capture_logs() as logs:
            catalog = (await workers.deaf.data("{ catalog { version problems { message } } }"))["catalog"]
        assert catalog["version"] == version
        (problem,) = catalog["problems"]
        assert str(version + 1) in problem["message"]
        assert any("rebuilt" in line["event"] and line["exc_info"] for line in logs)
        with structlog.testing.capture_logs():
            await workers.deaf.data("{ contacts { nodes { plate } } }")
            again = (await workers.deaf.data("{ catalog { problems { message } } }"))["catalog"]["problems"]
        assert len(again) == 1
        await workers.sql("DELETE FROM custom_field WHERE key = 'torn'")
        await workers.sql("UPDATE catalog_state SET version = version + 1")
        catalog = (await workers.deaf.data("{ catalog { version problems { message } } }"))["catalog"]
        assert catalog == {"version": version + 2, "problems": []}


async def test_old_schemas_are_gone_after_many_changes_and_memory_does_not_grow(crm: Crm) -> None:
    member = await crm.user("Ona")
    seen: list[weakref.ref[Any]] = []

    async def change(number: int) -> None:
        name = f"plate{number % 5}"
        verb = "retireField" if number >= 5 and (number // 5) % 2 else "restoreField"
        if number < 5:
            await create_field(crm, name)
        else:
            await crm.data(
                f'mutation {{ {verb}(entity: "Contact", key: "{name}") {{ userErrors {{ code }} }} }}'
            )
        for actor in (crm.admin, member):
            version = await crm.workspace._version(actor)
            seen.extend((weakref.ref(version), weakref.ref(version.schema)))
            await crm.data("{ contacts { totalCount } }", actor=actor)

    for number in range(10):
        await change(number)
    gc.collect()
    before = len(gc.get_objects())
    for number in range(10, 10 + SWAPS):
        await change(number)
    gc.collect()
    after = len(gc.get_objects())
    assert len({id(one) for one in seen}) > SWAPS
    assert len([one for one in seen if one() is not None]) <= 4
    assert after - before < OBJECTS_OF_ONE_SCHEMA


async def test_old_schemas_go_with_their_last_request_whether_or_not_the_collector_looks(crm: Crm) -> None:
    member = await crm.user("Ona")
    old = []
    for actor in (crm.admin, member):
        await crm.data("{ contacts { totalCount } }", actor=actor)
        old.append(weakref.ref(await crm.workspace._version(actor)))
    gc.disable()
    try:
        await create_field(crm, "plate")
        assert [reference() for reference in old] == [None, None]
    finally:
        gc.enable()
