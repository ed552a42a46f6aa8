"""A change of a record → the events that tell of it, written with it in one statement.

One of them always has the change's id, and is read together with it: what changed is not written twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from gql_crm.clock import uuid7
from gql_crm.journal import LINKS, SHARES, Action, Change, Event
from gql_crm.plugins.catalog import CatalogEntity, CatalogField

CREATED: Final = "RECORD_CREATED"
UPDATED: Final = "RECORD_UPDATED"
OWNER_CHANGED: Final = "OWNER_CHANGED"
STATUS_CHANGED: Final = "STATUS_CHANGED"
LINKED: Final = "LINKED"
UNLINKED: Final = "UNLINKED"
SHARED: Final = "SHARED"
UNSHARED: Final = "UNSHARED"
_KINDS: Final[Mapping[Action, str]] = {
    Action.CREATED: CREATED,
    Action.UPDATED: UPDATED,
    Action.DELETED: "RECORD_DELETED",
    Action.RESTORED: "RECORD_RESTORED",
}


def events_of(entity: CatalogEntity, change: Change) -> tuple[Event, ...]:
    """Return the events that tell of a change, the one with the change's id first.

    What an event of its own tells (another owner, another status, links) is not told as an update as well.
    Events of modules' kinds stand beside the update: it stays when their module is switched off.
    """
    kind = _KINDS.get(change.action)
    if kind is None:
        return ()
    if kind != UPDATED:
        return (_event(change, kind, id=change.id),)
    told, own = set[str](), list[Event]()
    for field_id, event in _of_the_core(entity, change):
        told.add(field_id)
        own.append(event)
    if not own or change.diff.keys() - told:
        first, others = _event(change, UPDATED, id=change.id), own
    else:
        first, others = replace(own[0], id=change.id), own[1:]
    return (first, *others, *_of_modules(entity, change))


def _of_the_core(entity: CatalogEntity, change: Change) -> Iterator[tuple[str, Event]]:
    """Return the events of the core that tell of a field, with the field's id."""
    owner = entity.system["owner"].field_id
    if owner in change.diff:
        yield owner, _owner_changed(change, *change.diff[owner])
    status = entity.fields.get(entity.entity.status or "")
    if status is not None and status.field_id in change.diff:
        yield status.field_id, _status_changed(entity, change, status)
    for field_id, (old, new) in change.diff.items():
        if field_id.startswith(LINKS):
            yield from ((field_id, event) for event in _links(change, field_id, old, new))
        elif field_id == SHARES:
            yield from ((field_id, event) for event in _shares(change, old, new))


def _owner_changed(change: Change, old: str | None, new: str | None) -> Event:
    records = {key: (UUID(id_),) for key, id_ in (("fromOwner", old), ("toOwner", new)) if id_}
    return _event(change, OWNER_CHANGED, records=records)


def _status_changed(entity: CatalogEntity, change: Change, status: CatalogField) -> Event:
    """References are kept as such: they are told by what the records are called."""
    payload: dict[str, Any] = {"statusField": status.field_id}
    records: dict[str, tuple[UUID, ...]] = {}
    told = {"fromStatus": (status, change.diff[status.field_id][0])}
    told["toStatus"] = (status, change.diff[status.field_id][1])
    reason = entity.fields.get(entity.entity.status_reason or "")
    if reason is not None and reason.field_id in change.diff:
        told["reason"] = (reason, change.diff[reason.field_id][1])
    for key, (field, value) in told.items():
        if value is not None and field.target:
            records[key] = (UUID(value),)
        elif value is not None:
            payload[key] = value
    return _event(change, STATUS_CHANGED, payload, records=records)


def _links(
    change: Change, field_id: str, old: list[Mapping[str, Any]], new: list[Mapping[str, Any]]
) -> Iterator[Event]:
    """Tell of links that came or left; one of which only the note changed is an update."""
    there, coming = ({line["id"] for line in lines} for lines in (old, new))
    payload = {"relation": field_id.removeprefix(LINKS)}
    for kind, lines, others in ((UNLINKED, old, coming), (LINKED, new, there)):
        for line in lines:
            if line["id"] not in others:
                other = {"other": (UUID(line["id"]),)}
                yield _event(change, kind, payload, records=other, note=line.get("note"))


def _shares(change: Change, old: list[Mapping[str, Any]], new: list[Mapping[str, Any]]) -> Iterator[Event]:
    """Tell of shares that came or left; one that is for something else since is told as it is now."""
    coming = {line["id"] for line in new}
    for kind, lines, others in ((UNSHARED, old, coming), (SHARED, new, set[str]())):
        for line in lines:
            if line["id"] not in others:
                payload = {"share": line["share"], "access": line["access"]}
                yield _event(change, kind, payload, records={"grantee": (UUID(line["id"]),)})


def _of_modules(entity: CatalogEntity, change: Change) -> Iterator[Event]:
    for told in entity.told:
        if told.field_id in change.diff:
            old, new = change.diff[told.field_id]
            pairs = ((told.old, old), (told.new, new))
            payload = {key: value for key, value in pairs if value is not None}
            yield _event(change, told.kind, payload)


def _event(
    change: Change,
    kind: str,
    payload: Mapping[str, Any] | None = None,
    *,
    id: UUID | None = None,
    records: Mapping[str, tuple[UUID, ...]] | None = None,
    note: str | None = None,
) -> Event:
    return Event(
        id=id or uuid7(),
        kind=kind,
        subject_id=change.record_id,
        actor_id=change.actor_id,
        occurred_at=change.at,
        recorded_at=change.at,
        payload=payload or {},
        note=note,
        records=records or {},
    )
