"""Handing a message over to the mail server: one connection, one message, within its time."""

import asyncio

import aiosmtplib

from gql_crm.mail.message import Message
from gql_crm.mail.problems import not_taken
from gql_crm.mail.server import MailServer


async def hand_over(message: Message, server: MailServer) -> None:
    """Give a message to the server, which has it when this returns. Raises NotTaken.

    When the answer to the last word is lost, the server may have it all the same.
    """
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
            options = ["SMTPUTF8", "BODY=8BITMIME"] if message.is_utf8 else []
            await client.sendmail(message.sender, [message.recipient], message.content, mail_options=options)
    except (aiosmtplib.SMTPException, OSError, ValueError) as problem:
        raise not_taken(problem, server) from None
    finally:
        client.close()
