"""What a user marks to find it again. It is theirs alone: no history tells of it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.errors import UserError, UserErrors
from gql_crm.records.checks import Sight
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.records.unit import Records

FAVORITE: Final = "favorite"
MOST_FAVORITES: Final = 1_000
"""Of one user."""
_ARGUMENT = ("recordId",)
_USER = sql.Item(sql.Column(FAVORITE, "user_id"), "user_id")


async def mark_favorite(records: Records, id_: UUID) -> Ref:
    """Mark a record; one that is marked stays so. Raises `UserErrors`."""
    ref, deleted = await _found(records, id_)
    if deleted:
        raise _refused("INVALID_STATE", "The record is deleted; restore it first.")
    user = sql.Parameter(records.actor.user_id, "uuid")
    own = sql.equal(sql.Column("f", "user_id"), user)
    counted = sql.Select((sql.Item(sql.CountRows(), "n"),), sql.Table(FAVORITE, "f"), where=own)
    if (await fetch(records.connection, counted))[0]["n"] >= MOST_FAVORITES:
        text = f"You have {MOST_FAVORITES} favourites, the most that there may be; take one away first."
        raise _refused("INVALID_STATE", text)
    row = (user, sql.Parameter(id_, "uuid"), sql.Parameter(records.now, "timestamptz"))
    columns = ("user_id", "record_id", "created_at")
    await run(records.connection, sql.Insert(FAVORITE, columns, rows=(row,), on_conflict_do_nothing=True))
    return ref


async def unmark_favorite(records: Records, id_: UUID) -> Ref:
    """Take the mark away; a record without one stays so. Raises `UserErrors`."""
    ref, _ = await _found(records, id_)
    mark = sql.all_of(
        sql.equal(sql.Column("f", "user_id"), sql.Parameter(records.actor.user_id, "uuid")),
        sql.equal(sql.Column("f", "record_id"), sql.Parameter(id_, "uuid")),
    )
    await run(records.connection, sql.Delete(FAVORITE, "f", mark))
    return ref


async def hand_favorites_on(records: Records, sources: Sequence[UUID], target: UUID) -> list[str]:
    """Mark a record for all who marked others that become it; return the users for whom that is new."""
    columns: dict[str, sql.Node] = {
        "user_id": sql.Column("f", "user_id"),
        "record_id": sql.Parameter(target, "uuid"),
        "created_at": sql.call("min", sql.Column("f", "created_at")),
    }
    marked = sql.Select(
        tuple(sql.Item(node, name) for name, node in columns.items()),
        sql.Table(FAVORITE, "f"),
        where=sql.AnyOf(sql.Column("f", "record_id"), sql.parameters(sources, "uuid")),
        group=(sql.Column("f", "user_id"),),
    )
    new = sql.Insert(FAVORITE, tuple(columns), select=marked, on_conflict_do_nothing=True, returning=(_USER,))
    return [str(row["user_id"]) for row in await fetch(records.connection, new)]


async def take_favorites_back(records: Records, users: Sequence[str], target: UUID) -> None:
    """Take the marks of users away."""
    mine = sql.AnyOf(sql.Column("f", "user_id"), sql.parameters([UUID(one) for one in users], "uuid"))
    marks = sql.all_of(mine, sql.equal(sql.Column("f", "record_id"), sql.Parameter(target, "uuid")))
    await run(records.connection, sql.Delete(FAVORITE, "f", marks))


async def _found(records: Records, id_: UUID) -> tuple[Ref, bool]:
    """Return a record that the actor sees, and whether it is deleted."""
    sight = Sight(records.catalog, records.actor, records.profile)
    items = (
        sql.Item(sql.Column("r", "entity"), "entity"),
        sql.Item(sql.IsNull(sql.Column("r", "deleted_at"), negated=True), "deleted"),
    )
    own = sql.equal(sql.Column("r", "id"), sql.Parameter(id_, "uuid"))
    select = sql.Select(items, sql.Table("record", "r"), where=sql.all_of(own, sight.any("r")))
    rows = await fetch(records.connection, select)
    if not rows:
        raise _refused("NOT_FOUND", f'There is no record with the id "{id_}" that you can see.')
    entity = records.catalog.stored_entities[rows[0]["entity"]]
    return Ref(entity.name, id_), rows[0]["deleted"]


def _refused(code: str, text: str) -> UserErrors:
    return UserErrors([UserError(code, _ARGUMENT, text)])
