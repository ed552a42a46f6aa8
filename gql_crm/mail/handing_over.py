"""Handing a message over to the mail server: one connection, one message, within its time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiosmtplib

from gql_crm.mail.message import Message
from gql_crm.mail.problems import not_taken
from gql_crm.mail.server import MailServer


async def hand_over(message: Message, server: MailServer) -> None:
    """Give a message to the server, which has it when this returns. Raises NotTaken.

    When the answer to the last word is lost, the server may have it all the same.
    """
    options = ["SMTPUTF8", "BODY=8BITMIME"] if message.is_utf8 else []
    async with _connected(server) as client:
        await client.sendmail(message.sender, [message.recipient], message.content, mail_options=options)


async def greet(server: MailServer) -> None:
    """Connect and log in as for a message, and give none. Raises NotTaken."""
    async with _connected(server) as client:
        await client.noop()


@asynccontextmanager
async def _connected(server: MailServer) -> AsyncIterator[aiosmtplib.SMTP]:
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password if server.user else None,
        local_hostname=server.sender.domain,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        tls_context=server.tls,
        timeout=server.seconds,
    )
    try:
        async with asyncio.timeout(server.seconds):
            await client.connect(timeout=min(server.connect_seconds, server.seconds))
            yield client
    except (aiosmtplib.SMTPException, OSError, ValueError) as problem:
        raise not_taken(problem, server) from None
    finally:
        client.close()
