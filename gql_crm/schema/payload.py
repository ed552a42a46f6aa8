"""What a mutation of a record answers with, before its record is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gql_crm.errors import UserError, Warning_
from gql_crm.records import EVENT_TYPE, DuplicateMatch, MovedCount, Ref
from gql_crm.transient import transient


@transient
class Payload:
    """The record that was written, warnings, or what kept it from being written.

    `duplicates` are the records that it is probably the same as; None where nobody has looked for them.
    """

    record: Ref | None = None
    warnings: Sequence[Warning_] = ()
    user_errors: Sequence[UserError] = ()
    duplicates: Sequence[DuplicateMatch] | None = None

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
    job: UUID | None = None
    """The job that changes them, when they are too many for one call."""

    @property
    def wrote_some(self) -> bool:
        """Whether there are records in spite of errors."""
        return bool(self.records.ids)


@dataclass(frozen=True, slots=True)
class Deletion:
    """The payload of a deletion."""

    deletedId: str | None = None  # noqa: N815 (the GraphQL name)
    userErrors: Sequence[dict[str, Any]] = ()  # noqa: N815 (the GraphQL name)

    @classmethod
    def refused(cls, errors: Sequence[UserError]) -> "Deletion":
        """Answer that nothing was deleted, and why."""
        return cls(userErrors=[error.as_dict() for error in errors])


@dataclass(frozen=True, slots=True)
class DeletedMany:
    """The payload of a deletion of many records."""

    deletedIds: Sequence[str] = ()  # noqa: N815 (the GraphQL name)
    userErrors: Sequence[dict[str, Any]] = ()  # noqa: N815 (the GraphQL name)
    job: UUID | None = None

    @classmethod
    def of(cls, payload: ManyPayload) -> "DeletedMany":
        """Answer with ids alone."""
        errors = [error.as_dict() for error in payload.user_errors]
        return cls([str(id_) for id_ in payload.records.ids], errors, payload.job)

    @property
    def wrote_some(self) -> bool:
        """Whether records are deleted in spite of errors."""
        return bool(self.deletedIds)


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did; the id is None of a dry run."""

    id: str | None
    source_ids: Sequence[str]
    moved: Sequence[MovedCount]


@dataclass(frozen=True, slots=True)
class MergePayload:
    """The payload of a merge."""

    record: Ref | None = None
    merge: MergeReport | None = None
    warnings: Sequence[Warning_] = ()
    user_errors: Sequence[UserError] = ()


@dataclass(frozen=True, slots=True)
class UndoMergePayload:
    """The payload of taking a merge back."""

    record: Ref | None = None
    restored: Sequence[Ref] = ()
    warnings: Sequence[Warning_] = ()
    user_errors: Sequence[UserError] = ()


@dataclass(frozen=True, slots=True)
class CommentPayload:
    """The payload of a mutation of a comment."""

    comment: Ref | None = None
    event: Ref | None = None
    warnings: Sequence[Warning_] = ()
    user_errors: Sequence[UserError] = ()

    @classmethod
    def of(cls, comment: Ref, warnings: Sequence[Warning_]) -> "CommentPayload":
        """Answer with a comment and its event, which has its id."""
        return cls(comment, Ref(EVENT_TYPE, comment.id), warnings)

    @classmethod
    def refused(cls, errors: Sequence[UserError]) -> "CommentPayload":
        """Answer that nothing was written, and why."""
        return cls(user_errors=errors)


@dataclass(frozen=True, slots=True)
class CommentsPayload:
    """The payload of commenting on many records."""

    comments: RefList
    warnings: Sequence[Warning_] = ()
    user_errors: Sequence[UserError] = ()

    @property
    def wrote_some(self) -> bool:
        """Whether there are comments in spite of errors."""
        return bool(self.comments.ids)


@dataclass(frozen=True, slots=True)
class RenamedTag:
    """The payload of a renaming."""

    count: int = 0
    errors: Sequence[UserError] = ()
