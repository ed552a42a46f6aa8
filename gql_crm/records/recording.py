"""A judged change of a record → what is written of it: row, history, keys, and what follows."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from gql_crm import sql
from gql_crm.access import Viewer, asked_rules
from gql_crm.journal import Action, Change, Diff, Origin
from gql_crm.plugins.duplicate_keys import Key
from gql_crm.records.difference import Difference
from gql_crm.records.duplicate_writes import KeyChange, best_of, matching, told
from gql_crm.records.following import messages, watch_messages
from gql_crm.records.ref import Ref
from gql_crm.records.statements import run
from gql_crm.records.texts import Texts, changed_texts, texts_of
from gql_crm.records.write import Write
from gql_crm.records.writing import create_statement, update_statement, write_again
from gql_crm.timeline import events_of

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
    return _write(records, record, difference, change, texts, keys)


def noted(records: "Records", record: Ref, version: int, diff: Diff) -> Write:
    """Return what is written of a change beside the record's own fields: history, and what follows."""
    return _write(
        records, record, Difference({}, ()), _change(records, record, version, Action.UPDATED, diff)
    )


async def write_new(records: "Records", write: Write, *, spine: bool, check_duplicates: bool) -> None:
    """Write a new record; the same statement finds the records that it is like, if they are asked for."""
    entity, reach = write.entity, records.profile.access(write.entity.name).to_read
    if check_duplicates and records.duplicates is None:
        records.duplicates = []
    rules = asked_rules(entity, records.profile) if check_duplicates else []
    asked = {rule.rule_id: rule for rule in rules}

    def keys_of(write: Write) -> Sequence[Key]:
        return [key for key in write.keys.after if key.rule_id in asked] if write.keys else []

    def statement(given: sql.Given[Write]) -> sql.With:
        keys, found = given.map(keys_of), None
        hashes = given.look(lambda one: one.keys is not None and tuple(keys_of(one)) == one.keys.added != ())
        if keys.look(bool):
            viewer = Viewer.given(given.map(attrgetter("viewer")))
            found = matching(entity, reach, None if hashes else keys, viewer)
        return create_statement(given, spine=spine, found=found, hashes_keys=hashes)

    purpose = ("create", spine, reach, tuple(asked))
    duplicates = best_of(entity, await write_again(records.connection, write, purpose, statement), asked)
    if duplicates and records.duplicates is not None:
        records.duplicates.extend(duplicates)
        records.warnings.append(told(entity, write.id, duplicates))


async def write_changed(records: "Records", write: Write, freed: Sequence[sql.Node] = ()) -> None:
    """Write a changed record; `freed` gives unique values back."""
    if freed:
        await run(records.connection, update_statement(write, freed))
    else:
        await write_again(records.connection, write, "update", update_statement)


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


def _write(
    records: "Records",
    record: Ref,
    difference: Difference,
    change: Change,
    texts: Texts | None = None,
    keys: KeyChange | None = None,
) -> Write:
    entity = records.catalog.entity(record.entity)
    follows = records.origin is not Origin.PLUGIN  # or a module would hear of itself for ever
    told = messages(records.catalog, entity, change, difference) if follows else ()
    watched = watch_messages(records.catalog, entity, change, difference.values)
    return Write(
        entity=entity,
        id=record.id,
        now=records.now,
        viewer=records.actor.viewer,
        difference=difference,
        values=difference.new_values(),
        texts=texts,
        change=change,
        events=events_of(entity, change),
        messages=(*told, *watched),
        keys=keys,
    )
