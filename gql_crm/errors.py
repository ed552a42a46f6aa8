"""What can go wrong, as clients are told it.

A person can correct a `UserError`; everything else is a `ClientError`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

USER_ERROR_CODES: Mapping[str, str] = {
    "VALIDATION": "The value was given, but it is not one that the field accepts.",
    "REQUIRED": "A value is missing.",
    "INVALID_STATE": "The record is in a state that does not allow this.",
    "CONFLICT": "The record has changed since the expected version.",
    "DUPLICATE": "The value or id must be unique and is taken.",
    "NOT_FOUND": "No such record is visible to the caller.",
    "FORBIDDEN": "The caller may see this, but not change it.",
    "READ_ONLY": "The field cannot be written.",
    "IN_USE": "Something still refers to this.",
    "MODULE_IN_USE": "An enabled module depends on this one.",
}
"""Codes of the core (`UserErrorCode`); modules add their own."""

WARNING_CODES: Mapping[str, str] = {
    "CHANGED_SINCE": "What was changed after a merge stays as it is when the merge is undone.",
    "OPTION_INACTIVE": "The record keeps an option that can no longer be chosen.",
    "POSSIBLE_DUPLICATE": "Another record may be the same; it was written all the same.",
    "PLUGIN_SKIPPED": "A plugin's rule for the record failed and was left out.",
    "UNLIKELY_VALUE": "The value can be right, but it looks mistyped.",
}
"""Codes of the core (`WarningCode`); field kinds add their own."""

CLIENT_ERROR_CODES: Mapping[str, str] = {
    "UNAUTHENTICATED": "No valid token or session came with the request.",
    "FORBIDDEN": "The caller's role does not allow this.",
    "BAD_USER_INPUT": "The request is not one that this schema understands.",
    "PERSISTED_QUERY_NOT_FOUND": "The document is not known by this hash; send its text along.",
    "QUERY_TOO_EXPENSIVE": "The document is beyond a limit.",
    "RATE_LIMITED": "Too many requests.",
    "TIMEOUT": "The operation took longer than its deadline.",
    "OVERLOADED": "The server has no capacity left.",
    "CURSOR_EXPIRED": "The cursor belongs to an earlier state of the data.",
    "SCHEMA_CHANGED": "The schema changed and the subscription no longer fits it.",
    "IDEMPOTENCY_MISMATCH": "The idempotency key was used with another request.",
    "ALREADY_DONE": "The mutation was carried out under its idempotency key before; the answer is not kept.",
    "PLUGIN_ERROR": "A plugin failed.",
    "INTERNAL": "The server failed; the id finds the cause in its log.",
}
"""Values of `extensions.code` in top-level errors."""


@dataclass(frozen=True, slots=True)
class UserError:
    """One thing that a person can correct. `field` is the path inside the input; empty for the whole."""

    code: str
    field: tuple[str, ...]
    message: str
    element_index: int | None = None

    def under(self, *prefix: str) -> "UserError":
        """Return the same error with a longer path."""
        return replace(self, field=(*prefix, *self.field))

    def renamed(self, names: Mapping[str, str]) -> "UserError":
        """Return the same error for an input that is called otherwise; `a.b` is one inside another."""
        first, rest = self.field[:1], self.field[1:]
        path = (part for name in first for part in names.get(name, name).split("."))
        return replace(self, field=(*path, *rest))

    def as_dict(self) -> dict[str, Any]:
        """Return the members of the GraphQL type `UserError`."""
        return {
            "code": self.code,
            "field": list(self.field),
            "message": self.message,
            "elementIndex": self.element_index,
        }


class UserErrors(Exception):  # noqa: N818 (it is the payload's userErrors, in the client's word)
    """Nothing is written; the payload answers with these errors."""

    def __init__(self, errors: Sequence[UserError]) -> None:
        super().__init__(
            "; ".join(f"{error.code} {'.'.join(error.field)}: {error.message}" for error in errors)
        )
        self.errors = tuple(errors)


@contextmanager
def told_as(names: Mapping[str, str]) -> Iterator[None]:
    """Let faults of a record name an operation's input: `names` has its names by those of the record's."""
    try:
        yield
    except UserErrors as caught:
        raise UserErrors([error.renamed(names) for error in caught.errors]) from None


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801 (`Warning` is Python's)
    """Said, but not in the way: the change was written."""

    code: str
    message: str
    field: tuple[str, ...] = ()
    record_ids: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the members of the GraphQL type `Warning`."""
        return {
            "code": self.code,
            "field": list(self.field),
            "message": self.message,
            "recordIds": list(self.record_ids),
        }


@dataclass(eq=False)
class ClientError(Exception):
    """A top-level GraphQL error with a code."""

    code: str
    message: str
    extensions: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message


class DeclarationError(ValueError):
    """A declaration of a module or field that cannot stand; the text names it and says what was expected."""
