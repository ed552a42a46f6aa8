"""Users and teams that an input names: whom a record is given to, or shared with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.scalars import parse_id
from gql_crm.records.checks import Sight
from gql_crm.records.proposal import with_path
from gql_crm.records.statements import fetch
from gql_crm.records.unit import Records

USER: Final = "User"
TEAM: Final = "Team"
_ARGUMENTS: Final = {"userId": USER, "teamId": TEAM}


@dataclass(frozen=True, slots=True)
class Grantee:
    """A user or a team, and the member of the input that names it."""

    entity: str
    id: UUID
    argument: str


async def grantee_of(records: Records, given: Mapping[str, Any], *, live: bool) -> Grantee:
    """Return the user or team that an input names, `live` for new rights. Raises `UserErrors`."""
    named = [name for name in _ARGUMENTS if given.get(name) is not None]
    if not named:
        text = "Whom it is about is missing; pass userId or teamId."
        raise UserErrors([UserError("REQUIRED", ("userId",), text)])
    if len(named) > 1:
        text = "A share is for a user or for a team, not for both; share twice."
        raise UserErrors([UserError("VALIDATION", (named[1],), text)])
    name = named[0]
    grantee = Grantee(_ARGUMENTS[name], with_path(parse_id, (name,), given[name]), name)
    if live:
        await check_grantees(records, [grantee])
    return grantee


async def check_grantees(records: Records, grantees: list[Grantee]) -> None:
    """Raise `UserErrors` for users and teams that are not there, and for users who are not active."""
    faults = [fault for one in grantees if (fault := await _fault(records, one)) is not None]
    if faults:
        raise UserErrors(faults)


async def check_grantees_again(records: Records, ids: Collection[UUID], argument: str) -> None:
    """Raise `UserErrors` at `argument` for users and teams, of whom only the ids are known, as above."""
    here = sql.AnyOf(sql.Column("r", "id"), sql.parameters(sorted(ids), "uuid"))
    items = (sql.Item(sql.Column("r", "id"), "id"), sql.Item(sql.Column("r", "entity"), "entity"))
    rows = await fetch(records.connection, sql.Select(items, sql.Table("record", "r"), where=here))
    entities = {row["id"]: row["entity"] for row in rows}
    await check_grantees(records, [Grantee(entities.get(id_, USER), id_, argument) for id_ in sorted(ids)])


async def _fault(records: Records, grantee: Grantee) -> UserError | None:
    sight = Sight(records.catalog, records.actor, records.profile)
    here = sql.equal(sql.Column("r", "id"), sql.Parameter(grantee.id, "uuid"))
    active: sql.Node = sql.TRUE
    joins: tuple[sql.Join, ...] = ()
    if grantee.entity == USER and USER in records.catalog.entities:
        user = records.catalog.entity(USER)
        active = user.fields["active"].storage.stored("u").value
        joins = (
            sql.Join(
                "JOIN", sql.Table(user.table, "u"), sql.equal(sql.Column("u", "id"), sql.Column("r", "id"))
            ),
        )
    select = sql.Select(
        (sql.Item(active, "active"),),
        sql.Table("record", "r"),
        joins,
        sql.all_of(here, sight.live("r", (grantee.entity,))),
        lock="FOR SHARE",
    )
    rows = await fetch(records.connection, select)
    if not rows:
        text = f'There is no {grantee.entity} with the id "{grantee.id}" that you can see.'
        return UserError("NOT_FOUND", (grantee.argument,), text)
    if not rows[0]["active"]:
        text = "The user is not active and cannot sign in; choose another one."
        return UserError("INVALID_STATE", (grantee.argument,), text)
    return None
