"""Values of settings: what an operator's text has to look like, and what is made of it."""

from typing import Annotated, Final
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, ValidatedEmail, validate_email
from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

_LEAST_KEY_LENGTH: Final = 32


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _postgres_url(value: SecretStr) -> SecretStr:
    if urlsplit(value.get_secret_value()).scheme not in {"postgres", "postgresql"}:
        raise ValueError('expected a URL such as "postgresql://user:password@host:5432/database"')
    return value


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.netloc
        or parts.path
        or parts.query
        or parts.fragment
    ):
        raise ValueError(
            f'"{value}" is no origin; expected scheme and host, such as "https://app.example.com"'
        )
    return value.lower()


def _long_enough(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < _LEAST_KEY_LENGTH:
        raise ValueError(f"expected at least {_LEAST_KEY_LENGTH} characters")
    return value


def mailbox(text: str) -> tuple[str, ValidatedEmail]:
    """Read `name@example.com` or `Some Name <name@example.com>`. Raises EmailNotValidError."""
    shown, _, address = text.strip().rpartition("<")
    if not shown:
        return "", validate_email(address.removesuffix(">"), check_deliverability=False)
    name = shown.strip().strip('"')
    if not name.isprintable():
        raise EmailNotValidError("the name contains control characters")
    return name, validate_email(address.removesuffix(">"), check_deliverability=False)


def _mailbox(value: str) -> str:
    try:
        mailbox(value)
    except EmailNotValidError:
        raise ValueError(
            'expected an address such as "crm@example.com" or "Example CRM <crm@example.com>"'
        ) from None
    return value


PostgresUrl = Annotated[SecretStr, AfterValidator(_postgres_url)]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
SecretKey = Annotated[SecretStr, AfterValidator(_long_enough)]
Mailbox = Annotated[str, AfterValidator(_mailbox)]
Origins = Annotated[tuple[Annotated[str, AfterValidator(_origin)], ...], NoDecode, BeforeValidator(_split)]
