"""The mail server that e-mail is handed to, as the settings name it."""

import ssl
from dataclasses import dataclass
from typing import Final, Self

from gql_crm.setting_values import mailbox
from gql_crm.settings import Settings

PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Whom e-mail is from."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The domain of the address, in ASCII."""
        _, address = mailbox(self.address)
        return (address.ascii_domain or "").lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where e-mail is handed over, and how. `password` is shown nowhere."""

    host: str
    port: int
    security: str
    sender: Sender
    tls: ssl.SSLContext | None
    user: str | None
    password: str
    connect_seconds: float
    seconds: float

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Return the mail server; None where the settings name none.

        Its certificate is checked, by the system's authorities or those in a file. Raises OSError when that
        cannot be read.
        """
        if settings.smtp_host is None or settings.smtp_from is None:
            return None
        security = settings.smtp_security
        name, address = mailbox(settings.smtp_from)
        authorities = str(settings.smtp_ca_file) if settings.smtp_ca_file else None
        secret = settings.smtp_password
        return cls(
            host=settings.smtp_host,
            port=settings.smtp_port or PORTS[security],
            security=security,
            sender=Sender(name=name, address=address.normalized),
            tls=None if security == "none" else ssl.create_default_context(cafile=authorities),
            user=settings.smtp_user,
            password=secret.get_secret_value() if secret else "",
            connect_seconds=settings.smtp_connect_seconds,
            seconds=settings.smtp_seconds,
        )
