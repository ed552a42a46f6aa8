"""The rows of `record_link`: a link of two records by a relation type."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gql_crm import sql
from gql_crm.clock import uuid7
from gql_crm.database.pool import Connection
from gql_crm.plugins.catalog import CatalogRelationType
from gql_crm.records.statements import fetch

_TABLE = "record_link"
_ENDS = ("source_id", "target_id")
_KEPT = ("id", "relation_id", "both_ways", "note", "created_at", "created_by")


@dataclass(frozen=True, slots=True)
class StoredRecordLink:
    """A link that is there."""

    id: UUID
    note: str | None


@dataclass(frozen=True, slots=True)
class Ends:
    """The two records of a link, in the order in which the table has them."""

    relation: CatalogRelationType
    source_id: UUID
    target_id: UUID

    @classmethod
    def of(cls, relation: CatalogRelationType, source_id: UUID, target_id: UUID) -> "Ends":
        """Return the ends of a link; one that is symmetric leads from the smaller id."""
        if relation.declared.symmetric and source_id > target_id:
            return cls(relation, target_id, source_id)
        return cls(relation, source_id, target_id)

    @property
    def condition(self) -> sql.Node:
        """The condition that a row `l` is the link."""
        return sql.all_of(
            sql.equal(sql.Column("l", "relation_id"), sql.Parameter(self.relation.relation_id, "text")),
            _is("source_id", self.source_id),
            _is("target_id", self.target_id),
        )


async def find_link(connection: Connection, ends: Ends) -> StoredRecordLink | None:
    """Return the link between two records."""
    items = tuple(sql.Item(sql.Column("l", name), name) for name in ("id", "note"))
    rows = await fetch(connection, sql.Select(items, sql.Table(_TABLE, "l"), where=ends.condition))
    return StoredRecordLink(rows[0]["id"], rows[0]["note"]) if rows else None


def insert_link(ends: Ends, note: str | None, actor_id: UUID, now: datetime) -> sql.Insert:
    """Return the INSERT of a link."""
    columns: dict[str, sql.Node] = {
        "id": sql.Parameter(uuid7(), "uuid"),
        "relation_id": sql.Parameter(ends.relation.relation_id, "text"),
        "source_id": sql.Parameter(ends.source_id, "uuid"),
        "target_id": sql.Parameter(ends.target_id, "uuid"),
        "both_ways": sql.Parameter(ends.relation.declared.symmetric, "boolean"),
        "note": sql.Parameter(note, "text"),
        "created_at": sql.Parameter(now, "timestamptz"),
        "created_by": sql.Parameter(actor_id, "uuid"),
    }
    return sql.Insert(_TABLE, tuple(columns), rows=(tuple(columns.values()),))


def update_note(link: StoredRecordLink, note: str | None) -> sql.Update:
    """Return the UPDATE of a link's note."""
    return sql.Update(_TABLE, "l", (("note", sql.Parameter(note, "text")),), _is("id", link.id))


def delete_link(link: StoredRecordLink) -> sql.Delete:
    """Return the DELETE of a link."""
    return sql.Delete(_TABLE, "l", _is("id", link.id))


def _is(column: str, id_: UUID) -> sql.Node:
    return sql.equal(sql.Column("l", column), sql.Parameter(id_, "uuid"))
