"""Columns and indexes of PostgreSQL that Tortoise has no name for."""

from datetime import time
from typing import Any

from tortoise.fields import Field
from tortoise.indexes import Index


class TextColumn(Field[str], str):  # type: ignore[misc] # noqa: SLOT000 (as Tortoise's own fields)
    """`text` that may be a key or be indexed; Tortoise's own TextField may not."""

    SQL_TYPE = "TEXT"


class TextListColumn(Field[list[str]], list[str]):  # type: ignore[misc] # as Tortoise's own fields
    """`text[]`."""

    SQL_TYPE = "TEXT[]"


class TimeColumn(Field[time], time):
    """`time`, a time of day; Tortoise's own TimeField has a time zone."""

    SQL_TYPE = "TIME"


class TransactionIdColumn(Field[int], int):
    """`xid8`: the number of the transaction that wrote the row."""

    SQL_TYPE = "XID8"


class ConditionalIndex(Index):
    """An index over the rows that meet a condition, given as SQL: Tortoise's PartialIndex writes `= NULL`."""

    def __init__(self, *, fields: list[str], condition: str, name: str | None = None) -> None:
        super().__init__(fields=fields, name=name)
        self.condition = condition
        self.extra = f" WHERE {condition}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return how a migration writes the index."""
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "condition": self.condition}


class TrigramIndex(Index):
    """A GIN index of pg_trgm over one text field: finds any part of a text."""

    INDEX_TYPE = "GIN"
