import asyncio
import os
import random
import signal
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.parse import quote, unquote

import asyncpg
import pytest

from gql_crm.database import Database
from gql_crm.database.embedded import EmbeddedServer
from gql_crm.database.errors import DatabaseBusy, DatabaseUnavailable
from tests.conftest import Addresses

SLOW_COMMIT = """
CREATE TABLE slow (id int);
GRANT ALL ON slow TO gql_crm_app;
CREATE FUNCTION wait_a_little() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION wait_a_little();
"""


@pytest.fixture
async def database(kernel_database: Addresses) -> AsyncIterator[Database]:
    database = await Database.connect(kernel_database.app, max_size=5, acquire_timeout=2.0)
    yield database
    await database.close()


@pytest.fixture
async def owner(kernel_database: Addresses) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(kernel_database.owner)
    yield connection
    await connection.close()


class Swallowing:
    """A way to PostgreSQL that may lose all answers, while the connections stay open."""

    def __init__(self, dsn: str, folder: Path) -> None:
        _, _, rest = dsn.partition("?host=")
        there, _, _ = rest.partition("&")
        self._there = f"{unquote(there)}/.s.PGSQL.5432"
        self._here = f"{folder}/.s.PGSQL.5432"
        self._writers: list[asyncio.StreamWriter] = []
        self.dsn = dsn.replace(there, quote(str(folder)))
        self.swallows = False

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_unix_server(self._connect, self._here)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for writer in self._writers:
            writer.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_unix_connection(self._there)
        self._writers += [writer, there[1]]
        await asyncio.gather(self._carry(reader, there[1]), self._carry(there[0], writer, answers=True))

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool = False
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                if not (answers and self.swallows):
                    writer.write(data)
        writer.close()


async def use_every_connection(database: Database, count: int) -> None:
    """Hold all connections at once: fails when one was lost."""
    together = asyncio.Barrier(count)

    async def use() -> None:
        async with database.connection() as connection:
            await together.wait()
            assert await connection.fetchval("SELECT 1") == 1

    async with asyncio.timeout(60):
        await asyncio.gather(*(use() for _ in range(count)))


async def test_a_session_starts_with_its_settings(kernel_database: Addresses) -> None:
    database = await Database.connect(
        kernel_database.app, schema='with "quotes"', statement_timeout_ms=1234, application_name="a test"
    )
    async with database.connection() as connection:
        for name, value in {
            "search_path": '"with ""quotes"""',
            "TimeZone": "UTC",
            "DateStyle": "ISO, YMD",
            "statement_timeout": "1234ms",
            "lock_timeout": "5s",
            "idle_in_transaction_session_timeout": "1min",
            "application_name": "a test",
        }.items():
            assert await connection.fetchval(f"SHOW {name}") == value
    await database.close()


async def test_a_transaction_is_committed_at_its_end(database: Database, owner: asyncpg.Connection) -> None:
    async with database.transaction() as connection:
        await connection.execute("UPDATE workspace_setting SET name = 'new'")
        assert await owner.fetchval("SELECT name FROM workspace_setting") == "gql_crm"
    assert await owner.fetchval("SELECT name FROM workspace_setting") == "new"


async def test_an_error_rolls_the_transaction_back(database: Database, owner: asyncpg.Connection) -> None:
    with pytest.raises(LookupError):  # noqa: PT012 (the block is what is tested)
        async with database.transaction() as connection:
            await connection.execute("UPDATE workspace_setting SET name = 'new'")
            raise LookupError
    assert await owner.fetchval("SELECT name FROM workspace_setting") == "gql_crm"
    await use_every_connection(database, 5)


async def test_a_failed_statement_rolls_the_transaction_back(database: Database) -> None:
    for _ in range(10):
        with pytest.raises(asyncpg.DivisionByZeroError):
            async with database.transaction() as connection:
                await connection.execute("SELECT 1 / 0")
    await use_every_connection(database, 5)


async def test_a_swallowed_error_is_no_commit(database: Database, owner: asyncpg.Connection) -> None:
    with pytest.raises(asyncpg.InFailedSQLTransactionError, match="nothing was committed"):  # noqa: PT012
        async with database.transaction() as connection:
            await connection.execute("UPDATE workspace_setting SET name = 'new'")
            with suppress(asyncpg.DivisionByZeroError):
                await connection.execute("SELECT 1 / 0")
    assert await owner.fetchval("SELECT name FROM workspace_setting") == "gql_crm"


async def test_transactions_take_their_kind_from_the_call(database: Database) -> None:
    async with database.transaction(readonly=True, isolation="repeatable_read") as connection:
        assert await connection.fetchval("SHOW transaction_read_only") == "on"
        assert await connection.fetchval("SHOW transaction_isolation") == "repeatable read"
    async with database.transaction() as connection:
        assert await connection.fetchval("SHOW transaction_read_only") == "off"
        assert await connection.fetchval("SHOW transaction_isolation") == "read committed"


async def test_a_transaction_that_its_user_forgot_does_not_reach_the_next_one(
    kernel_database: Addresses,
) -> None:
    database = await Database.connect(kernel_database.app, max_size=1)
    async with database.connection() as connection:
        await connection.execute("BEGIN")
        await connection.execute("UPDATE workspace_setting SET name = 'new'")
    async with database.connection() as connection:
        assert not connection.is_in_transaction()
        assert await connection.fetchval("SELECT name FROM workspace_setting") == "gql_crm"
    await database.close()


async def test_who_waits_too_long_for_a_connection_is_told(kernel_database: Addresses) -> None:
    database = await Database.connect(kernel_database.app, max_size=1, acquire_timeout=0.2)
    async with database.connection():
        begun = time.monotonic()
        with pytest.raises(DatabaseBusy, match=r"All 1 connections stayed in use for 0\.2 seconds"):
            async with database.transaction():
                pytest.fail("there was no connection to be had")
        assert time.monotonic() - begun < 1
    await use_every_connection(database, 1)
    await database.close()


async def test_a_statement_that_takes_too_long_ends(kernel_database: Addresses) -> None:
    database = await Database.connect(kernel_database.app, statement_timeout_ms=100)
    async with database.connection() as connection:
        with pytest.raises(asyncpg.QueryCanceledError):
            await connection.execute("SELECT pg_sleep(5)")
    with pytest.raises(asyncpg.QueryCanceledError):
        await database.fetchrow("SELECT pg_sleep(5)", ())
    async with database.connection() as connection:
        assert await connection.fetchval("SELECT 1") == 1
    await database.close()


async def test_an_answer_that_never_comes_is_not_waited_for(
    kernel_database: Addresses, tmp_path: Path
) -> None:
    async with Swallowing(kernel_database.app, tmp_path) as network:
        database = await Database.connect(network.dsn, max_size=2, command_timeout=0.4)
        assert await database.fetchrow("SELECT 1", ()) is not None
        network.swallows = True
        begun = time.monotonic()
        with pytest.raises(TimeoutError):
            await database.fetchrow("SELECT 1", ())
        assert 0.4 <= time.monotonic() - begun < 2
        network.swallows = False
        assert await database.fetchrow("SELECT 1", ()) is not None
        await use_every_connection(database, 2)
        await database.close()


async def test_a_server_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(DatabaseUnavailable, match="PostgreSQL does not let us in"):
        await Database.connect("postgresql://nobody@127.0.0.1:1/nothing")


async def test_no_cancellation_leaks_a_connection(database: Database, owner: asyncpg.Connection) -> None:
    chance = random.Random(7)

    async def work() -> None:
        async with database.transaction() as connection:
            await connection.execute("UPDATE workspace_setting SET week_start = week_start")
            await connection.fetchval("SELECT pg_sleep($1)", chance.random() / 200)
        async with database.connection() as connection:
            await connection.fetchval("SELECT 1")

    for _ in range(20):
        tasks = [asyncio.create_task(work()) for _ in range(25)]
        for task in tasks:
            asyncio.get_running_loop().call_later(chance.random() * 0.05, task.cancel)
        results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            assert result is None or isinstance(result, asyncio.CancelledError), result
    await use_every_connection(database, 5)
    left_open = await owner.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
    )
    assert left_open == 0


async def test_a_cancelled_client_does_not_undo_a_commit_in_flight(
    database: Database, owner: asyncpg.Connection
) -> None:
    await owner.execute(SLOW_COMMIT)
    inserted = asyncio.Event()

    async def write() -> None:
        async with database.transaction() as connection:
            await connection.execute("INSERT INTO slow VALUES (1)")
            inserted.set()

    writing = asyncio.create_task(write())
    await inserted.wait()
    await asyncio.sleep(0.1)
    for _ in range(3):
        writing.cancel()
        await asyncio.sleep(0.01)
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert await owner.fetchval("SELECT count(*) FROM slow") == 1
    await use_every_connection(database, 5)


async def test_a_commit_that_fails_raises_and_leaks_nothing(
    database: Database, owner: asyncpg.Connection
) -> None:
    await owner.execute("CREATE TABLE once (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    for _ in range(6):
        with pytest.raises(asyncpg.UniqueViolationError):
            async with database.transaction() as connection:
                await connection.execute("INSERT INTO once VALUES (1), (1)")
    await use_every_connection(database, 5)


async def test_connections_that_the_server_ended_are_replaced(
    database: Database, kernel_database: Addresses
) -> None:
    await use_every_connection(database, 5)
    killer = await asyncpg.connect(kernel_database.app)
    ended = await killer.fetch(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'gql_crm'"
    )
    assert len(ended) == 5
    await killer.close()
    await asyncio.sleep(0.1)
    await use_every_connection(database, 5)


@pytest.mark.parametrize("kind", ["connection", "transaction"])
async def test_who_loses_the_connection_is_told_just_that(
    database: Database, kernel_database: Addresses, kind: str
) -> None:
    killer = await asyncpg.connect(kernel_database.app)
    for _ in range(6):
        with pytest.raises(DatabaseUnavailable, match="The connection to PostgreSQL was lost"):  # noqa: PT012
            async with getattr(database, kind)() as connection:
                backend = await connection.fetchval("SELECT pg_backend_pid()")
                await killer.execute("SELECT pg_terminate_backend($1)", backend)
                await asyncio.sleep(0.05)
                await connection.fetchval("SELECT 1")
    await killer.close()
    await use_every_connection(database, 5)


async def test_work_goes_on_after_the_server_crashed_and_came_back(tmp_path: Path) -> None:
    server = await asyncio.to_thread(EmbeddedServer.start, tmp_path / "postgres")
    database = await Database.connect(server.owner_dsn, max_size=5)

    async def work() -> None:
        while True:
            with suppress(DatabaseUnavailable):
                async with database.transaction() as connection:
                    await connection.fetchval("SELECT pg_sleep(0.01)")
            await asyncio.sleep(0.01)

    workers = [asyncio.create_task(work()) for _ in range(8)]
    await asyncio.sleep(0.3)
    async with database.connection() as connection:
        backend = await connection.fetchval("SELECT pg_backend_pid()")
    os.kill(backend, signal.SIGKILL)  # PostgreSQL then restarts with all its connections
    await asyncio.sleep(0.3)
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    await use_every_connection(database, 5)
    await database.close()
    server.close()


async def test_a_server_that_went_away_is_told_in_words(tmp_path: Path) -> None:
    server = await asyncio.to_thread(EmbeddedServer.start, tmp_path / "postgres")
    database = await Database.connect(server.owner_dsn, acquire_timeout=0.3)
    supervisor = int(
        (tmp_path / "postgres" / "running.json").read_text().split('"supervisor": ')[1].split(",")[0]
    )
    os.kill(supervisor, signal.SIGTERM)
    await asyncio.sleep(1)
    with pytest.raises(DatabaseUnavailable, match="no connection for"):
        async with database.connection():
            pytest.fail("the server is down")
    await database.close()
    server.close()
