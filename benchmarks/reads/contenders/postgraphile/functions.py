"""Custom fields as PostGraphile knows them: functions over a row, which PostgreSQL inlines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import asyncpg

from benchmarks.reads.dataset.custom_fields import CONTACT_FIELDS, OPPORTUNITY_FIELDS
from gql_crm.text import snake_case

_TABLES = {"Contact": "people_contact", "Opportunity": "benchmark_opportunity"}
_TYPES = {"INTEGER": "integer", "BOOLEAN": "boolean", "DATE": "date", "PERCENT": "numeric"}
_DOCUMENTS = {"MONEY", "MULTI_CHOICE"}


@dataclass(frozen=True)
class ComputedColumn:
    """A function, and the field that it becomes."""

    name: str
    field: str
    statement: str


def computed_columns(keys: Mapping[str, Mapping[str, str]]) -> Iterator[ComputedColumn]:
    """Return a function for each custom field; `keys` are the storage keys by entity."""
    for field in (*CONTACT_FIELDS, *OPPORTUNITY_FIELDS):
        table = _TABLES[field.entity]
        key = keys[field.entity][field.key]
        name = f"{table}_{snake_case(field.key)}"
        if field.kind in _DOCUMENTS:
            type_, value = "jsonb", f"$1.custom -> '{key}'"
        else:
            type_ = _TYPES.get(field.kind, "text")
            value = f"($1.custom ->> '{key}')::{type_}"
        statement = (
            f"CREATE OR REPLACE FUNCTION {name}({table}) RETURNS {type_} "
            f"LANGUAGE sql IMMUTABLE AS $$ SELECT {value} $$"
        )
        yield ComputedColumn(name, field.key, statement)


async def create(dsn: str, columns: list[ComputedColumn]) -> None:
    """Make the functions; tables stay as they are."""
    connection: asyncpg.Connection = await asyncpg.connect(dsn)
    try:
        for column in columns:
            await connection.execute(column.statement)
    finally:
        await connection.close()
