"""The one statement that writes a record: its row, spine, texts, links, history and events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from gql_crm import sql
from gql_crm.fields.storage import ColumnStorage, CustomStorage, ReferenceStorage
from gql_crm.journal import Change, event_parts, insert_change
from gql_crm.journal.outbox import OutboxEntry, insert_entries
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField
from gql_crm.records.difference import Difference, LinkChange
from gql_crm.records.duplicate_writes import KeyChange, key_parts
from gql_crm.records.proposal import ChildRow
from gql_crm.records.tags import tag_parts
from gql_crm.records.texts import Texts
from gql_crm.timeline import events_of

_ROW = "e"
_DOCUMENTS = ("custom", "custom_long")


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A record on its way into the tables: who writes it when, what changes, and its line of history."""

    entity: CatalogEntity
    id: UUID
    now: datetime
    actor_id: UUID
    difference: Difference
    texts: Texts | None
    change: Change
    messages: tuple[OutboxEntry, ...] = ()
    """What follows from it."""
    keys: KeyChange | None = None
    """By which it is found as a duplicate; None where they stay as they are."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The values that come, by field key."""
        return self.difference.new_values()


def create_statement(write: Write, *, spine: bool, found: sql.Node | None = None) -> sql.With:
    """Return the statement of a new record; without its spine row where that was claimed before.

    It returns the rows of `found`, a select that does not see the new record yet.
    """
    parts: list[tuple[str, sql.Node]] = []
    if spine:
        parts.append(("w_spine", insert_spine(write.entity, write.id, write.values, write.now)))
    parts.append(("w_row", _insert_row(write)))
    parts.append(("w_text", _insert_text(write)))
    return _with_rest(write, parts, found)


def update_statement(write: Write, freed: Sequence[sql.Node] = ()) -> sql.With:
    """Return the statement of a changed record; `freed` gives unique values back."""
    parts: list[tuple[str, sql.Node]] = []
    if write.difference.steps:
        parts += [("w_row", _update_row(write)), ("w_spine", _update_spine(write))]
    if write.texts is not None:
        parts.append(("w_text", _update_text(write.id, write.texts)))
    parts.extend((f"w_free{index}", node) for index, node in enumerate(freed))
    return _with_rest(write, parts)


def _with_rest(write: Write, parts: list[tuple[str, sql.Node]], found: sql.Node | None = None) -> sql.With:
    if write.messages:
        parts.append(("w_outbox", insert_entries(write.messages)))
    parts.extend(tag_parts(write.id, write.values))
    parts.extend(event_parts(events_of(write.entity, write.change)))
    if write.keys:
        parts.extend(key_parts(write.keys, write.id))
    parts = [*parts, *_link_parts(write), *_child_parts(write)]
    change = insert_change(write.change)
    if found is None:
        return sql.With(tuple(parts), change)
    return sql.With((*parts, ("w_change", change)), found)


def insert_spine(
    entity: CatalogEntity, id_: UUID, values: Mapping[str, Any], now: datetime, *, claim: bool = False
) -> sql.Insert:
    """Return the INSERT of the spine row. A claim of an id that is taken does nothing and returns no row."""
    columns: dict[str, sql.Node] = {
        "id": sql.Parameter(id_, "uuid"),
        "entity": sql.Parameter(entity.stored_as, "text"),
        "owner_id": sql.Parameter(values.get("owner"), "uuid"),
        "team_id": sql.Parameter(values.get("team"), "uuid"),
        "created_at": sql.Parameter(now, "timestamptz"),
        "updated_at": sql.Parameter(now, "timestamptz"),
        **_published(entity, values),
    }
    returned = sql.Item(sql.Cast(sql.Column("record", "id"), "text"), "name")
    row = tuple(columns.values())
    return sql.Insert(
        "record", tuple(columns), rows=(row,), returning=(returned,), on_conflict_do_nothing=claim
    )


def _insert_row(write: Write) -> sql.Insert:
    """All columns are named, so that every new record of an entity is one prepared statement."""
    time = sql.Parameter(write.now, "timestamptz")
    actor = sql.Parameter(write.actor_id, "uuid")
    columns: dict[str, sql.Node] = {
        "id": sql.Parameter(write.id, "uuid"),
        "created_at": time,
        "created_by": actor,
        "updated_at": time,
        "updated_by": actor,
        "version": sql.Parameter(write.change.version, "integer"),
    }
    values = write.values
    for field in write.entity.all_fields.values():
        if isinstance(field.storage, ColumnStorage) and (field.field.writable or field.key in values):
            columns.update(_columns(field, values.get(field.key)))
    for document in _DOCUMENTS:
        columns[document] = _json(
            {key: value for key, value in _document(write, document).items() if value is not None}
        )
    return sql.Insert(write.entity.table, tuple(columns), rows=(tuple(columns.values()),))


def _update_row(write: Write) -> sql.Update:
    columns: dict[str, sql.Node] = {
        "updated_at": sql.Parameter(write.now, "timestamptz"),
        "updated_by": sql.Parameter(write.actor_id, "uuid"),
        "version": sql.Parameter(write.change.version, "integer"),
    }
    for key, value in write.values.items():
        field = write.entity.all_fields[key]
        if isinstance(field.storage, ColumnStorage):
            columns.update(_columns(field, value))
    for document in _DOCUMENTS:
        changed = _document(write, document)
        if changed:
            columns[document] = _merged(sql.Column(_ROW, document), changed)
    return sql.Update(write.entity.table, _ROW, tuple(columns.items()), _is(_ROW, "id", write.id))


def _update_spine(write: Write) -> sql.Update:
    columns: dict[str, sql.Node] = {"updated_at": sql.Parameter(write.now, "timestamptz")}
    columns.update(_published(write.entity, write.values))
    for key, column, type_ in (
        ("owner", "owner_id", "uuid"),
        ("team", "team_id", "uuid"),
        ("deletedAt", "deleted_at", "timestamptz"),
    ):
        if key in write.difference.values:
            columns[column] = sql.Parameter(write.values[key], type_)
    return sql.Update("record", "r", tuple(columns.items()), _is("r", "id", write.id))


def _published(entity: CatalogEntity, values: Mapping[str, Any]) -> dict[str, sql.Node]:
    """Return what the spine says of who sees a record besides its owner and team."""
    key = entity.entity.published_by
    if key is None or key not in values:
        return {}
    return {"public": sql.Parameter(values[key] == "PUBLIC", "boolean")}


def _insert_text(write: Write) -> sql.Insert:
    texts = write.texts or Texts("", "")
    row = (sql.Parameter(write.id, "uuid"), sql.Parameter(texts.label, "text"), texts.folded)
    return sql.Insert("record_text", ("record_id", "label", "search_text"), rows=(row,))


def _update_text(id_: UUID, texts: Texts) -> sql.Update:
    columns = (("label", sql.Parameter(texts.label, "text")), ("search_text", texts.folded))
    return sql.Update("record_text", "t", columns, _is("t", "record_id", id_))


def _link_parts(write: Write) -> list[tuple[str, sql.Node]]:
    links = [*write.difference.links, *_reference_changes(write)]
    parts: list[tuple[str, sql.Node]] = []
    for index, link in enumerate(links):
        if link.removed:
            parts.append((f"w_unlink{index}", _unlink(write.id, link)))
    rows = tuple(
        (sql.Parameter(link.field_id, "text"), sql.Parameter(write.id, "uuid"), sql.Parameter(target, "uuid"))
        for link in links
        for target in link.added
    )
    if rows:
        parts.append(
            ("w_link", sql.Insert("record_reference", ("field_id", "source_id", "target_id"), rows=rows))
        )
    return parts


def _child_parts(write: Write) -> list[tuple[str, sql.Node]]:
    parts: list[tuple[str, sql.Node]] = []
    for index, change in enumerate(write.difference.children):
        if change.removed:
            gone = sql.AnyOf(sql.Column("c", "id"), sql.parameters(change.removed, "uuid"))
            parts.append((f"w_orphan{index}", sql.Delete(change.child.table, "c", gone)))
        rows = [_child_columns(write.id, change.child, place, row) for place, row in change.written]
        if rows:
            columns = tuple(rows[0])
            insert = sql.Insert(
                change.child.table,
                columns,
                rows=tuple(tuple(row.values()) for row in rows),
                on_conflict_update=("id", columns[2:]),
            )
            parts.append((f"w_child{index}", insert))
    return parts


def _child_columns(parent: UUID, child: CatalogChild, place: int, row: ChildRow) -> dict[str, sql.Node]:
    columns: dict[str, sql.Node] = {
        "id": sql.Parameter(row.id, "uuid"),
        "parent_id": sql.Parameter(parent, "uuid"),
        "position": sql.Parameter(place, "integer"),
    }
    for field in child.fields.values():
        columns.update(_columns(field, row.values[field.key]))
    return columns


def _reference_changes(write: Write) -> list[LinkChange]:
    """References that lie outside the table."""
    return [
        LinkChange(field.field_id, () if old is None else (old,), () if new is None else (new,))
        for key, (old, new) in write.difference.values.items()
        if isinstance((field := write.entity.all_fields[key]).storage, ReferenceStorage)
    ]


def _unlink(id_: UUID, link: LinkChange) -> sql.Delete:
    condition = sql.all_of(
        _is("l", "source_id", id_),
        sql.equal(sql.Column("l", "field_id"), sql.Parameter(link.field_id, "text")),
        sql.AnyOf(sql.Column("l", "target_id"), sql.parameters(link.removed, "uuid")),
    )
    return sql.Delete("record_reference", "l", condition)


def _columns(field: CatalogField, value: Any) -> dict[str, sql.Node]:
    if not isinstance(field.storage, ColumnStorage):
        return {}
    components = field.kind.components
    parts = (None,) * len(components) if value is None else field.kind.columns(value)
    return {
        column: sql.Parameter(part, component.column_type)
        for column, part, component in zip(field.storage.columns, parts, components, strict=True)
    }


def _document(write: Write, document: str) -> dict[str, Any]:
    """What changes in a JSONB document, by storage key; None takes a key away."""
    changed = {}
    for key, value in write.values.items():
        field = write.entity.all_fields[key]
        if isinstance(field.storage, CustomStorage) and field.storage.document == document:
            changed[field.storage.key] = None if value is None else field.kind.dump(value)
    return changed


def _merged(document: sql.Node, changed: Mapping[str, Any]) -> sql.Node:
    kept = {key: value for key, value in changed.items() if value is not None}
    cleared = [key for key, value in changed.items() if value is None]
    merged = sql.Binary(document, "||", _json(kept)) if kept else document
    return sql.Binary(merged, "-", sql.parameters(cleared, "text")) if cleared else merged


def _json(value: Mapping[str, Any]) -> sql.Parameter:
    return sql.Parameter(orjson.dumps(value).decode(), "jsonb")


def _is(alias: str, column: str, id_: UUID) -> sql.Node:
    return sql.equal(sql.Column(alias, column), sql.Parameter(id_, "uuid"))
