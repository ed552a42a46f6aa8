"""A judged change of a record → what is written of it: row, history, keys, and what follows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gql_crm.access import asked_rules
from gql_crm.journal import Action, Change, Diff, Origin
from gql_crm.records.difference import Difference
from gql_crm.records.duplicate_writes import KeyChange, best_of, matching, told
from gql_crm.records.following import messages
from gql_crm.records.ref import Ref
from gql_crm.records.statements import fetch, run
from gql_crm.records.texts import changed_texts, texts_of
from gql_crm.records.writing import Write, create_statement

if TYPE_CHECKING:
    from gql_crm.records.unit import Records


def recorded(
    records: "Records",
    record: Ref,
    version: int,
    action: Action,
    difference: Difference,
    stored: Mapping[str, Any] | None = None,
) -> Write:
    """Return what a unit of work writes.

    `stored` are the values before, of what texts and keys are made of; without them both stay as they are.
    """
    entity, new = records.catalog.entity(record.entity), difference.new_values()
    texts = None
    if stored is not None:
        is_new = action is Action.CREATED
        texts = texts_of(entity, new) if is_new else changed_texts(entity, stored, new)
    keys = None if stored is None else KeyChange.of(entity, stored, new)
    change = _change(records, record, version, action, difference.diff(entity))
    return replace(_write(records, record, difference, change), texts=texts, keys=keys)


def noted(records: "Records", record: Ref, version: int, diff: Diff) -> Write:
    """Return what is written of a change beside the record's own fields: history, and what follows."""
    return _write(
        records, record, Difference({}, ()), _change(records, record, version, Action.UPDATED, diff)
    )


async def write_new(records: "Records", write: Write, *, spine: bool, check_duplicates: bool) -> None:
    """Write a new record; the same statement finds the records that it is like, if they are asked for."""
    if check_duplicates and records.duplicates is None:
        records.duplicates = []
    rules = asked_rules(write.entity, records.profile) if check_duplicates else []
    asked = {rule.rule_id: rule for rule in rules}
    keys = [key for key in write.keys.after if key.rule_id in asked] if write.keys else []
    if not keys:
        await run(records.connection, create_statement(write, spine=spine))
        return
    found = matching(write.entity, records.sight, keys)
    rows = await fetch(records.connection, create_statement(write, spine=spine, found=found))
    duplicates = best_of(write.entity, rows, asked)
    if duplicates and records.duplicates is not None:
        records.duplicates.extend(duplicates)
        records.warnings.append(told(write.entity, write.id, duplicates))


def _change(records: "Records", record: Ref, version: int, action: Action, diff: Diff) -> Change:
    return Change(
        record_id=record.id,
        entity=records.catalog.entity(record.entity).stored_as,
        action=action,
        version=version,
        actor_id=records.actor.user_id,
        origin=records.origin,
        diff=diff,
        at=records.now,
    )


def _write(records: "Records", record: Ref, difference: Difference, change: Change) -> Write:
    entity = records.catalog.entity(record.entity)
    follows = records.origin is not Origin.PLUGIN  # or a module would hear of itself for ever
    return Write(
        entity=entity,
        id=record.id,
        now=records.now,
        actor_id=records.actor.user_id,
        difference=difference,
        texts=None,
        change=change,
        messages=tuple(messages(records.catalog, entity, change, difference)) if follows else (),
    )
