"""Writing many records: each element is judged and written for itself, and all faults are told at once."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from gql_crm.errors import UserError, UserErrors
from gql_crm.records.ref import Ref
from gql_crm.records.unit import Records


class ErrorPolicy(StrEnum):
    """What becomes of the good elements when others are refused."""

    ALL_OR_NOTHING = "ALL_OR_NOTHING"
    BEST_EFFORT = "BEST_EFFORT"


@dataclass(frozen=True, slots=True)
class Element:
    """What is done for one record; `place` puts a fault of it where the client finds it."""

    write: Callable[[], Awaitable[Ref]]
    place: Callable[[UserError], UserError]


@dataclass(frozen=True, slots=True)
class Written:
    """The records that were written, and why others were not."""

    refs: tuple[Ref, ...]
    errors: tuple[UserError, ...]


async def write_many(records: Records, policy: ErrorPolicy | None, elements: Iterable[Element]) -> Written:
    """Write element by element. Raises `UserErrors` where one is not good, unless that is `BEST_EFFORT`.

    The unit of work has written nothing of what it refuses, so that no savepoint is needed; with
    ALL_OR_NOTHING the caller's transaction takes the others back. Warnings name their records.
    """
    refs: list[Ref] = []
    errors: list[UserError] = []
    for element in elements:
        told = len(records.warnings)
        try:
            ref = await element.write()
        except UserErrors as refused:
            del records.warnings[told:]
            errors.extend(element.place(error) for error in refused.errors)
        else:
            refs.append(ref)
            records.warnings[told:] = [
                replace(warning, record_ids=warning.record_ids or (str(ref.id),))
                for warning in records.warnings[told:]
            ]
    if errors and policy is not ErrorPolicy.BEST_EFFORT:
        raise UserErrors(errors)
    return Written(tuple(refs), tuple(errors))
