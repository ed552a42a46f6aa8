"""Changes of more records than one transaction takes: a job goes through them by id, some at a time.

What it has done is kept in the transaction that does it. So a job whose worker dies goes on where the last
commit was, and writes nothing twice.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from gql_crm.errors import UserError
from gql_crm.records.many import Element, ErrorPolicy, write_many
from gql_crm.records.ref import Ref
from gql_crm.records.unit import Records

BULK_JOB: Final = "records.bulk"
AT_ONCE: Final = 500
"""Records that one transaction changes."""
MOST_ERRORS: Final = 200
"""Errors that are kept to be read; all are counted."""


@dataclass(frozen=True, slots=True)
class BulkRequest:
    """What is done to which records, as JSON keeps it: those up to `until` that meet `filter`."""

    entity: str
    """As rows call it: it may be renamed before the job is done."""
    action: str
    """`update` or `delete`."""
    input: Mapping[str, Any]
    filter: Mapping[str, Any]
    until: UUID
    count: int
    """How many there were when it was asked for."""
    time_zone: str

    def as_json(self) -> dict[str, Any]:
        """Return the arguments of its job."""
        return {
            "entity": self.entity,
            "action": self.action,
            "input": dict(self.input),
            "filter": dict(self.filter),
            "until": str(self.until),
            "count": self.count,
            "time_zone": self.time_zone,
        }

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> "BulkRequest":
        """Read the arguments of a job."""
        return cls(**{**arguments, "until": UUID(arguments["until"])})


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What a job has done so far: all records up to `last`."""

    last: UUID | None = None
    written: int = 0
    failed: int = 0
    errors: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    """The first errors: `recordId`, `code`, `field`, `message`."""

    def as_json(self) -> dict[str, Any]:
        """Return what is kept with the job."""
        return {
            "last": None if self.last is None else str(self.last),
            "written": self.written,
            "failed": self.failed,
            "errors": list(self.errors),
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> "BulkOutcome":
        """Read what is kept; nothing is kept before the first transaction."""
        if kept is None:
            return cls()
        return cls(**{**kept, "last": None if kept["last"] is None else UUID(kept["last"])})


async def change_portion(
    records: Records, request: BulkRequest, ids: Sequence[UUID], before: BulkOutcome
) -> BulkOutcome:
    """Change records, those that are good; return what is done after it."""
    change = _CHANGES[request.action]
    failed: dict[UUID, None] = {}
    errors = list(before.errors)

    def note(id_: UUID) -> Callable[[UserError], UserError]:
        def told(error: UserError) -> UserError:
            failed[id_] = None
            if len(errors) < MOST_ERRORS:
                errors.append({**error.as_dict(), "recordId": str(id_)})
            return error

        return told

    elements = [Element(_bound(change, records, request, id_), note(id_)) for id_ in ids]
    await write_many(records, ErrorPolicy.BEST_EFFORT, elements)
    return replace(
        before,
        last=ids[-1],
        written=before.written + len(ids) - len(failed),
        failed=before.failed + len(failed),
        errors=errors,
    )


_Change = Callable[[Records, BulkRequest, UUID], Awaitable[Ref]]


def _bound(
    change: _Change, records: Records, request: BulkRequest, id_: UUID
) -> Callable[[], Awaitable[Ref]]:
    return lambda: change(records, request, id_)


async def _update(records: Records, request: BulkRequest, id_: UUID) -> Ref:
    return await records.update(request.entity, id_, request.input)


async def _delete(records: Records, request: BulkRequest, id_: UUID) -> Ref:
    return await records.delete(request.entity, id_)


_CHANGES: Final[Mapping[str, _Change]] = {"update": _update, "delete": _delete}
