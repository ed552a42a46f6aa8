"""The one statement that writes a record: its row, spine, texts, links, history and events."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.database.late import as_late
from gql_crm.database.pool import Connection
from gql_crm.journal import event_parts, insert_change
from gql_crm.journal.outbox import outbox_parts
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.records.duplicate_writes import KeyChange, hashed_part, key_parts
from gql_crm.records.late_unit import LateUnit
from gql_crm.records.statements import fetch, fetch_again
from gql_crm.records.stored_forms import (
    DOCUMENTS,
    changed_documents,
    columns_of,
    columns_of_new,
    gone_from,
    new_in,
)
from gql_crm.records.texts import Texts, folded
from gql_crm.records.write import Write
from gql_crm.records.writing_beside import parts_beside

ROW: Final = "e"
"""The row of the record in the statement that writes it."""
TEXTS: Final = "record_text"
WRITTEN: Final = "w_row"
"""The part of the statement that writes it."""


async def write_again(
    connection: Connection,
    write: Write,
    purpose: Hashable,
    build: Callable[[sql.Given[Write]], sql.With],
) -> Sequence[Any]:
    """Run the statement that `build` makes, or made for an earlier write like this one; see `fetch_again`.

    Where it is all that a late transaction has to do, it does it alone.
    """
    late = as_late(connection)
    if isinstance(late, LateUnit) and write.is_plain and write.difference.steps:
        return await late.write(write, purpose, build)
    if not write.is_plain:
        return await fetch(connection, build(sql.Given(write)))
    return await fetch_again(connection, write.entity, purpose, write, build)


def create_statement(
    write: sql.Given[Write], *, spine: bool, found: sql.Node | None = None, hashes_keys: bool = False
) -> sql.With:
    """Return the statement of a new record; without its spine row where that was claimed before.

    It returns the rows of `found`, a select that does not see the new record yet. With `hashes_keys`, that
    reads its keys for duplicates where the statement has hashed them.
    """
    own = _Own.of(write)
    parts: list[tuple[str, sql.Node]] = []
    if hashes_keys:
        parts.append(hashed_part(write.map(attrgetter("keys"))))
    if spine:
        parts.append(("w_spine", _insert_spine(own.entity, own.id, own.values, own.now)))
    parts.append((WRITTEN, _insert_row(own)))
    parts.append(("w_text", _insert_text(own)))
    return _with_rest(own, parts, found, hashes_keys=hashes_keys)


def update_statement(write: Write | sql.Given[Write], freed: Sequence[sql.Node] = ()) -> sql.With:
    """Return the statement of a changed record; `freed` gives unique values back."""
    own = _Own.of(sql.given(write))
    parts: list[tuple[str, sql.Node]] = []
    if own.write.look(_has_steps):
        parts += [(WRITTEN, _update_row(own)), ("w_spine", _update_spine(own))]
    if not own.write.map(attrgetter("texts")).is_null():
        parts.append(("w_text", _update_text(own)))
    parts.extend((f"w_free{index}", node) for index, node in enumerate(freed))
    return _with_rest(own, parts)


@dataclass(frozen=True, slots=True)
class _Own:
    """What a write gives; each is one parameter of its statement, however often it stands there."""

    entity: CatalogEntity
    write: sql.Given[Write]
    id: sql.Given[UUID]
    now: sql.Given[datetime]
    actor: sql.Given[UUID]
    version: sql.Given[int]
    values: sql.Given[Mapping[str, Any]]

    @classmethod
    def of(cls, write: sql.Given[Write]) -> "_Own":
        names = ("id", "now", "viewer.user_id", "change.version", "values")
        return cls(write.now.entity, write, *(write.map(attrgetter(name)) for name in names))

    @property
    def is_own(self) -> sql.Node:
        """The condition that the row `e` is that of the record."""
        return sql.equal(sql.Column(ROW, "id"), sql.Parameter(self.id, "uuid"))


def _has_steps(write: Write) -> bool:
    return write.difference.steps > 0


def _with_rest(
    own: _Own,
    parts: list[tuple[str, sql.Node]],
    found: sql.Node | None = None,
    *,
    hashes_keys: bool = False,
) -> sql.With:
    write = own.write
    parts.extend(event_parts(write.map(attrgetter("events"))))
    parts.extend(outbox_parts(write.map(attrgetter("messages"))))
    keys: sql.Given[KeyChange] = write.map(attrgetter("keys"))
    if not keys.is_null():
        parts.extend(key_parts(keys, own.id, are_hashed=hashes_keys))
    if not write.look(attrgetter("is_plain")):
        parts.extend(parts_beside(write.now))
    change = insert_change(write.map(attrgetter("change")))
    if found is None:
        return sql.With(tuple(parts), change)
    return sql.With((*parts, ("w_change", change)), found)


def claim_spine(entity: CatalogEntity, id_: UUID, values: Mapping[str, Any], now: datetime) -> sql.Insert:
    """Return the INSERT of a spine row that does nothing and returns no row where the id is taken."""
    return _insert_spine(entity, sql.Given(id_), sql.Given(values), sql.Given(now), claim=True)


def _insert_spine(
    entity: CatalogEntity,
    id_: sql.Given[UUID],
    values: sql.Given[Mapping[str, Any]],
    now: sql.Given[datetime],
    *,
    claim: bool = False,
) -> sql.Insert:
    columns: dict[str, sql.Node] = {
        "id": sql.Parameter(id_, "uuid"),
        "entity": sql.Parameter(entity.stored_as, "text"),
        "owner_id": sql.Parameter(values.part("owner"), "uuid"),
        "team_id": sql.Parameter(values.part("team"), "uuid"),
        "created_at": sql.Parameter(now, "timestamptz"),
        "updated_at": sql.Parameter(now, "timestamptz"),
        **_published(entity, values),
    }
    returned = sql.Item(sql.Cast(sql.Column("record", "id"), "text"), "name")
    row = tuple(columns.values())
    return sql.Insert(
        "record", tuple(columns), rows=(row,), returning=(returned,), on_conflict_do_nothing=claim
    )


def _insert_row(own: _Own) -> sql.Insert:
    """All columns are named, so that every new record of an entity is one prepared statement."""
    time = sql.Parameter(own.now, "timestamptz")
    actor = sql.Parameter(own.actor, "uuid")
    columns: dict[str, sql.Node] = {
        "id": sql.Parameter(own.id, "uuid"),
        "created_at": time,
        "created_by": actor,
        "updated_at": time,
        "updated_by": actor,
        "version": sql.Parameter(own.version, "integer"),
    }
    fields = own.entity.all_fields
    settled = own.values.look(partial(_unwritable, own.entity))
    named = [key for key, field in fields.items() if field.field.writable or key in settled]
    columns.update(columns_of_new(own.entity, named, own.values))
    for document in DOCUMENTS:
        columns[document] = sql.Parameter(own.write.map(partial(new_in, document)).map(orjson.dumps), "jsonb")
    return sql.Insert(own.entity.table, tuple(columns), rows=(tuple(columns.values()),))


def _unwritable(entity: CatalogEntity, values: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of values that no input writes."""
    fields = entity.all_fields
    return frozenset(key for key in values if not fields[key].field.writable)


def _update_row(own: _Own) -> sql.Update:
    columns: dict[str, sql.Node] = {
        "updated_at": sql.Parameter(own.now, "timestamptz"),
        "updated_by": sql.Parameter(own.actor, "uuid"),
        "version": sql.Parameter(own.version, "integer"),
    }
    for key in own.values.look(tuple):
        columns.update(columns_of(own.entity.all_fields[key], own.values.part(key)))
    for document, has_new, has_gone in own.write.look(changed_documents):
        column: sql.Node = sql.Column(ROW, document)
        new, gone = (own.write.map(partial(part, document)) for part in (new_in, gone_from))
        if has_new:
            column = sql.Binary(column, "||", sql.Parameter(new.map(orjson.dumps), "jsonb"))
        if has_gone:
            column = sql.Binary(column, "-", sql.Parameter(gone, "text[]"))
        columns[document] = column
    return sql.Update(own.entity.table, ROW, tuple(columns.items()), own.is_own)


def _update_spine(own: _Own) -> sql.Update:
    columns: dict[str, sql.Node] = {"updated_at": sql.Parameter(own.now, "timestamptz")}
    columns.update(_published(own.entity, own.values))
    named = own.values.look(tuple)
    for key, column, type_ in (
        ("owner", "owner_id", "uuid"),
        ("team", "team_id", "uuid"),
        ("deletedAt", "deleted_at", "timestamptz"),
    ):
        if key in named:
            columns[column] = sql.Parameter(own.values.part(key), type_)
    return sql.Update("record", ROW, tuple(columns.items()), own.is_own)


def _published(entity: CatalogEntity, values: sql.Given[Mapping[str, Any]]) -> dict[str, sql.Node]:
    """Return what the spine says of who sees a record besides its owner and team."""
    key = entity.entity.published_by
    if key is None or key not in values.look(tuple):
        return {}
    return {"public": sql.Parameter(values.part(key).map(_is_public), "boolean")}


def _is_public(value: str | None) -> bool:
    return value == "PUBLIC"


def _insert_text(own: _Own) -> sql.Insert:
    label, search = texts_given(own.write.map(attrgetter("texts")))
    row = (sql.Parameter(own.id, "uuid"), label, search)
    return sql.Insert(TEXTS, ("record_id", "label", "search_text"), rows=(row,))


def _update_text(own: _Own) -> sql.Update:
    label, search = texts_given(own.write.map(attrgetter("texts")))
    own_row = sql.equal(sql.Column("t", "record_id"), sql.Parameter(own.id, "uuid"))
    return sql.Update(TEXTS, "t", (("label", label), ("search_text", search)), own_row)


def texts_given(given: sql.Given[Texts | None]) -> tuple[sql.Node, sql.Node]:
    """Return the label and the searchable text of a record, as they are stored."""
    texts = given.map(lambda texts: texts or Texts("", ""))
    return sql.Parameter(texts.map(attrgetter("label")), "text"), folded(texts)
