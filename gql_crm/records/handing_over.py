"""Giving records to another owner or team, and with them what belongs to them and was the same owner's."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.access import RowScope, Viewer, own_row, row_predicate
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.scalars import parse_id
from gql_crm.fields.storage import ColumnStorage
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.records.grantees import TEAM, USER, Grantee, check_grantees
from gql_crm.records.proposal import with_path
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch
from gql_crm.records.unit import Records
from gql_crm.records.whose import own_record
from gql_crm.timeline import RollUp, roll_ups

MOST_CASCADED: Final = 500
"""Records that go along with one: each gets its line of history in one transaction."""
_MEMBERS: Final = {"ownerId": USER, "teamId": TEAM}
_ROW, _LINK = "e", "l"


async def change_owner(records: Records, record_id: UUID, given: Mapping[str, Any]) -> Ref:
    """Give a record to another owner, another team, or both: null takes them away, what is absent stays.

    With `cascade`, live records go along whose events flow into its timeline by a field or relation and that
    have the owner whom it had, as far as the actor sees them; all of them, or nothing is written. Raises
    `UserErrors`, whose paths are members of the input.
    """
    values = await _values(records, given)
    ref, stored = await own_record(records, record_id, "give", keys=("owner",))
    former = stored.values["owner"]
    related = await _related(records, ref, former) if given.get("cascade") and former else []
    await records.update(ref.entity, ref.id, values)
    faults: list[UserError] = []
    for one in related:
        try:
            await records.update(one.entity, one.id, values)
        except UserErrors as refused:
            faults.extend(_of_related(one, error) for error in refused.errors)
    if faults:
        raise UserErrors(faults)
    return ref


async def _values(records: Records, given: Mapping[str, Any]) -> Mapping[str, UUID | None]:
    """Return the ids that were given, of users and teams that are there."""
    named = [name for name in _MEMBERS if name in given]
    if not named:
        text = "Whose the record becomes is missing; pass ownerId, teamId or both."
        raise UserErrors([UserError("REQUIRED", ("ownerId",), text)])
    ids = {name: None if given[name] is None else with_path(parse_id, (name,), given[name]) for name in named}
    await check_grantees(
        records, [Grantee(_MEMBERS[name], id_, name) for name, id_ in ids.items() if id_ is not None]
    )
    return ids


async def _related(records: Records, ref: Ref, former: UUID) -> list[Ref]:
    """Return what belongs to a record and is the former owner's, in the order of ids."""
    found: dict[UUID, str] = {}
    for flow in roll_ups(records.catalog.entities, ref.entity):
        source, access = records.known(flow.source)
        hidden = flow.key in access.hidden or flow.inverse in records.profile.access(ref.entity).hidden
        if hidden or access.read is RowScope.NONE:
            continue
        rows = await fetch(records.connection, _of_flow(records, source, flow, ref.id, former))
        found.update({row["id"]: source.name for row in rows if row["id"] != ref.id})
    if len(found) > MOST_CASCADED:
        text = (
            f"More than {MOST_CASCADED} records would go along, the most at once;"
            " change their owner by updating many records first."
        )
        raise UserErrors([UserError("VALIDATION", ("cascade",), text)])
    return [Ref(found[id_], id_) for id_ in sorted(found)]


def _of_flow(records: Records, source: CatalogEntity, flow: RollUp, id_: UUID, former: UUID) -> sql.Select:
    to_many, parent = flow.list, sql.Parameter(id_, "uuid")
    joins: tuple[sql.Join, ...] = ()
    if to_many.field is not None and isinstance(to_many.field.storage, ColumnStorage):
        belongs: sql.Node = sql.equal(to_many.field.storage.stored(_ROW).value, parent)
    else:
        at_end = sql.equal(sql.Column(_LINK, "source_id"), sql.Column(_ROW, "id"))
        joins = (sql.Join("JOIN", sql.Table("record_reference", _LINK), at_end),)
        belongs = sql.all_of(
            sql.equal(sql.Column(_LINK, "field_id"), sql.Constant(to_many.field_id)),
            sql.equal(sql.Column(_LINK, "target_id"), parent),
        )
    reach = records.profile.access(source.name).to_read
    where = sql.all_of(
        belongs,
        sql.IsNull(sql.Column(_ROW, "deleted_at")),
        own_row(_ROW, Viewer(former)),
        row_predicate(reach, _ROW, records.actor.viewer),
    )
    item = sql.Item(sql.Column(_ROW, "id"), "id")
    return sql.Select((item,), sql.Table(source.table, _ROW), joins, where, limit=MOST_CASCADED + 1)


def _of_related(record: Ref, error: UserError) -> UserError:
    text = f'The {record.entity} with the id "{record.id}", which would go along: {error.message}'
    return replace(error, field=("cascade",), message=text)
