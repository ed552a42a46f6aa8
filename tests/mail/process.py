"""A worker in a process of its own that hands e-mail over: `python -m tests.mail.process DSN PORT`."""

import asyncio
import sys
from datetime import timedelta

from gql_crm.clock import system_clock
from gql_crm.database.pool import Database
from gql_crm.jobs import JobWorker
from gql_crm.journal import MAIL_JOB
from gql_crm.mail import MailDelivery
from gql_crm.settings import Settings
from tests.mail.mailbox import Mailbox

LOST_AFTER = timedelta(seconds=1)


async def work(dsn: str, port: int) -> None:
    """Work until killed or left alone."""
    database = await Database.connect(dsn)
    settings = Settings.load(**Mailbox(port).settings)
    handlers = {MAIL_JOB: MailDelivery(database, settings, system_clock)}
    async with JobWorker(database, handlers, one_at_a_time=(MAIL_JOB,), lost_after=LOST_AFTER):
        print("working", flush=True)
        await asyncio.to_thread(sys.stdin.read)  # until who started it is gone


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], int(sys.argv[2])))
