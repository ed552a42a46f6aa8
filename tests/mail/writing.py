"""E-mails for tests: written as an operation of a module writes them, and looked at as a client does."""

import asyncio
from typing import Any
from uuid import UUID

from gql_crm.access import Actor
from gql_crm.records import Ref
from gql_crm.records.event_recording import Named
from gql_crm.testing import Crm

EMAIL = """
query ($id: ID!) {
  email(id: $id) { id status to subject body html replyTo createdAt sentAt error }
}
"""
JOB = "query ($id: ID!) { job(id: $id) { kind state attempts error } }"
ABOUT = "query ($id: ID!) { recordEmails(recordId: $id) { id status to } }"
SECONDS = 60.0


async def contact(crm: Crm, first: str = "Jonas", last: str = "Žukauskas", **more: Any) -> Ref:
    return await crm.create("Contact", {"firstName": first, "lastName": last, **more})


async def write(crm: Crm, about: Named | list[Named], actor: Actor | None = None, **chosen: Any) -> UUID:
    """Write an e-mail in a transaction of its own; return its id."""
    values: dict[str, Any] = {
        "to": "jonas@example.com",
        "subject": "Butas Žvėryne",
        "text": "Laba diena,\n\nturime ką parodyti.\n",
        **chosen,
    }
    async with crm.records(actor or crm.admin) as records:
        return (await records.send_email(about=about, **values)).id


async def seen(crm: Crm, id_: UUID, actor: Actor | None = None) -> Any:
    """Return an e-mail as somebody sees it."""
    return (await crm.data(EMAIL, actor=actor, id=str(id_)))["email"]


async def job(crm: Crm, id_: UUID, actor: Actor | None = None) -> Any:
    """Return the job that hands an e-mail over, as somebody sees it."""
    return (await crm.data(JOB, actor=actor, id=str(id_)))["job"]


async def reached(crm: Crm, id_: UUID, **members: object) -> Any:
    """Wait until the members of an e-mail are so."""
    async with asyncio.timeout(SECONDS):
        while True:
            email = await seen(crm, id_)
            if all(email[name] == value for name, value in members.items()):
                return email
            await asyncio.sleep(0.02)


async def attempted(crm: Crm, id_: UUID) -> Any:
    """Wait until the job of an e-mail says why an attempt has failed; the e-mail says so a little earlier."""
    async with asyncio.timeout(SECONDS):
        while True:
            told = await job(crm, id_)
            if told["error"]:
                return told
            await asyncio.sleep(0.02)
