"""What has been offered already: the same thing is not offered twice to the same contact."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from gql_crm import Records, Ref, UserError, UserErrors, Warning_
from gql_crm_real_estate.recipients import Recipient

ALREADY_OFFERED = "ALREADY_OFFERED"
OFFERED_TO_ANOTHER_CONTACT = "OFFERED_TO_ANOTHER_CONTACT"
ERROR_CODES = {ALREADY_OFFERED: "It was offered to the contact before; `force` offers it once more."}
WARNING_CODES = {
    OFFERED_TO_ANOTHER_CONTACT: "It was offered to another contact of the same buyer request before."
}


async def earlier(records: Records, contact: UUID, offered: Mapping[str, Any]) -> list[Ref]:
    """Return the offers of the same thing to a contact, expired and rejected ones, too.

    The caller has locked the contact, so that of two who offer at once the later finds the earlier's.
    """
    return await records.find("CommercialOffer", {"contact": contact, **offered})


async def already_offered(records: Records, path: tuple[str, ...], offers: Sequence[Ref]) -> UserError:
    """Return the fault: when it was offered, and by whom."""
    offer = await records.read("CommercialOffer", offers[0].id, "title", "url", "sentAt", "sentBy")
    name = offer["title"] or offer["url"] or "This"
    when = f" on {offer['sentAt']:%Y-%m-%dT%H:%M:%SZ}" if offer["sentAt"] else ""
    by = await _name(records, offer["sentBy"])
    text = f'"{name}" was offered to this contact{when} by {by}; "force" offers it once more.'
    return UserError(ALREADY_OFFERED, path, text)


async def warn_of_others(
    records: Records, recipient: Recipient, offered: Mapping[str, Any], path: tuple[str, ...]
) -> None:
    """Warn where somebody else of the request has got the offer before.

    A contact of it, such as a spouse, for whichever request; anybody for this one.
    """
    found: dict[Ref, None] = {}
    for other in recipient.others:
        if other != recipient.contact:
            found.update(dict.fromkeys(await earlier(records, other, offered)))
    if recipient.request is not None:
        for_request = {"buyerRequest": recipient.request, **offered}
        own = await earlier(records, recipient.contact, offered)
        all_of_it = await records.find("CommercialOffer", for_request)
        found.update(dict.fromkeys(offer for offer in all_of_it if offer not in own))
    if found:
        text = "It was offered to another contact of this request before."
        ids = tuple(str(offer.id) for offer in found)
        records.warnings.append(Warning_(OFFERED_TO_ANOTHER_CONTACT, text, path, ids))


async def _name(records: Records, user: UUID | None) -> str:
    if user is None:
        return "somebody"
    try:
        return str((await records.read("User", user, "name"))["name"] or "a colleague")
    except UserErrors:
        return "a colleague"
