"""Links between any two records: those of the sources become the target's, none doubled, none to itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.records.statements import fetch, run
from gql_crm.records.unit import Records

_TABLE: Final = "record_link"
_COLUMNS: Final[Mapping[str, str]] = {
    "id": "uuid",
    "relation_id": "text",
    "source_id": "uuid",
    "target_id": "uuid",
    "both_ways": "boolean",
    "note": "text",
    "created_at": "timestamptz",
    "created_by": "uuid",
}


async def move_links(records: Records, source: UUID, target: UUID) -> list[dict[str, Any]]:
    """Let the links of a source lead to and from the target; return them as they were, as JSON."""
    links = await _taken(records, _ends_at(source))
    await _insert(records, [_between(link, source, target) for link in links])
    return [{name: _dumped(value) for name, value in link.items()} for link in links]


async def move_links_back(
    records: Records, kept: Sequence[Mapping[str, Any]], source: UUID, target: UUID
) -> None:
    """Bring links back as they were, unless they were cut since then.

    One that the merge did not move, because the target had its like or it would have led to itself, is there
    again beside that.
    """
    before = [{name: _loaded(name, link[name]) for name in _COLUMNS} for link in kept]
    ids = [link["id"] for link in before]
    among = sql.AnyOf(sql.Column("l", "id"), sql.parameters(ids, "uuid"))
    there = {link["id"] for link in await _taken(records, among)}
    gone = [link for link in before if link["id"] not in there]
    hidden = [link for link in gone if not await _was_moved(records, link, source, target)]
    await _insert(records, [*(link for link in before if link["id"] in there), *hidden])


async def _was_moved(records: Records, link: Mapping[str, Any], source: UUID, target: UUID) -> bool:
    """Return whether a link that is gone had been moved: then somebody has cut it."""
    moved = _between(link, source, target)
    if moved["source_id"] == moved["target_id"]:
        return False
    same = (
        sql.equal(sql.Column("l", name), sql.Parameter(moved[name], _COLUMNS[name]))
        for name in ("relation_id", "source_id", "target_id")
    )
    one = sql.Item(sql.Constant(1), "one")
    like = sql.Select((one,), sql.Table(_TABLE, "l"), where=sql.all_of(*same))
    return not await fetch(records.connection, like)


def _between(link: Mapping[str, Any], source: UUID, target: UUID) -> dict[str, Any]:
    ends = [target if link[end] == source else link[end] for end in ("source_id", "target_id")]
    if link["both_ways"]:
        ends.sort()
    return {**link, "source_id": ends[0], "target_id": ends[1]}


def _ends_at(id_: UUID) -> sql.Node:
    one = sql.Parameter(id_, "uuid")
    return sql.any_of(*(sql.equal(sql.Column("l", end), one) for end in ("source_id", "target_id")))


async def _taken(records: Records, where: sql.Node) -> list[dict[str, Any]]:
    """Delete links and return them."""
    returned = tuple(sql.Item(sql.Column("l", name), name) for name in _COLUMNS)
    return [dict(row) for row in await fetch(records.connection, sql.Delete(_TABLE, "l", where, returned))]


async def _insert(records: Records, links: Sequence[Mapping[str, Any]]) -> None:
    """Write links; one that is there already, or would lead to itself, is left out."""
    rows = tuple(
        tuple(sql.Parameter(link[name], type_) for name, type_ in _COLUMNS.items())
        for link in links
        if link["source_id"] != link["target_id"]
    )
    if rows:
        insert = sql.Insert(_TABLE, tuple(_COLUMNS), rows=rows, on_conflict_do_nothing=True)
        await run(records.connection, insert)


def _dumped(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _loaded(name: str, value: Any) -> Any:
    if value is None:
        return None
    match _COLUMNS[name]:
        case "uuid":
            return UUID(value)
        case "timestamptz":
            return datetime.fromisoformat(value)
        case _:
            return value
