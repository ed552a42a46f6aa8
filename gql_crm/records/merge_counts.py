"""What a merge has moved, as far as who asks for it may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from gql_crm import sql
from gql_crm.records.checks import Sight
from gql_crm.records.merge_references import Moved
from gql_crm.records.statements import fetch
from gql_crm.records.unit import Records


@dataclass(frozen=True, slots=True)
class MovedCount:
    """How many records that the actor sees referred to the sources by one field."""

    entity: str
    field: str
    count: int


async def counted_moves(records: Records, moved: Sequence[Moved]) -> tuple[MovedCount, ...]:
    """Count what was moved, of the records and fields that the actor can see."""
    seen = await _seen(records, [one.record.id for one in moved])
    counts: dict[tuple[str, str], int] = {}
    for one in moved:
        if one.record.id not in seen:
            continue
        historic = records.catalog.entity(one.record.entity).historic
        hidden = records.profile.access(one.record.entity).hidden
        for field_id in one.diff:
            key = historic[field_id].key
            if key not in hidden:
                place = (one.record.entity, key)
                counts[place] = counts.get(place, 0) + 1
    return tuple(MovedCount(*place, count) for place, count in sorted(counts.items()))


async def _seen(records: Records, ids: Sequence[UUID]) -> set[UUID]:
    if not ids:
        return set()
    sight: Sight = records.sight
    among = sql.AnyOf(sql.Column("r", "id"), sql.parameters(ids, "uuid"))
    select = sql.Select(
        (sql.Item(sql.Column("r", "id"), "id"),),
        sql.Table("record", "r"),
        where=sql.all_of(among, sight.any("r")),
    )
    return {row["id"] for row in await fetch(records.connection, select)}
