"""The job `mail.deliver`: an e-mail is handed to the mail server after its commit, at least once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gql_crm.clock import Clock
from gql_crm.database.pool import Database
from gql_crm.jobs import JobDelayed, JobFailed, JobRun
from gql_crm.mail import rows
from gql_crm.mail.handing_over import hand_over
from gql_crm.mail.message import compose
from gql_crm.mail.problems import NotTaken
from gql_crm.mail.server import MailServer
from gql_crm.settings import Settings

_MINUTE: Final = 60.0
_HOUR: Final = 3_600.0
PAUSES: Final[Sequence[float]] = (
    1.0,
    10.0,
    _MINUTE,
    5 * _MINUTE,  # servers that greylist take it then
    15 * _MINUTE,
    _HOUR,
    4 * _HOUR,
    12 * _HOUR,
    24 * _HOUR,
)
"""Seconds before each further attempt: mail servers may be away for hours."""
_ERASED: Final = "The e-mail was erased together with a record that it was about."


@dataclass(frozen=True, slots=True)
class MailDelivery:
    """Hands an e-mail over. No transaction is open while the mail server is spoken to."""

    database: Database
    settings: Settings
    clock: Clock
    pauses: Sequence[float] = PAUSES

    async def __call__(self, run: JobRun) -> None:
        """Do it; raises JobFailed where the server will never take it, JobDelayed where it may later."""
        async with self.database.connection() as connection:
            mail = await rows.load_waiting(connection, run.job.id)
        if mail is None:
            return  # a worker died between the server's answer and the job's end, or a record was purged
        try:
            server = await self._server()
            await hand_over(compose(mail, server.sender), server)
        except NotTaken as problem:
            await self._tell(run, problem)
            raise (JobFailed if problem.for_good else JobDelayed)(str(problem)) from None
        async with self.database.connection() as connection:
            await rows.set_sent(connection, mail.id, self.clock())

    async def _server(self) -> MailServer:
        try:
            server = await asyncio.to_thread(MailServer.of, self.settings)  # it reads certificates
        except OSError:
            text = "The certificates of GQL_CRM_SMTP_CA_FILE cannot be read."
            raise NotTaken(text, text) from None
        if server is None:
            unset = " and ".join(self.settings.unset_for_email)
            text = f"The server that should send it has no {unset}."
            raise NotTaken(text, text)
        return server

    async def _tell(self, run: JobRun, problem: NotTaken) -> None:
        """Write what people may know. Of somebody who was purged meanwhile nothing is kept."""
        async with self.database.connection() as connection:
            if not await rows.set_error(connection, run.job.id, problem.told):
                raise JobFailed(_ERASED) from None
