"""Lists over the records of all entities in plain Python: favourites, the trash and tags."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.reads.reference import Reader, RecordQuery, Row


def spine_list(
    reader: "Reader", name: str, entity: str | None, record: "RecordQuery"
) -> list[dict[str, Any]]:
    """Return all edges of `favorites` or `trash`, the last marked or deleted first."""
    found = []
    for kind, row in _seen(reader, entity):
        at = row.values["deletedAt"] if name == "trash" else reader.marks.get((reader.user, row.id))
        if at is not None and row.deleted is (name == "trash"):
            found.append((at, row.id, kind, row))
    when = "deletedAt" if name == "trash" else "favoritedAt"
    return [
        {when: reader.shown(at, "DATETIME"), "node": reader.record(kind, row, record)}
        for at, _, kind, row in sorted(found, key=lambda one: one[:2], reverse=True)
    ]


def tag_counts(reader: "Reader", entity: str | None, search: str | None) -> list[dict[str, Any]]:
    """Return how many records have each tag, in the first of its spellings; the most used come first."""
    spellings: dict[str, list[str]] = {}
    for _, row in _seen(reader, entity):
        for tag in () if row.deleted else row.values["tags"]:
            if reader.folded[search or ""] in reader.folded[tag]:
                spellings.setdefault(reader.folded[tag], []).append(tag)
    ordered = sorted(spellings.items(), key=lambda item: (-len(item[1]), item[0].encode()))
    return [{"tag": min(tags, key=str.encode), "count": len(tags)} for _, tags in ordered]


def _seen(reader: "Reader", entity: str | None) -> Iterator[tuple[str, "Row"]]:
    for kind, rows in reader.rows.items():
        if entity in {None, kind} and not reader.shapes[kind].is_child:
            yield from ((kind, row) for row in rows if reader.visible(kind, row))
