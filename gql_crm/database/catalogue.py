"""What PostgreSQL says about tables, as sentences that can be compared."""

from dataclasses import dataclass

import asyncpg

COLUMNS = """
SELECT a.attrelid AS table_id, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
  a.attnotnull AS required
FROM pg_attribute a
WHERE a.attrelid = ANY($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
"""
CONSTRAINTS = """
SELECT c.conrelid AS table_id, c.contype::text AS kind, pg_get_expr(c.conbin, c.conrelid) AS expression,
  f.relname AS target, c.confdeltype::text AS on_delete,
  (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(num, n)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) AS columns,
  (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY k(num, n)
    JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num) AS target_columns
FROM pg_constraint c LEFT JOIN pg_class f ON f.oid = c.confrelid
WHERE c.conrelid = ANY($1::oid[]) AND c.contype IN ('p', 'u', 'f', 'c') AND c.convalidated
"""
INDEXES = """
SELECT i.indrelid AS table_id, m.amname AS method, i.indisunique AS is_unique,
  pg_get_expr(i.indpred, i.indrelid) AS condition,
  (SELECT array_agg(concat_ws(' ', pg_get_indexdef(i.indexrelid, n, true),
      (SELECT 'COLLATE ' || quote_ident(l.collname) FROM pg_collation l
        WHERE l.oid = i.indcollation[n - 1] AND l.collname <> 'default'),
      (SELECT o.opcname FROM pg_opclass o WHERE o.oid = i.indclass[n - 1] AND NOT o.opcdefault),
      CASE WHEN i.indoption[n - 1] & 1 = 1 THEN 'DESC' END,
      CASE WHEN i.indoption[n - 1] IN (1, 2) THEN 'other NULLS' END) ORDER BY n)
    FROM generate_series(1, i.indnkeyatts) n) AS keys
FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
WHERE i.indrelid = ANY($1::oid[]) AND i.indisvalid
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u'))
"""
ON_DELETE = {"a": "no action", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}


@dataclass(frozen=True)
class Table:
    """A table as PostgreSQL has it: columns by name, and sentences about everything else."""

    columns: dict[str, str]
    keys: frozenset[str]  # what may neither be missing nor come on top
    indexes: frozenset[str]  # what may come on top: it changes no behaviour


async def described(connection: asyncpg.Connection, tables: dict[str, int]) -> dict[str, Table]:
    """Return the tables, given as name and oid."""
    columns: dict[int, dict[str, str]] = {oid: {} for oid in tables.values()}
    keys: dict[int, set[str]] = {oid: set() for oid in tables.values()}
    indexes: dict[int, set[str]] = {oid: set() for oid in tables.values()}
    oids = list(tables.values())
    for row in await connection.fetch(COLUMNS, oids):
        columns[row["table_id"]][row["name"]] = row["type"] + (" not null" if row["required"] else "")
    for row in await connection.fetch(CONSTRAINTS, oids):
        keys[row["table_id"]].add(_constraint(row))
    for row in await connection.fetch(INDEXES, oids):
        (keys if row["is_unique"] else indexes)[row["table_id"]].add(_index(row))
    return {
        name: Table(columns[oid], frozenset(keys[oid]), frozenset(indexes[oid]))
        for name, oid in tables.items()
    }


def _constraint(row: asyncpg.Record) -> str:
    columns = ", ".join(row["columns"] or ())
    if row["kind"] == "p":
        return f"primary key ({columns})"
    if row["kind"] == "u":
        return f"unique constraint ({columns})"
    if row["kind"] == "c":
        return f"check {row['expression']}"
    target = f'"{row["target"]}" ({", ".join(row["target_columns"])})'
    return f"foreign key ({columns}) to {target} on delete {ON_DELETE[row['on_delete']]}"


def _index(row: asyncpg.Record) -> str:
    unique = "unique " if row["is_unique"] else ""
    condition = f" where {row['condition']}" if row["condition"] else ""
    return f"{unique}{row['method']} index on ({', '.join(row['keys'])}){condition}"
