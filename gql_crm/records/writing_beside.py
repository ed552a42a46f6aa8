"""What is written beside a record's own row: links, children, tags."""

from collections.abc import Iterator
from uuid import UUID

from gql_crm import sql
from gql_crm.fields.storage import ReferenceStorage
from gql_crm.plugins.catalog import CatalogChild
from gql_crm.records.difference import LinkChange
from gql_crm.records.proposal import ChildRow
from gql_crm.records.stored_forms import columns_of
from gql_crm.records.tags import tag_parts
from gql_crm.records.write import Write


def parts_beside(write: Write) -> Iterator[tuple[str, sql.Node]]:
    """Return what is written beside the record, of this write alone."""
    yield from tag_parts(write.id, write.values)
    yield from _link_parts(write)
    yield from _child_parts(write)


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
        columns.update(columns_of(field, sql.Given(row.values[field.key])))
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


def _is(alias: str, column: str, id_: UUID) -> sql.Node:
    return sql.equal(sql.Column(alias, column), sql.Parameter(id_, "uuid"))
