"""A mail server on this machine: it keeps what it gets, and refuses or hangs where a test says so."""

import asyncio
import email
import email.policy
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any, Final, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

TAKEN: Final = "250 Taken"


@dataclass(frozen=True, slots=True)
class Letter:
    """What was taken, and how it came."""

    message: EmailMessage
    raw: bytes
    sender: str
    recipients: tuple[str, ...]
    options: tuple[str, ...]
    encrypted: bool
    user: str | None

    @property
    def text(self) -> str:
        """The plain text, with the line ends of Python."""
        part = self.message.get_body(("plain",))
        assert part is not None
        content: str = part.get_content()
        return content.replace("\r\n", "\n")


@dataclass(slots=True)
class Mailbox:
    """A server's letters, and what it answers: `to_recipients` and `to_data` in turn, then yes."""

    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    to_recipients: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    asked: int = 0
    """How often somebody named a recipient."""
    hangs: bool = False
    """Take letters, and never say so."""
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def settings(self) -> dict[str, Any]:
        """Settings of a workspace that hands its e-mail over here."""
        return {
            "smtp_host": "127.0.0.1",
            "smtp_port": self.port,
            "smtp_security": "none",
            "smtp_from": "Žalioji agentūra <crm@example.com>",
        }

    async def handle_RCPT(  # noqa: N802 (the server calls it so)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.asked += 1
        if self.to_recipients:
            return self.to_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 Known"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (so too)
        if self.to_data:
            return self.to_data.pop(0)
        raw = cast("bytes", envelope.content)
        parsed = email.message_from_string(raw.decode(), policy=email.policy.default)
        login: object = session.auth_data
        self.letters.append(
            Letter(
                parsed,
                raw,
                envelope.mail_from or "",
                tuple(envelope.rcpt_tos),
                tuple(str(one) for one in envelope.mail_options),
                bool(session.ssl),
                login.login.decode() if isinstance(login, LoginPassword) else None,
            )
        )
        self.came.set()
        if self.hangs:
            await asyncio.Event().wait()
        return TAKEN


@asynccontextmanager
async def mail_server(
    *,
    port: int = 0,
    tls: ssl.SSLContext | None = None,
    login: tuple[str, str] | None = None,
    smtputf8: bool = True,
) -> AsyncIterator[Mailbox]:
    """Run a server. With `tls` it asks for STARTTLS, with `login` for that name and password."""
    box = Mailbox()
    loop = asyncio.get_running_loop()
    protocols: list[SMTP] = []

    def allowed(_s: SMTP, _session: Session, _e: Envelope, _mechanism: str, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        right = login == (given.login.decode(), given.password.decode())
        return AuthResult(success=right, handled=right, auth_data=given)

    def protocol() -> SMTP:
        made = SMTP(
            box,
            loop=loop,
            hostname="mail.example.com",
            enable_SMTPUTF8=smtputf8,
            tls_context=tls,
            require_starttls=tls is not None,
            auth_required=login is not None,
            authenticator=allowed if login else None,
        )
        protocols.append(made)
        return made

    server = await loop.create_server(cast("Callable[[], asyncio.Protocol]", protocol), "127.0.0.1", port)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        for one in protocols:
            if one.transport is not None:
                one.transport.close()
        await server.wait_closed()
