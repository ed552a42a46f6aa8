"""All rows of a database as the reference reader has them, read by `SELECT *`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import asyncpg

from gql_crm.fields.storage import CustomStorage
from gql_crm.plugins.catalog import Catalog, CatalogChild, CatalogEntity, CatalogField
from gql_crm.testing import Crm
from gql_crm.text import snake_case
from tests.reads.derived_fields import Formula
from tests.reads.random_module import COMPOSITES, PEOPLE, Shape
from tests.reads.reference import Reader, Row, parsed
from tests.reads.reference_related import Link
from tests.reads.reference_shares import Share


async def load_reader(crm: Crm, shapes: Mapping[str, Shape], now: datetime) -> Reader:
    """Read everything; the reader sees all, and has to learn how texts are folded."""
    catalog = crm.workspace.live.versions.catalog
    async with crm.workspace.database.connection() as connection:
        beside = _Beside(
            *[
                await connection.fetch(f"SELECT * FROM {table}")
                for table in ("record_reference", "record_text", "record_tag")
            ]
        )
        rows = {}
        for name, shape in shapes.items():
            if shape.is_child:
                continue
            entity = catalog.entity(name)
            fetched = await connection.fetch(f'SELECT * FROM "{entity.table}"')
            rows[name] = [beside.row(one, entity, shape) for one in fetched]
            for key, child in shape.children.items():
                rows[child] = await _children(connection, entity.children[key], shapes[child])
        links = await connection.fetch("SELECT * FROM record_link")
        shares = await connection.fetch("SELECT * FROM record_share ORDER BY created_at, id")
        marks = await connection.fetch("SELECT * FROM favorite")
    return Reader(
        shapes,
        rows,
        beside.lists(catalog, shapes),
        [_link(catalog, one) for one in links],
        [_share(one) for one in shares],
        {(str(one["user_id"]), str(one["record_id"])): one["created_at"] for one in marks},
        now,
    )


async def learn_folding(crm: Crm, readers: Sequence[Reader], texts: Sequence[str]) -> None:
    """Tell readers how texts are folded and sorted: those that queries may bring, and all that are read."""
    known = {*texts, *(word for text in texts for word in text.split())}
    for reader in readers:
        known.update(_texts(reader))
    known.update({text[:200] for text in known})
    async with crm.workspace.database.connection() as connection:
        folding = await connection.fetch(
            "SELECT t, gql_crm_fold(t) AS folded, gql_crm_sort(t) AS sorted FROM unnest($1::text[]) AS t",
            sorted(known),
        )
    for reader in readers:
        reader.folded |= {one["t"]: one["folded"] for one in folding}
        reader.sorted |= {one["t"]: one["sorted"] for one in folding}


def _texts(reader: Reader) -> Iterator[str]:
    for entity, rows in reader.rows.items():
        derived = reader.shapes[entity].derived.items()
        made = [key for key, one in derived if isinstance(one, Formula) and one.kind == "TEXT"]
        for row in rows:
            for value in [*row.values.values(), *(reader.value(entity, row, key) for key in made)]:
                several = value.values() if isinstance(value, dict) else value
                parts = several if isinstance(value, list | dict) else [value]
                yield from (one for one in parts if isinstance(one, str))


class _Beside:
    """What lies beside the tables of entities."""

    def __init__(self, references: Sequence[Any], texts: Sequence[Any], tags: Sequence[Any]) -> None:
        self.references = references
        self.searched = {one["record_id"]: one["search_text"] for one in texts}
        self.tags = sorted(tags, key=lambda one: one["position"])

    def row(self, row: asyncpg.Record, entity: CatalogEntity, shape: Shape) -> Row:
        stored = {key: kind for key, kind in shape.fields.items() if key not in {"tags", *shape.derived}}
        return Row(
            str(row["id"]),
            {
                "id": str(row["id"]),
                "tags": [one["name"] for one in self.tags if one["record_id"] == row["id"]],
            }
            | {key: _stored(row, entity.all_fields[key], kind) for key, kind in stored.items()}
            | {key: _reference(row, self.references, entity.all_fields[key]) for key in shape.ones},
            row["deleted_at"] is not None,
            row["owner_id"] and str(row["owner_id"]),
            row["team_id"] and str(row["team_id"]),
            self.searched[row["id"]],
        )

    def lists(self, catalog: Catalog, shapes: Mapping[str, Shape]) -> dict[str, set[tuple[str, str]]]:
        """Return the pairs of records that lists of references join, by list."""
        own = [(name, key) for name in ("Gadget", "Device") for key in shapes[name].lists]
        return {
            key: {
                (str(one["source_id"]), str(one["target_id"]))
                for one in self.references
                if one["field_id"] == catalog.entity(name).lists[key].field_id
            }
            for name, key in own
        }


def _link(catalog: Catalog, row: asyncpg.Record) -> Link:
    keys = {one.relation_id: key for key, one in catalog.relation_types.items()}
    return Link(
        str(row["id"]),
        keys[row["relation_id"]],
        str(row["source_id"]),
        str(row["target_id"]),
        row["note"],
        row["created_at"],
    )


def _share(row: asyncpg.Record) -> Share:
    return Share(
        str(row["id"]),
        str(row["record_id"]),
        str(row["grantee_id"]),
        row["access"],
        row["created_at"],
        row["created_by"] and str(row["created_by"]),
    )


async def _children(connection: Any, child: CatalogChild, shape: Shape) -> list[Row]:
    fetched = await connection.fetch(f'SELECT * FROM "{child.table}" ORDER BY parent_id, position')
    return [
        Row(
            str(r["id"]),
            {"id": str(r["id"]), "parent": str(r["parent_id"])}
            | {key: _stored(r, child.fields[key], kind) for key, kind in shape.fields.items()}
            | {key: _reference(r, (), child.fields[key]) for key in shape.ones},
            deleted=False,
            owner=None,
            team=None,
            search="",
        )
        for r in fetched
    ]


def _stored(row: asyncpg.Record, field: CatalogField, kind: str) -> Any:
    if isinstance(field.storage, CustomStorage):
        value = row[field.storage.document].get(field.storage.key)
        return value if value is None else parsed(kind, value)
    name = snake_case(field.key)
    if kind == "MONEY":
        return None if row[f"{name}_amount"] is None else (row[f"{name}_amount"], row[f"{name}_currency"])
    if kind in COMPOSITES:
        parts = {part: row[f"{name}_{snake_case(part)}"] for part in COMPOSITES[kind]}
        return {part: value for part, value in parts.items() if value is not None} or None
    return row[name]


def _reference(row: asyncpg.Record, references: Sequence[asyncpg.Record], field: CatalogField) -> str | None:
    column = snake_case(field.key) if field.key in PEOPLE else f"{snake_case(field.key)}_id"
    if column in row.keys():  # noqa: SIM118 (an asyncpg record iterates over its values)
        return row[column] and str(row[column])
    targets = [
        r["target_id"] for r in references if r["field_id"] == field.field_id and r["source_id"] == row["id"]
    ]
    return str(targets[0]) if targets else None
