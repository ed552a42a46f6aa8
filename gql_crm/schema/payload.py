"""What a mutation of a record answers with, before its record is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gql_crm.errors import UserError, Warning_
from gql_crm.records import Ref


@dataclass(frozen=True, slots=True)
class Payload:
    """The record that was written, warnings, or what kept it from being written."""

    record: Ref | None = None
    warnings: Sequence[Warning_] = ()
    user_errors: Sequence[UserError] = ()

    @classmethod
    def refused(cls, errors: Sequence[UserError]) -> "Payload":
        """Answer that nothing was written, and why."""
        return cls(user_errors=errors)


@dataclass(frozen=True, slots=True)
class Deletion:
    """The payload of a deletion."""

    deletedId: str | None = None  # noqa: N815 (the GraphQL name)
    userErrors: Sequence[dict[str, Any]] = ()  # noqa: N815 (the GraphQL name)

    @classmethod
    def refused(cls, errors: Sequence[UserError]) -> "Deletion":
        """Answer that nothing was deleted, and why."""
        return cls(userErrors=[error.as_dict() for error in errors])
