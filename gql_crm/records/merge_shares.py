"""Shares in merges: with whom a source is shared, the target is shared too, for the most of both."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from gql_crm.access import ShareAccess
from gql_crm.clock import uuid7
from gql_crm.records.loading import load
from gql_crm.records.ref import Ref
from gql_crm.records.share_rows import Share, shares_of
from gql_crm.records.sharing import write_shares
from gql_crm.records.unit import Records


async def unite_shares(records: Records, sources: Sequence[UUID], target: Ref) -> list[dict[str, Any]]:
    """Share the target with whom the sources are; return what is new of it, as JSON.

    The sources keep theirs: nobody sees them while they are merged away, and an undo needs them.
    """
    own = {one.grantee: one for one in await shares_of(records.connection, [target.id])}
    united: dict[UUID, Share] = {}
    for source in await shares_of(records.connection, list(sources)):
        there = united.get(source.grantee) or own.get(source.grantee)
        if there is None:
            united[source.grantee] = replace(source, id=uuid7(), record=target.id)
        elif not there.access.is_enough_for(source.access):
            united[source.grantee] = replace(there, access=source.access)
    left = [own[grantee] for grantee in united if grantee in own]
    await _write(records, target, left, list(united.values()))
    return [
        {
            "grantee": str(grantee),
            "access": share.access.value,
            "before": own[grantee].access.value if grantee in own else None,
        }
        for grantee, share in united.items()
    ]


async def part_shares(records: Records, kept: Sequence[Mapping[str, Any]], target: Ref) -> None:
    """Take back what a merge has shared; what was changed since then stays."""
    own = {one.grantee: one for one in await shares_of(records.connection, [target.id])}
    left, came = [], []
    for one in kept:
        there = own.get(UUID(one["grantee"]))
        if there is not None and there.access.value == one["access"]:
            left.append(there)
            if one["before"] is not None:
                came.append(replace(there, access=ShareAccess(one["before"])))
    await _write(records, target, left, came)


async def _write(records: Records, target: Ref, left: Sequence[Share], came: Sequence[Share]) -> None:
    if not left and not came:
        return
    entity, access = records.known(target.entity)
    stored = await load(records.connection, records.sight, entity, target.id, access.to_read, ())
    if stored is not None:
        await write_shares(records, target, stored.version, left=left, came=came)
