"""Writes of which modules want to hear: what they are told, and how they read it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from gql_crm.journal import SHARES, Action, Change
from gql_crm.journal.outbox import CORE, FOUND_JOB, OutboxEntry
from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.plugins.writes import CommittedWrite
from gql_crm.records.difference import Difference


def messages(
    catalog: Catalog, entity: CatalogEntity, change: Change, difference: Difference
) -> Iterator[OutboxEntry]:
    """Return a message to each module's work that follows from a change."""
    for module, work in catalog.write_hooks.after.get(entity.name, ()):
        changed = [key for key in work.fields if key in difference.values]
        counts = changed or not work.fields or change.action != "UPDATED"
        if change.action in work.actions and counts:
            pairs = {key: difference.values[key] for key in changed}
            event = {
                "entity": entity.name,
                "record_id": str(change.record_id),
                "action": change.action.value,
                "version": change.version,
                "at": change.at.isoformat(),
                "old": {key: _dumped(entity, key, old) for key, (old, _) in pairs.items()},
                "new": {key: _dumped(entity, key, new) for key, (_, new) in pairs.items()},
            }
            yield OutboxEntry(
                module=module, work=work.name, event=event, actor_id=change.actor_id, at=change.at
            )


def watch_messages(
    catalog: Catalog, entity: CatalogEntity, change: Change, changed: Collection[str]
) -> Iterator[OutboxEntry]:
    """Return the message by which a record is looked at that may newly fit others, whoever has written it."""
    watched = catalog.write_hooks.watched.get(entity.name)
    if watched is None or change.action is Action.DELETED:
        return
    shown = _shown(entity, change)
    if change.action is not Action.UPDATED or shown or not watched.isdisjoint(changed):
        event = {
            "entity": entity.name,
            "record_id": str(change.record_id),
            "action": change.action.value,
            "version": change.version + (SHARES in change.diff),  # by which no version is made
            **({"shown": shown} if shown else {}),
        }
        yield OutboxEntry(module=CORE, work=FOUND_JOB, event=event, actor_id=None, at=change.at)


def _shown(entity: CatalogEntity, change: Change) -> Mapping[str, Any] | None:
    """Return to which users and teams a change shows a record; None where it is shown to nobody else.

    `was` has the owner and the team of before, where they are others now, and `shares` the shares that came.
    """
    fields = {key: entity.system[key].field_id for key in ("owner", "team")}
    changed = {key: change.diff[id_] for key, id_ in fields.items() if id_ in change.diff}
    left, came = change.diff.get(SHARES, ((), ()))
    known = {line["id"] for line in left}
    new = [line for line in came if line["id"] not in known]
    to = [id_ for _, id_ in changed.values() if id_ is not None] + [line["id"] for line in new]
    if change.action is not Action.UPDATED or not to:
        return None
    was = {key: before for key, (before, _) in changed.items()}
    return {"to": to, "was": was, "shares": [line["share"] for line in new]}


def committed_write(
    catalog: Catalog, id_: UUID, event: Mapping[str, Any], actor_id: UUID | None
) -> CommittedWrite:
    """Return what a message tells. A field that is not there any more is left out."""
    entity = catalog.entity(event["entity"])
    return CommittedWrite(
        id=id_,
        entity=entity.name,
        record_id=UUID(event["record_id"]),
        action=event["action"],
        version=event["version"],
        old=_loaded(entity, event["old"]),
        new=_loaded(entity, event["new"]),
        actor_id=actor_id,
        at=datetime.fromisoformat(event["at"]),
    )


def _dumped(entity: CatalogEntity, key: str, value: Any) -> Any:
    return None if value is None else entity.all_fields[key].kind.dump(value)


def _loaded(entity: CatalogEntity, values: Mapping[str, Any]) -> dict[str, Any]:
    fields = entity.all_fields
    return {
        key: None if value is None else fields[key].kind.load(value)
        for key, value in values.items()
        if key in fields
    }
