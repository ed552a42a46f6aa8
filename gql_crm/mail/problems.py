"""Why a mail server did not take an e-mail, and what of it may be told to whom."""

import base64
import re
import ssl
from typing import Final

import aiosmtplib

from gql_crm.mail.server import MailServer

MOST_CHARACTERS: Final = 300
_PERMANENT: Final = range(500, 600)
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class NotTaken(Exception):  # noqa: N818 (what became of the e-mail)
    """The mail server has not taken an e-mail. `for_good`: it will not take it later either.

    The text is for administrators, `told` for whoever sees the e-mail.
    """

    def __init__(self, text: str, told: str, *, for_good: bool = False) -> None:
        super().__init__(text)
        self.told = told
        self.for_good = for_good


_UNUSABLE: Final = "The mail server cannot be used at present."
_OF_THE_MAIL: Final = {
    aiosmtplib.SMTPRecipientRefused: "the recipient's address",
    aiosmtplib.SMTPSenderRefused: "the sender's address",
    aiosmtplib.SMTPDataError: "the e-mail",
}
"""What an answer is about; answers to anything else are about the server itself, and may pass."""


def not_taken(problem: Exception, server: MailServer) -> NotTaken:
    """Return what a failure means. Of names and passwords that a server repeats nothing is left."""
    if isinstance(problem, aiosmtplib.SMTPRecipientsRefused):
        return not_taken(problem.recipients[0], server)
    if isinstance(problem, aiosmtplib.SMTPResponseException):
        return _answered(problem, server)
    if isinstance(problem, aiosmtplib.SMTPNotSupported):
        text = "The mail server cannot write to addresses in other scripts (SMTPUTF8)."
        return NotTaken(text, text, for_good=True)
    return NotTaken(_silence(problem, server), _UNUSABLE)


def _silence(problem: Exception, server: MailServer) -> str:
    """Say why there was no answer."""
    if isinstance(problem, ssl.SSLError) or isinstance(problem.__cause__, ssl.SSLError):
        return "No encrypted connection to the mail server comes about, or its certificate is not trusted."
    if isinstance(problem, TimeoutError):
        return "The mail server did not answer in time."
    if isinstance(problem, aiosmtplib.SMTPServerDisconnected):
        return "The mail server ended the connection."
    if isinstance(problem, OSError):
        return f"The mail server {server.host}:{server.port} cannot be reached."
    return f"The mail server cannot be used: {words(str(problem), server)}"


def _answered(problem: aiosmtplib.SMTPResponseException, server: MailServer) -> NotTaken:
    if isinstance(problem, aiosmtplib.SMTPAuthenticationError):
        text = f"The mail server does not let this server in ({problem.code}); see GQL_CRM_SMTP_USER."
        return NotTaken(text, _UNUSABLE)
    what = _OF_THE_MAIL.get(type(problem))
    said = f"{problem.code} {words(problem.message, server)}"
    if what is None:
        return NotTaken(f"The mail server cannot be used: {said}", _UNUSABLE)
    for_good = problem.code in _PERMANENT
    told = f"The mail server refused {what}." if for_good else f"The mail server does not take {what} yet."
    return NotTaken(f"{told} It said: {said}", told, for_good=for_good)


def words(text: str, server: MailServer) -> str:
    """Return a server's words as one line, cut, and without what it must not repeat."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    for secret in _secrets(server):
        line = line.replace(secret, "…")
    return f"{line[:MOST_CHARACTERS]}…" if len(line) > MOST_CHARACTERS else line


def _secrets(server: MailServer) -> list[str]:
    """Return the password and the user's name, as they are and as they travel; the longest first."""
    user, password = (server.user or "").encode(), server.password.encode()
    plain = [password, *([user] if password else [])]
    travelling = [*plain, b"\0" + user + b"\0" + password] if password else plain
    found = {one.decode() for one in plain} | {base64.b64encode(one).decode() for one in travelling}
    return sorted((one for one in found if one), key=len, reverse=True)
