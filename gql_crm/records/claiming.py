"""Taking ids and unique values before the record is written, so that a refusal leaves nothing behind."""

from collections.abc import Sequence
from uuid import UUID

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError
from gql_crm.records.checks import Sight, taken_by_others
from gql_crm.records.statements import fetch, run
from gql_crm.records.unique import Claim, free_claims, insert_claims

_SPINE = "spine"
_VALUES = "claimed"


async def claim(
    connection: Connection,
    sight: Sight,
    record_id: UUID,
    claims: Sequence[Claim],
    spine: sql.Insert | None = None,
) -> list[UserError]:
    """Take a new record's spine row and unique values, or none of them; return what was taken by others.

    The primary keys decide, also between transactions that overlap: the later one waits for the earlier.
    """
    parts: list[tuple[str, sql.Insert]] = [] if spine is None else [(_SPINE, spine)]
    if claims:
        parts.append((_VALUES, insert_claims(claims, record_id)))
    if not parts:
        return []
    selects = tuple(_select(part) for part, _ in parts)
    rows = await fetch(connection, sql.With(tuple(parts), sql.UnionAll(selects)))
    got = {row["name"] for row in rows if row["what"] == _VALUES}
    has_spine = any(row["what"] == _SPINE for row in rows)
    lost = [one for one in claims if one.field.field_id not in got]
    refused = await taken_by_others(connection, sight, lost)
    if spine is not None and not has_spine:
        refused.insert(
            0, UserError("DUPLICATE", ("id",), f'There is a record with the id "{record_id}" already.')
        )
    if refused:
        await _give_back(
            connection, record_id, [one for one in claims if one.field.field_id in got], spine=has_spine
        )
    return refused


async def _give_back(
    connection: Connection, record_id: UUID, claims: Sequence[Claim], *, spine: bool
) -> None:
    if claims:
        await run(connection, free_claims(claims, record_id))
    if spine:
        own = sql.equal(sql.Column("r", "id"), sql.Parameter(record_id, "uuid"))
        await run(connection, sql.Delete("record", "r", own))


def _select(part: str) -> sql.Select:
    return sql.Select(
        (sql.Item(sql.Constant(part), "what"), sql.Item(sql.Column(part, "name"), "name")),
        sql.Table(part, part),
    )
