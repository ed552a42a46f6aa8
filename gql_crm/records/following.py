"""Writes of which modules want to hear: what they are told, and how they read it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from gql_crm.journal import Action, Change
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
    if change.action is not Action.UPDATED or not watched.isdisjoint(changed):
        event = {
            "entity": entity.name,
            "record_id": str(change.record_id),
            "action": change.action.value,
            "version": change.version,
        }
        yield OutboxEntry(module=CORE, work=FOUND_JOB, event=event, actor_id=None, at=change.at)


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
