"""Servers that hang and workers that die: nothing else waits for them, and no letter gets lost."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from gql_crm.database.supervisor.folder import APP_ROLE
from gql_crm.jobs import JobHandler, JobRun, JobState, JobWorker
from gql_crm.journal import MAIL_JOB
from gql_crm.mail import MailDelivery
from gql_crm.settings import Settings
from gql_crm.testing import Crm, Template
from gql_crm.workspace.jobs import ONE_AT_A_TIME
from tests.jobs.work import put
from tests.jobs.work import reached as job_reached
from tests.mail.mailbox import Mailbox
from tests.mail.writing import contact, job, reached, seen, write

ROOT = Path(__file__).parents[2]


def delivery(crm: Crm, mailbox: Mailbox, seconds: float) -> MailDelivery:
    """Return a handler with little patience."""
    settings = Settings.load(**mailbox.settings, smtp_seconds=seconds)
    return MailDelivery(crm.workspace.database, settings, crm.workspace.clock, pauses=())


async def test_a_server_that_takes_a_letter_and_hangs_is_given_up_in_time(crm: Crm, mailbox: Mailbox) -> None:
    mailbox.hangs = True
    id_ = await write(crm, await contact(crm))
    handlers = {MAIL_JOB: delivery(crm, mailbox, 0.5)}
    async with JobWorker(crm.workspace.database, handlers):
        email = await reached(crm, id_, status="FAILED")
    assert email["error"] == "The mail server cannot be used at present."
    assert (await job(crm, id_))["error"] == "The mail server did not answer in time."


async def test_a_server_that_hangs_keeps_no_transaction_open_and_no_other_job_waiting(
    crm: Crm, mailbox: Mailbox
) -> None:
    async def note(_run: JobRun) -> None:
        """Do nothing, well."""

    mailbox.hangs = True
    about = await contact(crm)
    ids = [await write(crm, about) for _ in range(8)]
    database = crm.workspace.database
    handlers: dict[str, JobHandler] = {MAIL_JOB: delivery(crm, mailbox, 3.0), "note": note}
    async with JobWorker(database, handlers, one_at_a_time=ONE_AT_A_TIME):
        await asyncio.wait_for(mailbox.came.wait(), 10)
        async with asyncio.timeout(2):
            await job_reached(database, await put(database), JobState.SUCCEEDED)
        async with database.connection() as connection:
            open_transactions = await connection.fetchval(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND state LIKE 'idle in transaction%'"
            )
        assert open_transactions == 0
        assert len(mailbox.letters) == 1
        assert (await seen(crm, ids[1]))["status"] == "QUEUED"


@asynccontextmanager
async def worker_process(
    crm: Crm, template: Template, mailbox: Mailbox
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a worker of its own that hands e-mail over, and kill it at the end."""
    async with crm.workspace.database.connection() as connection:
        name = await connection.fetchval("SELECT current_database()")
    dsn = template.server.dsn(APP_ROLE, name)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.mail.process", dsn, str(mailbox.port)),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"working\n"
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_a_letter_whose_worker_is_killed_before_it_says_so_is_sent_again_under_the_same_id(
    crm: Crm, crm_template: Template, mailbox: Mailbox
) -> None:
    mailbox.hangs = True
    async with worker_process(crm, crm_template, mailbox) as first:
        id_ = await write(crm, await contact(crm))
        await asyncio.wait_for(mailbox.came.wait(), 20)
        first.kill()
        await first.wait()
    assert (await seen(crm, id_))["status"] == "QUEUED"
    mailbox.hangs = False
    async with worker_process(crm, crm_template, mailbox):
        await reached(crm, id_, status="SENT")
    first_letter, second_letter = mailbox.letters
    assert first_letter.message["Message-ID"] == second_letter.message["Message-ID"] == f"<{id_}@example.com>"
    assert first_letter.raw == second_letter.raw


async def test_a_letter_that_was_taken_is_not_sent_again_when_its_job_is(crm: Crm, mailbox: Mailbox) -> None:
    id_ = await write(crm, await contact(crm))
    await crm.run_jobs()
    async with crm.workspace.database.transaction() as connection:
        await connection.execute("UPDATE job SET state = 'FAILED' WHERE id = $1", id_)
    again = await crm.data("mutation ($id: ID!) { retryJob(id: $id) { job { state } } }", id=str(id_))
    assert again["retryJob"]["job"]["state"] == "QUEUED"
    assert await crm.run_jobs() == 1
    assert len(mailbox.letters) == 1
