"""What a mutation of a record answers with, before its record is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

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
class RefList:
    """Records of one entity, read at once; those that the actor cannot see any more are left out."""

    entity: str
    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ManyPayload:
    """The records that were written, warnings, and what kept others from being written."""

    records: RefList
    warnings: Sequence[Warning_] = ()
    user_errors: Sequence[UserError] = ()
