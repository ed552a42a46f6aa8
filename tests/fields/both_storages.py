"""Rows that hold each value twice: in columns, and in a JSONB document as custom fields are kept.

The document is asked in two ways: as that of a field without and of one with an index.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

import asyncpg
import orjson

from gql_crm import sql
from gql_crm.fields.kind import FieldKind, FilterContext, Stored
from gql_crm.fields.operators import filter_condition
from gql_crm.fields.storage import ColumnStorage, CustomStorage

NOW = FilterContext(datetime(2026, 3, 15, 12, 30, tzinfo=UTC))
ROW = "s"


@dataclass(frozen=True)
class BothStorages:
    connection: asyncpg.Connection
    kind: FieldKind

    @classmethod
    async def create(cls, connection: asyncpg.Connection, kind: FieldKind) -> Self:
        columns = [f"value{c.suffix} {c.column_type}" for c in kind.components]
        await connection.execute(f"CREATE TEMP TABLE sample (id int, custom jsonb, {', '.join(columns)})")
        return cls(connection, kind)

    async def fill(self, values: Sequence[Any]) -> None:
        """Replace the rows; None is no value."""
        await self.connection.execute("TRUNCATE sample")
        width = len(self.kind.components)
        places = ", ".join(f"${number}" for number in range(1, width + 3))
        rows = [(index, self._document(value), *self._columns(value)) for index, value in enumerate(values)]
        await self.connection.executemany(f"INSERT INTO sample VALUES ({places})", rows)

    def _columns(self, value: Any) -> tuple[Any, ...]:
        return (None,) * len(self.kind.components) if value is None else self.kind.columns(value)

    def _document(self, value: Any) -> str:
        return orjson.dumps({} if value is None else {"test:1": self.kind.dump(value)}).decode()

    def stored(self) -> tuple[Stored, Stored, Stored]:
        columns = tuple(f"value{component.suffix}" for component in self.kind.components)
        custom = CustomStorage("custom", "test:1", self.kind)
        return (
            ColumnStorage(columns).stored(ROW),
            custom.stored(ROW),
            replace(custom, indexed=True).stored(ROW),
        )

    async def matching(self, filter_: Mapping[str, Any], context: FilterContext = NOW) -> list[int]:
        """Return the numbers of the rows that a filter finds, which must be the same in both storages."""
        in_columns, *in_json = [
            await self._numbers(filter_condition(self.kind, stored, filter_, context))
            for stored in self.stored()
        ]
        assert in_json == [in_columns] * 2
        return in_columns

    async def _numbers(self, where: sql.Node, order: tuple[sql.OrderKey, ...] = ()) -> list[int]:
        number = sql.Column(ROW, "id")
        rows = await self.rows(
            sql.Select(
                (sql.Item(number, "id"),),
                sql.Table("sample", ROW),
                where=where,
                order=(*order, sql.OrderKey(number)),
            )
        )
        return [row["id"] for row in rows]

    async def rows(self, select: sql.Node) -> list[asyncpg.Record]:
        statement = sql.compile_statement(select)
        found: list[asyncpg.Record] = await self.connection.fetch(statement.text, *statement.parameters)
        return found

    async def ordered(self) -> list[int]:
        """Return the numbers of the rows in the kind's order, which must be the same in both storages."""
        in_columns, *in_json = [
            await self._numbers(
                sql.TRUE, tuple(sql.OrderKey(p.expression) for p in self.kind.order_parts(stored))
            )
            for stored in self.stored()
        ]
        assert in_json == [in_columns] * 2
        return in_columns

    async def shown(self) -> list[Any]:
        """Return the values as responses show them, which must be the same JSON in both storages."""
        number = sql.OrderKey(sql.Column(ROW, "id"))
        shown: list[list[Any]] = []
        for stored in self.stored():
            item = sql.Item(sql.Cast(self._output(stored), "text"), "o")
            rows = await self.rows(sql.Select((item,), sql.Table("sample", ROW), order=(number,)))
            shown.append([orjson.loads(row["o"])["value"] for row in rows])
        assert shown == [shown[0]] * 3
        return shown[0]

    def _output(self, stored: Stored) -> sql.Node:
        members = self.kind.members(stored)
        if members is None:
            return sql.JsonObject((sql.JsonMember("value", self.kind.output(stored)),))
        inner = sql.JsonObject(tuple(sql.JsonMember(name, part) for name, part in members.items()))
        present = sql.Case(((sql.IsNull(self.kind.presence(stored), negated=True), inner),))
        return sql.JsonObject((sql.JsonMember("value", present),))
