"""Columns and indexes of PostgreSQL that Tortoise has no name for."""

from typing import Any

from tortoise.fields import Field
from tortoise.indexes import Index


class TextColumn(Field[str], str):  # type: ignore[misc]
    """`text` that may be a key or be indexed; Tortoise's own TextField may not."""

    SQL_TYPE = "TEXT"


class TextListColumn(Field[list[str]], list[str]):  # type: ignore[misc]
    """`text[]`."""

    SQL_TYPE = "TEXT[]"


class TransactionIdColumn(Field[int], int):  # type: ignore[misc]
    """`xid8`: the number of the transaction that wrote the row."""

    SQL_TYPE = "XID8"


class TrigramIndex(Index):
    """A GIN index of pg_trgm over one text field: finds any part of a text."""

    INDEX_TYPE = "GIN"
    operator_class = "gin_trgm_ops"

    def __init__(self, *, fields: list[str], name: str | None = None, **_: Any) -> None:
        super().__init__(fields=fields, name=name)
