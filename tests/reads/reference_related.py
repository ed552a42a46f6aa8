"""Related records in plain Python: the links of a record by relation types, read from its side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.reads.random_module import RELATION_TYPES

if TYPE_CHECKING:
    from tests.reads.reference import Reader, RecordQuery, Row

TYPES = {one.key: one for one in RELATION_TYPES}


@dataclass(frozen=True, slots=True)
class Link:
    """A link that leads from one record to another."""

    id: str
    relation: str
    source: str
    target: str
    note: str | None
    at: datetime


@dataclass(slots=True)
class RelatedQuery:
    """The arguments of `relatedRecords`, what is selected of it, of a link and of the record behind it."""

    members: list[str]
    link: list[str]
    record: "RecordQuery"
    relation: str | None = None
    entity: str | None = None
    size: int | None = None


def related_records(reader: "Reader", row: "Row", query: RelatedQuery) -> dict[str, Any]:
    """Return the page of links, the newest first."""
    found = sorted(_of(reader, row, query), key=lambda one: one[0].id, reverse=True)
    page = found[: 20 if query.size is None else query.size]
    links = [_told(reader, row, *one, query) for one in page]
    shown = {
        "totalCount": len(found),
        "pageInfo": {"hasNextPage": len(page) < len(found), "hasPreviousPage": False},
        "nodes": links,
        "edges": [{"node": link} for link in links],
    }
    return {member: shown[member] for member in query.members}


def _of(reader: "Reader", row: "Row", query: RelatedQuery) -> Iterator[tuple[Link, str, "Row"]]:
    """Find the links that are asked for, each with the record at its other end, and that one's entity."""
    for link in reader.related_by:
        if row.id not in {link.source, link.target} or query.relation not in {None, link.relation}:
            continue
        other_id = link.target if link.source == row.id else link.source
        for entity, rows in reader.rows.items():
            for other in rows:
                there = other.id == other_id and not other.deleted and reader.visible(entity, other)
                if there and query.entity in {None, entity}:
                    yield link, entity, other


def _told(
    reader: "Reader", row: "Row", link: Link, entity: str, other: "Row", query: RelatedQuery
) -> dict[str, Any]:
    relation = TYPES[link.relation]
    leads_away = link.source == row.id
    label = relation.reverse_label or relation.label if leads_away else relation.label
    shown = {
        "label": label["en"],
        "direction": "BOTH" if relation.symmetric else "OUTGOING" if leads_away else "INCOMING",
        "note": link.note,
        "linkedAt": reader.shown(link.at, "DATETIME"),
        "relation": {"key": link.relation},
        "record": reader.record(entity, other, query.record),
    }
    return {member: shown[member] for member in query.link}
