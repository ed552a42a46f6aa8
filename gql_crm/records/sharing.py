"""Sharing: whose a record is lets others read or change it, and takes that back; history tells of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from gql_crm import sql
from gql_crm.access import ShareAccess
from gql_crm.clock import uuid7
from gql_crm.errors import UserError, UserErrors
from gql_crm.journal import SHARES, Diff
from gql_crm.records.grantees import Grantee, check_grantees_again, grantee_of
from gql_crm.records.recording import noted
from gql_crm.records.ref import Ref
from gql_crm.records.share_rows import Share, delete_shares, insert_shares, shares_of
from gql_crm.records.statements import run
from gql_crm.records.unit import Records
from gql_crm.records.whose import own_record
from gql_crm.records.writing import update_statement

MOST_SHARES: Final = 200
"""Of one record: a team is one."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A record, and what became of a share of it: `share` as it is, or as it was before it was taken away."""

    record: Ref
    share: Share
    grantee: Grantee


async def share(records: Records, record_id: UUID, given: Mapping[str, Any]) -> Shared:
    """Share a record with a user or a team; whom it is shared with already has it for `access` from now on.

    Who may change the record, other than by a share, may do so. Raises `UserErrors`, whose paths are members
    of the input.
    """
    grantee = await grantee_of(records, given, live=True)
    ref, stored = await own_record(records, record_id, "share")
    access = ShareAccess(given.get("access") or ShareAccess.READ)
    published_by = records.catalog.entity(ref.entity).entity.published_by
    if published_by is not None:
        text = f'Records of {ref.entity} are not shared: their field "{published_by}" says who sees them.'
        raise UserErrors([UserError("INVALID_STATE", ("recordId",), text)])
    there = await shares_of(records.connection, [record_id])
    before = next((one for one in there if one.grantee == grantee.id), None)
    if before is None and len(there) >= MOST_SHARES:
        text = f"The record is shared with {MOST_SHARES} users and teams, the most there may be; use a team."
        raise UserErrors([UserError("INVALID_STATE", ("recordId",), text)])
    if before is not None and before.access is access:
        return Shared(ref, before, grantee)
    if before is None:
        shared = Share(uuid7(), record_id, grantee.id, access, records.now, records.actor.user_id)
    else:
        shared = replace(before, access=access)
    await write_shares(records, ref, stored.version, left=[before] if before else [], came=[shared])
    return Shared(ref, shared, grantee)


async def unshare(records: Records, record_id: UUID, given: Mapping[str, Any]) -> Shared:
    """Take a share back. Raises `UserErrors`."""
    grantee = await grantee_of(records, given, live=False)
    ref, stored = await own_record(records, record_id, "share")
    there = await shares_of(records.connection, [record_id])
    shared = next((one for one in there if one.grantee == grantee.id), None)
    if shared is None:
        text = f"The record is not shared with this {grantee.entity.lower()}; see its shares."
        raise UserErrors([UserError("NOT_FOUND", (grantee.argument,), text)])
    await write_shares(records, ref, stored.version, left=[shared], came=[])
    return Shared(ref, shared, grantee)


async def write_shares(
    records: Records, ref: Ref, version: int, *, left: Sequence[Share], came: Sequence[Share]
) -> None:
    """Write shares of a record whose writers wait, with history and events; the record's version stays."""
    entity = records.catalog.entity(ref.entity)
    kept = {share.id for share in came}
    gone = [share for share in left if share.id not in kept]
    rows: list[sql.Node] = [delete_shares(gone)] if gone else []
    if came:
        rows.append(insert_shares(came, entity.stored_as))
    diff: Diff = {SHARES: ([_line(one) for one in left], [_line(one) for one in came])}
    write = noted(records, ref, version, diff)
    await run(records.connection, update_statement(write, rows))


async def take_back_shares(records: Records, ref: Ref, diff: tuple[Sequence[Any], Sequence[Any]]) -> Ref:
    """Make the shares of a record what they were before a change of them. Raises `UserErrors`."""
    left, came = diff
    stored = await own_record(records, ref.id, "share")
    there = {one.grantee: one for one in await shares_of(records.connection, [ref.id])}
    before = {UUID(line["id"]): ShareAccess(line["access"]) for line in left}
    gone = [there[id_] for line in came if (id_ := UUID(line["id"])) in there]
    await check_grantees_again(records, before, "shares")
    back = [_as_before(records, ref, there.get(id_), id_, access) for id_, access in before.items()]
    if gone or back:
        await write_shares(records, ref, stored[1].version, left=gone, came=back)
    return ref


def _as_before(
    records: Records, ref: Ref, present: Share | None, grantee: UUID, access: ShareAccess
) -> Share:
    if present is not None:
        return replace(present, access=access)
    return Share(uuid7(), ref.id, grantee, access, records.now, records.actor.user_id)


def _line(share: Share) -> Mapping[str, str]:
    return {"id": str(share.grantee), "access": share.access.value, "share": str(share.id)}
