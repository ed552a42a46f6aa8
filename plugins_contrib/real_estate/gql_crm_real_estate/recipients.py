"""To whom something is offered: the contact that is named, else that of the buyer request."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gql_crm import Records, Ref
from gql_crm_real_estate.asking import read, refused
from gql_crm_real_estate.states import REQUEST


@dataclass(frozen=True, slots=True)
class Recipient:
    """A contact, who is locked, and the request, if the offer belongs to one."""

    contact: UUID
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    request: UUID | None = None
    team: UUID | None = None
    others: tuple[UUID, ...] = ()
    """All contacts of the request, the primary one among them."""

    @property
    def subject(self) -> Ref:
        """The record whose timeline tells of the offer: the request, or without one the contact."""
        if self.request is not None:
            return Ref("BuyerRequest", self.request)
        return Ref("Contact", self.contact)


_OF_CONTACT = ("firstName", "lastName", "email", "emailOptOut", "preferredLanguage", "team")


async def recipient_of(
    records: Records, operation: str, request_id: UUID | None, contact_id: UUID | None
) -> Recipient:
    """Find the recipient; a request has to be one for which something may be offered."""
    request: Any = {"contacts": (), "primaryContact": None, "team": None}
    if request_id is not None:
        place, keys = ("buyerRequestId",), ("status", "primaryContact", "contacts", "team")
        request = await read(records, "BuyerRequest", request_id, place, *keys)
        REQUEST.check(operation, request["status"], "buyerRequestId")
        contact_id = contact_id or request["primaryContact"] or _only(request["contacts"])
    if contact_id is None:
        text = 'Say to whom it is offered: "contactId", or "buyerRequestId" of a request with a contact.'
        raise refused("REQUIRED", "contactId", text)
    values = dict(await read(records, "Contact", contact_id, ("contactId",), *_OF_CONTACT))
    name = " ".join(part for part in (values["firstName"], values["lastName"]) if part)
    team = request["team"] or values["team"]
    primary = request["primaryContact"]
    others = dict.fromkeys((*request["contacts"], *((primary,) if primary else ())))
    return Recipient(contact_id, name, values, request_id, team, tuple(others))


def _only(contacts: tuple[UUID, ...]) -> UUID | None:
    """Return the contact of a request that names none as the primary one: the one that it has."""
    return contacts[0] if len(contacts) == 1 else None
