"""The catalog moves while somebody subscribes, what is selected takes too long, a client does not read."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest
from graphql import GraphQLError

from gql_crm.errors import ClientError
from gql_crm.http.outbox import Outbox
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.http.socket_operations import Client, SocketOperations
from gql_crm.schema.live_reads import LivePage
from gql_crm.subscriptions import Subscriber, Subscriptions
from gql_crm.subscriptions import group as group_module
from gql_crm.subscriptions.group import Group, Leaving
from gql_crm.testing import Template
from gql_crm.workspace import GraphQLRequest
from tests.workspace.workers import create_field, two_workers

REQUEST = GraphQLRequest(query="subscription { contactChanged { op contact { lastName } } }")


class Sink:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.errors: list[GraphQLError] = []

    async def tell(self, body: bytes) -> None:
        raise AssertionError(body)

    async def fail(self, errors: Sequence[GraphQLError]) -> None:
        self.errors.extend(errors)

    async def complete(self) -> None:
        raise AssertionError


async def nobody() -> None:
    return None


def nobody_aside(_subscriber: Subscriber, _telling: asyncio.Task[None]) -> None:
    raise AssertionError


async def test_who_subscribes_where_a_new_catalog_was_not_heard_of_is_told_by_it(
    crm_template: Template,
) -> None:
    async with (
        two_workers(crm_template) as workers,
        Subscriptions(workers.deaf.workspace) as subscriptions,
    ):
        deaf = workers.deaf
        actor = await deaf.workspace.actor_of_user(deaf.admin.user_id)
        assert actor

        async def authenticate() -> Any:
            return await deaf.workspace.actor_of_user(deaf.admin.user_id)

        await create_field(workers.speaking, "plate")
        subscribed = await subscriptions.subscribe(REQUEST, actor, authenticate, Sink())
        assert isinstance(subscribed, Subscriber), subscribed
        await workers.speaking.user("Žofie")  # access has moved: the actor was known before it
        other = GraphQLRequest(query="subscription { contactChanged { id } }")
        subscribed = await subscriptions.subscribe(other, actor, authenticate, Sink())
        assert isinstance(subscribed, Subscriber), subscribed


@pytest.mark.parametrize(
    ("problem", "attempts", "code"),
    [
        (asyncpg.QueryCanceledError("statement timeout"), 3, "TIMEOUT"),
        (ClientError("CURSOR_EXPIRED", "It is too old."), 1, "CURSOR_EXPIRED"),
    ],
)
async def test_what_fails_or_always_takes_too_long_ends_all_who_are_told_of_it(
    problem: Exception, attempts: int, code: str
) -> None:
    read, tried, ended = SimpleNamespace(place=str), 0, dict[Subscriber, str]()

    async def after(_place: str) -> None:
        nonlocal tried
        tried += 1
        raise problem

    async def prepare_again(_members: list[Subscriber], _version: int | None) -> None:
        raise AssertionError

    def end(subscriber: Subscriber, errors: Sequence[GraphQLError]) -> None:
        ended[subscriber] = (errors[0].extensions or {})["code"]

    read.after = after
    unused: Any = None
    live: Any = read
    group = Group(live, "", asyncio.Semaphore(1), unused, Leaving(prepare_again, end, nobody_aside))
    members = [Subscriber(REQUEST, unused, nobody, Sink()) for _ in range(2)]
    for one in members:
        group.add(one)
    async with asyncio.timeout(60):
        await group.run()
    assert (tried, ended) == (attempts, dict.fromkeys(members, code))


async def test_a_token_that_ends_while_nothing_happens_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_module, "LONGEST_SILENCE", 0.05)
    read = SimpleNamespace(place=str)
    renewed: list[Subscriber] = []

    async def after(_place: str) -> LivePage:
        return LivePage([], "", is_full=False)

    async def prepare_again(members: list[Subscriber], _version: int | None) -> None:
        renewed.extend(members)

    def end(_subscriber: Subscriber, _errors: Sequence[GraphQLError]) -> None:
        raise AssertionError

    read.after = after
    times = iter([datetime(2026, 3, 15, hour, tzinfo=UTC) for hour in range(10)])
    live: Any = read
    leaving = Leaving(prepare_again, end, nobody_aside)
    group = Group(live, "", asyncio.Semaphore(1), lambda: next(times), leaving)
    actor: Any = SimpleNamespace(expires_at=datetime(2026, 3, 15, 3, tzinfo=UTC))
    member = Subscriber(REQUEST, actor, nobody, Sink())
    group.add(member)
    async with asyncio.timeout(60):
        await group.run()
    assert renewed == [member]


async def test_a_client_that_does_not_read_is_not_listened_to() -> None:
    async def stuck(_message: Any) -> None:
        await asyncio.Event().wait()

    async def never() -> None:
        await asyncio.Event().wait()

    unused: Any = None
    settings = SimpleNamespace(limit_subscriptions=2, limit_operation_seconds=60)
    workspace: Any = SimpleNamespace(settings=settings)
    operations = SocketOperations(workspace, unused, Client(RequestHeaders([]), never), Outbox(stuck, 60))
    heard = 0

    async def listen() -> None:
        nonlocal heard
        while True:
            await operations.begin(f"{heard}{'x' * 1_000}", {"query": "subscription { x }"})
            heard += 1

    listening = asyncio.create_task(listen())
    await asyncio.wait([listening], timeout=2)
    assert heard < 1_000
    for task in (listening, *operations._tasks):
        task.cancel()
