"""An e-mail → the message that travels (RFC 5322, 2045 to 2047, 6532), and whom it is from and to."""

from dataclasses import dataclass
from datetime import UTC
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, quote
from typing import Final

from email_validator import validate_email

from gql_crm.journal import Mail
from gql_crm.mail.server import Sender

_ASCII: Final = SMTP.clone(cte_type="7bit")
"""Servers need no extension: texts that are not ASCII travel as quoted-printable or base64."""
_ENCODED: Final = "=?"
"""What an encoded word begins with; text that has it is no such word."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a mail server gets. `is_utf8`: an address needs a server that knows SMTPUTF8 (RFC 6531)."""

    sender: str
    recipient: str
    content: bytes
    is_utf8: bool


def compose(mail: Mail, sender: Sender) -> Message:
    """Return the message of an e-mail: the same each time, with the same Message-ID.

    A domain in another script travels in its ASCII form (IDNA); only a name before the `@` in another script
    needs SMTPUTF8.
    """
    addresses = {
        "From": (sender.name, sender.address),
        "To": (mail.recipient_name or "", mail.recipient),
        "Reply-To": ("", mail.reply_to or ""),
    }
    travelling = {name: (shown, _travelling(given)) for name, (shown, given) in addresses.items() if given}
    lines = [
        *(f"{name}: {_mailbox(shown, address)}" for name, (shown, address) in travelling.items()),
        f"Subject: {_encoded(mail.subject, 'Subject')}",
        f"Date: {format_datetime(mail.created_at.astimezone(UTC))}",
        f"Message-ID: {message_id(mail, sender)}",
    ]
    content = EmailMessage(policy=_ASCII)
    content.set_content(mail.body)
    if mail.html is not None:
        content.add_alternative(mail.html, subtype="html")
    head = "".join(f"{line}\r\n" for line in lines).encode()
    is_utf8 = not all(address.isascii() for _, address in travelling.values())
    return Message(travelling["From"][1], travelling["To"][1], head + content.as_bytes(), is_utf8)


def message_id(mail: Mail, sender: Sender) -> str:
    """Return the id by which whoever gets an e-mail twice can tell."""
    return f"<{mail.id}@{sender.domain}>"


def _travelling(address: str) -> str:
    """Return the ASCII form of an address, itself where there is none."""
    valid = validate_email(address, check_deliverability=False)
    return valid.ascii_email or valid.normalized


def _mailbox(name: str, address: str) -> str:
    """Write `name <address>`; `email.policy` would break names of several scripts into more words."""
    if not name:
        return address
    written = _encoded(name, "Reply-To")
    return f"{written} <{address}>" if written != name else f'"{quote(name)}" <{address}>'


def _encoded(text: str, header: str) -> str:
    """Write text as encoded words (RFC 2047), which may be several lines, where it needs them."""
    if text.isascii() and _ENCODED not in text:
        return text
    return Header(text, "utf-8", header_name=header).encode(linesep="\r\n")
