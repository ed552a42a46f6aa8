"""A record of any entity, for who wants to say whose it is or who else may have it."""

from typing import Final
from uuid import UUID

from gql_crm import sql
from gql_crm.errors import UserError, UserErrors
from gql_crm.records.checks import Sight
from gql_crm.records.loading import StoredRecord, load
from gql_crm.records.permitted import permitted
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch
from gql_crm.records.unit import Records

_ARGUMENT: Final = ("recordId",)


async def own_record(
    records: Records, id_: UUID, verb: str, keys: tuple[str, ...] = ()
) -> tuple[Ref, StoredRecord]:
    """Lock a live record that the actor may change, other than by a share: what is shared is not theirs.

    Raises `UserErrors`; `verb` says what the actor wants.
    """
    sight = Sight(records.catalog, records.actor, records.profile)
    item = sql.Item(sql.Column("r", "entity"), "entity")
    own = sql.equal(sql.Column("r", "id"), sql.Parameter(id_, "uuid"))
    select = sql.Select((item,), sql.Table("record", "r"), where=sql.all_of(own, sight.any("r")))
    rows = await fetch(records.connection, select)
    if not rows:
        raise _refused("NOT_FOUND", f'There is no record with the id "{id_}" that you can see.')
    name = records.catalog.stored_entities[rows[0]["entity"]].name
    entity, access = records.known(name)
    stored = await load(records.connection, sight, entity, id_, access.to_update.unshared(), keys)
    try:
        stored = permitted(stored, name, id_, verb)
    except UserErrors as refused:
        raise UserErrors([UserError(one.code, _ARGUMENT, one.message) for one in refused.errors]) from None
    if stored.deleted:
        raise _refused("INVALID_STATE", "The record is deleted; restore it first.")
    return Ref(name, id_), stored


def _refused(code: str, text: str) -> UserErrors:
    return UserErrors([UserError(code, _ARGUMENT, text)])
