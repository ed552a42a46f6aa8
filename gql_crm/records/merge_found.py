"""What records were told of others, in merges: who was told of a source counts as told of the target."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.fields.storage import FOUND_MATCH
from gql_crm.records.statements import fetch, run
from gql_crm.records.unit import Records
from gql_crm.sql import Column

_PAIR: Final = "m"
_ENDS: Final = {"finder_id": "found_id", "found_id": "finder_id"}


async def hand_told_on(records: Records, sources: Sequence[UUID], target: UUID) -> list[dict[str, str]]:
    """Copy the pairs that were told; return what is new of the target, as JSON. The sources keep theirs."""
    copied: list[dict[str, str]] = []
    for end in _ENDS:
        rows = await fetch(records.connection, _copied(end, sources, target))
        copied += [{name: str(row[name]) for name in (*_ENDS, "list")} for row in rows]
    return copied


async def take_told_back(records: Records, kept: Sequence[Mapping[str, str]]) -> None:
    """Forget the pairs that a merge has copied."""
    for one in kept:
        same = (
            *(sql.equal(Column(_PAIR, end), sql.Parameter(UUID(one[end]), "uuid")) for end in _ENDS),
            sql.equal(Column(_PAIR, "list"), sql.Parameter(one["list"], "text")),
        )
        await run(records.connection, sql.Delete(FOUND_MATCH, _PAIR, sql.all_of(*same)))


def _copied(end: str, sources: Sequence[UUID], target: UUID) -> sql.Insert:
    """Insert the pairs that have a source at one end, with the target there."""
    other = Column(_PAIR, _ENDS[end])
    items: dict[str, sql.Node] = {
        end: sql.Parameter(target, "uuid"),
        _ENDS[end]: other,
        "list": Column(_PAIR, "list"),
        "due_at": sql.call("max", Column(_PAIR, "due_at")),
        "told_at": sql.call("max", Column(_PAIR, "told_at")),
    }
    told = sql.Select(
        tuple(sql.Item(value, name) for name, value in items.items()),
        sql.Table(FOUND_MATCH, _PAIR),
        where=sql.all_of(
            sql.AnyOf(Column(_PAIR, end), sql.parameters(list(sources), "uuid")),
            sql.IsNull(Column(_PAIR, "told_at"), negated=True),
        ),
        group=(other, Column(_PAIR, "list")),
    )
    returning = tuple(sql.Item(Column(FOUND_MATCH, name), name) for name in (*_ENDS, "list"))
    return sql.Insert(
        FOUND_MATCH, tuple(items), select=told, on_conflict_do_nothing=True, returning=returning
    )
