"""The records that a mutation of many is for: by their ids, by a filter, or all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn
from uuid import UUID

from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.scalars import parse_id
from gql_crm.reads import Matching, matching
from gql_crm.records import ErrorPolicy
from gql_crm.records.proposal import Path, with_path
from gql_crm.records.statements import fetch
from gql_crm.schema.context import OperationContext
from gql_crm.schema.weights import MOST_TARGETS


@dataclass(frozen=True, slots=True)
class Targets:
    """Ids with their places in the list that the client gave at `path`; without one, a filter found them."""

    entity: str
    places: Mapping[UUID, int]
    path: Path = ()

    def placed(self, id_: UUID, error: UserError) -> UserError:
        """Return a fault of a record as the client finds it: by its place in the list, else by its id."""
        of_record = error.field == ("id",)
        index = self.places[id_]
        if self.path:
            field = (*self.path, str(index)) if of_record else error.field
            return replace(error, field=field, element_index=index)
        field = () if of_record else error.field
        return replace(error, field=field, message=f'{self.entity} "{id_}": {error.message}')


def listed(entity: str, ids: Sequence[str], path: Path) -> Targets:
    """Return ids that a client has listed; of those that stand there twice the first place counts."""
    places: dict[UUID, int] = {}
    for index, given in enumerate(ids):
        places.setdefault(with_path(parse_id, (*path, str(index)), given), index)
    return Targets(entity, places, path)


@dataclass(frozen=True, slots=True)
class LargeTarget:
    """More records than one call changes: those up to an id that meet a filter."""

    entity: str
    filter: Mapping[str, Any]
    until: UUID
    count: int


async def find_targets(
    context: OperationContext, entity: str, target: Mapping[str, Any], policy: ErrorPolicy | None
) -> Targets | LargeTarget:
    """Return what a target input means now. Raises `UserErrors` for one that is too wide or says nothing."""
    if "ids" in target:
        return listed(entity, target["ids"], ("target", "ids"))
    member = "filter" if "filter" in target else "all"
    if target.get("all") is False:
        text = 'false means nothing: give "all: true", or name the records by "ids" or "filter".'
        _refuse(member, text)
    scope = context.scope()
    found = matching(scope, scope.entity(entity), target.get("filter") or {}, ("target", "filter"))
    if member == "filter" and found.is_everything:
        _refuse(member, f'The filter is empty. To mean every {entity}, give "all: true" instead.')
    rows = await fetch(context.connection, found.locked(MOST_TARGETS + 1))
    if len(rows) > MOST_TARGETS:
        return await _large(context, found, member, target.get("filter") or {}, policy)
    return Targets(entity, {row["id"]: place for place, row in enumerate(rows)})


async def _large(
    context: OperationContext,
    found: Matching,
    member: str,
    given: Mapping[str, Any],
    policy: ErrorPolicy | None,
) -> LargeTarget:
    """Return a target that is for a job, which writes what is good: all or nothing is one transaction."""
    rows = await fetch(context.connection, found.count())
    count = rows[0]["count"]
    if policy is not ErrorPolicy.BEST_EFFORT:
        text = (
            f"{count:,} records of {found.entity.name} are meant; all or nothing is possible with at most"
            f' {MOST_TARGETS:,}. Give "errorPolicy: BEST_EFFORT", and a job does it, or narrow the target.'
        )
        _refuse(member, text)
    last = await fetch(context.connection, found.last())
    return LargeTarget(found.entity.name, given, last[0]["id"], count)


def _refuse(member: str, text: str) -> NoReturn:
    raise UserErrors([UserError("VALIDATION", ("target", member), text)])
