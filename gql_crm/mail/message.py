"""An e-mail → the message that travels (RFC 5322, 2045 to 2047, 6532), and whom it is from and to."""

from dataclasses import dataclass
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from email_validator import validate_email

from gql_crm.journal import Mail
from gql_crm.mail.server import Sender

_ASCII: Final = SMTP.clone(cte_type="7bit")
"""Servers need no extension: texts that are not ASCII travel as quoted-printable or base64."""
_UTF8: Final = _ASCII.clone(utf8=True)


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
    is_utf8 = not all(address.isascii() for _, address in travelling.values())
    message = EmailMessage(policy=_UTF8 if is_utf8 else _ASCII)
    for name, (shown, address) in travelling.items():
        message[name] = _address(shown, address)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at.astimezone(UTC))
    message["Message-ID"] = message_id(mail, sender)
    message.set_content(mail.body)
    if mail.html is not None:
        message.add_alternative(mail.html, subtype="html")
    return Message(travelling["From"][1], travelling["To"][1], message.as_bytes(), is_utf8)


def message_id(mail: Mail, sender: Sender) -> str:
    """Return the id by which whoever gets an e-mail twice can tell."""
    return f"<{mail.id}@{sender.domain}>"


def _travelling(address: str) -> str:
    """Return the ASCII form of an address, itself where there is none."""
    valid = validate_email(address, check_deliverability=False)
    return valid.ascii_email or valid.normalized


def _address(name: str, address: str) -> Address:
    user, _, domain = address.rpartition("@")
    return Address(name, user, domain)
