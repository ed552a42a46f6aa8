"""A request that is not carried out gets a JSON answer with a code, whatever was wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

CHALLENGE: Final[Mapping[str, str]] = {"WWW-Authenticate": 'Bearer realm="gql_crm"'}
"""Names the scheme that would help (RFC 6750, 3)."""

STATUS_OF_CODE: Final[Mapping[str, int]] = {
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "BAD_USER_INPUT": 400,
    "PERSISTED_QUERY_NOT_FOUND": 200,
    "QUERY_TOO_EXPENSIVE": 400,
    "RATE_LIMITED": 429,
    "TIMEOUT": 504,
    "OVERLOADED": 503,
    "INTERNAL": 500,
    "IDEMPOTENCY_MISMATCH": 422,
}
"""HTTP status of an answer that has no `data` entry; other codes are 400.

A key that another request came with is 422 as in the IETF's draft of the header Idempotency-Key.
An unknown hash has the status that Apollo Server gives it: several clients look for it in no other answer.
"""


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 (an answer, not a fault)
    """Ends a request before it reaches GraphQL."""

    status: int
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message

    def body(self) -> bytes:
        """Return a GraphQL response without a `data` entry."""
        return error_body(self.code, self.message, self.extensions)


def error_body(code: str, message: str, extensions: Mapping[str, Any] | None = None) -> bytes:
    """Return a GraphQL response that is one error."""
    error = {"message": message, "extensions": {"code": code, **(extensions or {})}}
    return orjson.dumps({"errors": [error]})


def bad_input(message: str, status: int = 400, **headers: str) -> Refusal:
    """The client sent something that is not a GraphQL request."""
    return Refusal(
        status, "BAD_USER_INPUT", message, {name.replace("_", "-"): text for name, text in headers.items()}
    )


def unauthenticated(message: str) -> Refusal:
    """Nobody is known to have sent this."""
    return Refusal(401, "UNAUTHENTICATED", message, CHALLENGE)


def forbidden(message: str) -> Refusal:
    """The sender is known, or does not matter: this must not be."""
    return Refusal(403, "FORBIDDEN", message)
