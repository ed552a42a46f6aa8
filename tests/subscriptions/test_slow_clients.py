"""A client that does not read costs the others nothing, is sent away, and may come back to where it was."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import pytest_asyncio
from websockets.exceptions import ConnectionClosed

from gql_crm.database.embedded import EmbeddedServer
from tests.http.served import Served, settings_for
from tests.postgres import create_empty, drop
from tests.subscriptions.living import Living
from tests.subscriptions.test_job_progress import WATCH, bulk_job

LARGE = 10_000
CHANGED = """
subscription ($after: String) {
  contactChanged(after: $after) { cursor contact { firstName ALIASES } }
}
""".replace("ALIASES", " ".join(f"a{n}: description" for n in range(25)))
COUNT = 30
PROMPTLY = 6.0
"""Seconds; much less than a patient server waits for one who does not read."""


@pytest_asyncio.fixture(scope="module")
async def patient(
    postgres: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Served]:
    """A server that waits long for clients who do not read."""
    owner, app = await create_empty(postgres)
    with Served(
        settings_for(tmp_path_factory.mktemp("patient"), limit_send_seconds=60), owner, app
    ) as server:
        yield server
    await drop(postgres, owner)


async def fill(living: Living, name: str) -> list[str]:
    """Change more than waits for a client who does not read."""
    names = [f"{name} {n}" for n in range(COUNT)]
    for each in names:
        await living.create("Large", firstName=each, description="ž" * LARGE)
    return names


async def test_who_does_not_read_does_not_keep_others_waiting(patient: Served) -> None:
    async with (
        Living.at(patient.url, patient.token) as living,
        living.socket() as slow,
        living.socket() as quick,
    ):
        for socket in (slow, quick):
            await socket.subscribe(CHANGED)
        await asyncio.sleep(0.8)
        slow.connection.transport.pause_reading()
        names = await fill(living, uuid.uuid4().hex)
        async with asyncio.timeout(PROMPTLY):
            told = [(await quick.told())["contactChanged"] for _ in names]
        assert [one["contact"]["firstName"] for one in told] == names
        slow.connection.transport.resume_reading()
        read = [(await slow.told())["contactChanged"] for _ in names]
        assert [one["contact"]["firstName"] for one in read] == names, "it catches up by itself"
        last = await fill(living, uuid.uuid4().hex)
        for socket in (slow, quick):
            told = [(await socket.told())["contactChanged"] for _ in last]
            assert [one["contact"]["firstName"] for one in told] == last, "both go on together"


async def test_who_does_not_read_does_not_keep_those_waiting_who_watch_a_job(patient: Served) -> None:
    async with (
        Living.at(patient.url, patient.token) as living,
        living.socket() as slow,
        living.socket() as quick,
    ):
        await slow.subscribe(CHANGED)
        await asyncio.sleep(0.8)
        slow.connection.transport.pause_reading()
        await fill(living, uuid.uuid4().hex)
        job = await bulk_job(living)
        for socket in (slow, quick):
            await socket.subscribe(WATCH, id=job)
        async with asyncio.timeout(PROMPTLY):
            while (message := await quick.receive())["type"] != "complete":
                assert message["payload"]["data"]["jobProgress"]["id"] == job


async def test_who_does_not_read_is_sent_away_and_others_are_told_everything(living: Living) -> None:
    async with living.socket() as slow, living.socket() as quick:
        for socket in (slow, quick):
            await socket.subscribe(CHANGED)
        await asyncio.sleep(0.8)
        slow.connection.transport.pause_reading()
        for n in range(COUNT):
            await living.create("Large", firstName=str(n), description="ž" * LARGE)
        told = [(await quick.told())["contactChanged"] for _ in range(COUNT)]
        assert [one["contact"]["firstName"] for one in told] == [str(n) for n in range(COUNT)]
        await asyncio.sleep(3)
        slow.connection.transport.resume_reading()
        read = []
        with suppress(ConnectionClosed):
            while True:
                read.append((await slow.told())["contactChanged"])
        assert 0 < len(read) < COUNT, "not everything was buffered for it"
    async with living.socket() as again:
        await again.subscribe(CHANGED, after=read[-1]["cursor"])
        rest = [(await again.told())["contactChanged"] for _ in range(COUNT - len(read))]
        assert [one["contact"]["firstName"] for one in read + rest] == [str(n) for n in range(COUNT)]
