"""Mutations that meet other transactions: PostgreSQL undoes one of them, and it is made once more."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated, Any

import pytest_asyncio
import strawberry
from structlog.testing import capture_logs

from gql_crm import (
    Module,
    Operation,
    OperationContext,
    Payload,
    parse_id,
    payload_type,
)
from gql_crm.database import Connection
from gql_crm.testing import Crm, Template, open_crm

Info = strawberry.Info[OperationContext, None]
MET = "a mutation met another; trying again"


@payload_type("Contact")
class ContactPayload(Payload):
    """A contact."""


@dataclass
class Crossing:
    """Lets two operations hold one record each before they ask for the other's."""

    barrier: asyncio.Barrier = field(default_factory=lambda: asyncio.Barrier(2))
    runs: list[str] = field(default_factory=list)
    failures: int = 0


crossing = Crossing()


def argument(text: str) -> Any:
    return strawberry.argument(description=text)


async def _touch_both(
    info: Info,
    first: Annotated[strawberry.ID, argument("Changed first.")],
    second: Annotated[strawberry.ID, argument("Changed second.")],
) -> ContactPayload:
    records = info.context.records
    crossing.runs.append(first)
    ref = await records.update("Contact", parse_id(first), {"lastName": "First"})
    if len(crossing.runs) <= 2:
        await crossing.barrier.wait()
    await records.update("Contact", parse_id(second), {"firstName": f"After {first}"})
    return ContactPayload(ref)


async def _clash(
    info: Info,
    kind: Annotated[str, argument("The server's code.")],
    times: Annotated[int, argument("How often.")],
) -> ContactPayload:
    """Write, then let PostgreSQL say that it met another transaction."""
    ref = await info.context.records.create("Contact", {"firstName": "Ona"})
    crossing.runs.append(kind)
    if len(crossing.runs) <= times:
        await info.context.connection.execute(
            f"DO $$ BEGIN RAISE EXCEPTION 'met' USING ERRCODE = '{kind}'; END $$"
        )
    return ContactPayload(ref)


MODULE = Module(
    name="crossing",
    version="1",
    requires=("people",),
    operations=(
        Operation.mutation(
            "touchBoth", strawberry.mutation(resolver=_touch_both, description="Change both.")
        ),
        Operation.mutation("clash", strawberry.mutation(resolver=_clash, description="Meet another.")),
    ),
)
CLASH = (
    "mutation ($kind: String!, $times: Int!) { clash(kind: $kind, times: $times) { contact { firstName } } }"
)
COUNT = "{ contacts { totalCount } }"


WAITING = """
SELECT EXISTS (SELECT FROM pg_locks AS waiting WHERE pg_backend_pid() = ANY (pg_blocking_pids(waiting.pid)))
"""


async def _until_somebody_waits(connection: Connection) -> None:
    """Wait for somebody who waits for this connection."""
    while not await connection.fetchval(WAITING):  # noqa: ASYNC110 (PostgreSQL sends no event)
        await asyncio.sleep(0.01)


@pytest_asyncio.fixture(scope="module")
async def crossing_template(crm_template: Template) -> Template:
    return await crm_template.with_modules([MODULE])


@pytest_asyncio.fixture
async def crm(crossing_template: Template) -> AsyncIterator[Crm]:
    crossing.__init__()  # type: ignore[misc] # as if it were new, for operations that know only this one
    async with open_crm(crossing_template) as opened:
        yield opened


async def test_of_two_operations_in_a_deadlock_both_are_done(crm: Crm) -> None:
    one, two = [str((await crm.create("Contact", {"firstName": name})).id) for name in ("Ona", "Jonas")]
    document = """mutation ($first: ID!, $second: ID!) {
      touchBoth(first: $first, second: $second) { contact { id version } userErrors { code } }
    }"""
    with capture_logs() as lines:
        answers = await asyncio.gather(
            crm.data(document, first=one, second=two), crm.data(document, first=two, second=one)
        )
    assert [answer["touchBoth"]["contact"]["id"] for answer in answers] == [one, two]
    assert len(crossing.runs) == 3
    assert [line["event"] for line in lines if line["event"] == MET] == [MET]
    found = await crm.data("{ contacts { nodes { version lastName } } }")
    assert found["contacts"]["nodes"] == [{"version": 3, "lastName": "First"}] * 2


async def test_a_generated_mutation_in_a_deadlock_is_done_once_more(crm: Crm) -> None:
    """The other transaction holds the text of the contact, then wants the contact itself."""
    ref = await crm.create("Contact", {"firstName": "Ona"})
    with capture_logs() as lines:
        async with crm.workspace.database.transaction() as other:
            await other.execute("UPDATE record_text SET label = label WHERE record_id = $1", ref.id)
            changing = asyncio.create_task(
                crm.data(
                    """mutation ($id: ID!) {
                      updateContact(id: $id, input: { firstName: "Rasa" }) { contact { firstName version } }
                    }""",
                    id=str(ref.id),
                )
            )
            await _until_somebody_waits(other)
            await other.execute("SELECT FROM people_contact WHERE id = $1 FOR UPDATE", ref.id)
        answer = await changing
    assert answer["updateContact"]["contact"] == {"firstName": "Rasa", "version": 2}
    assert MET in [line["event"] for line in lines]


async def test_a_serialization_failure_is_tried_again(crm: Crm) -> None:
    answer = await crm.data(CLASH, kind="40001", times=3)
    assert answer["clash"]["contact"] == {"firstName": "Ona"}
    assert len(crossing.runs) == 4
    assert (await crm.data(COUNT))["contacts"]["totalCount"] == 1


async def test_after_three_further_attempts_the_server_is_overloaded(crm: Crm) -> None:
    answer = await crm.execute(CLASH, {"kind": "40P01", "times": 99})
    assert answer["errors"][0]["extensions"]["code"] == "OVERLOADED"
    assert len(crossing.runs) == 4
    assert (await crm.data(COUNT))["contacts"]["totalCount"] == 0


async def test_other_failures_are_not_tried_again(crm: Crm) -> None:
    answer = await crm.execute(CLASH, {"kind": "23505", "times": 99})
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert len(crossing.runs) == 1


async def test_what_was_tried_again_under_a_key_is_done_once(crm: Crm) -> None:
    for _ in range(2):
        answer = await crm.execute(CLASH, {"kind": "40P01", "times": 1}, idempotency_key="k")
        assert answer["data"]["clash"]["contact"] == {"firstName": "Ona"}
    assert len(crossing.runs) == 2
    assert (await crm.data(COUNT))["contacts"]["totalCount"] == 1
