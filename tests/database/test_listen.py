import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from gql_crm.database.listen import Listener
from tests.conftest import Addresses

LISTENERS = (
    "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'gql_crm listener'"
)
END_LISTENERS = f"SELECT pg_terminate_backend(pid) {LISTENERS}"
COUNT_LISTENERS = f"SELECT count(*) {LISTENERS}"


@pytest.fixture
async def speaker(empty_database: Addresses) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(empty_database.owner)
    yield connection
    await connection.close()


async def test_each_notification_is_heard_in_order(
    empty_database: Addresses, speaker: asyncpg.Connection
) -> None:
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    listener = Listener(empty_database.owner, "a channel", heard.put)
    await listener.start()
    for word in ("one", "two", "žodis"):
        await speaker.execute("SELECT pg_notify('a channel', $1)", word)
    assert [await asyncio.wait_for(heard.get(), 5) for _ in range(3)] == ["one", "two", "žodis"]
    await listener.stop()


async def test_a_lost_connection_is_opened_again_and_told(
    empty_database: Addresses, speaker: asyncpg.Connection
) -> None:
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    listener = Listener(empty_database.owner, "catalog", heard.put)
    await listener.start()
    for _ in range(3):
        await speaker.execute(END_LISTENERS)
        assert await asyncio.wait_for(heard.get(), 5) is None
        await speaker.execute("NOTIFY catalog, 'again'")
        assert await asyncio.wait_for(heard.get(), 5) == "again"
    await listener.stop()


async def test_a_callback_that_fails_does_not_stop_the_next_one(
    empty_database: Addresses, speaker: asyncpg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    heard: asyncio.Queue[str | None] = asyncio.Queue()

    async def callback(payload: str | None) -> None:
        if payload == "bad":
            raise ValueError("bad payload")
        await heard.put(payload)

    listener = Listener(empty_database.owner, "catalog", callback)
    await listener.start()
    await speaker.execute("NOTIFY catalog, 'bad'")
    await speaker.execute("NOTIFY catalog, 'good'")
    assert await asyncio.wait_for(heard.get(), 5) == "good"
    assert "bad payload" in caplog.text
    await listener.stop()


async def test_a_stopped_listener_leaves_no_connection(
    empty_database: Addresses, speaker: asyncpg.Connection
) -> None:
    async def ignore(_payload: str | None) -> None: ...

    listener = Listener(empty_database.owner, "catalog", ignore)
    await listener.start()
    await listener.stop()
    for _ in range(50):
        if await speaker.fetchval(COUNT_LISTENERS) == 0:
            return
        await asyncio.sleep(0.05)
    pytest.fail("the connection is still there")


async def test_a_listener_that_was_never_started_can_be_stopped(empty_database: Addresses) -> None:
    async def ignore(_payload: str | None) -> None: ...

    await Listener(empty_database.owner, "catalog", ignore).stop()
