"""What records hold of a custom field, where its definition is about to change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError
from gql_crm.fields.storage import CustomStorage
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.records.statements import fetch, run
from gql_crm.records.unique import value_key
from gql_crm.text import listed

AT_ONCE = 10_000
"""Most values that become unique in one call."""
_EXAMPLES = 3
_ROW = "e"
_Row = tuple[str, str, str, UUID]
"""Field id, scope, value key, record id."""


@dataclass(frozen=True, slots=True)
class HeldValues:
    """The values of one field."""

    connection: Connection
    entity: CatalogEntity
    field: CatalogField

    async def unique_rows(self, faults: list[UserError]) -> list[_Row]:
        """Return the unique values of live records; note a fault where they are equal or too many."""
        values = await self._values()
        if len(values) > AT_ONCE:
            text = (
                f"More than {AT_ONCE} records hold a value; making so many unique needs a job, "
                "which this release does not have yet."
            )
            faults.append(UserError("VALIDATION", ("unique",), text))
            return []
        double = Counter(key for _, key, _ in values)
        shown_texts = {key: text for _, key, text in values if double[key] > 1}
        if shown_texts:
            faults.append(UserError("DUPLICATE", ("unique",), _double(shown_texts.values())))
        return [(self.field.field_id, "", key, id_) for id_, key, _ in values]

    async def take(self, rows: Sequence[_Row]) -> None:
        """Write unique values."""
        columns = ("field_id", "scope", "value_key", "record_id")
        await self.connection.copy_records_to_table("unique_value", records=rows, columns=columns)

    async def free(self) -> None:
        """Let records have equal values again."""
        condition = sql.equal(sql.Column("u", "field_id"), sql.Parameter(self.field.field_id, "text"))
        await run(self.connection, sql.Delete("unique_value", "u", condition))

    async def holders(self) -> str:
        """Say how many records, deleted ones too, hold a value."""
        count = await self._number_of_holders()
        if count > AT_ONCE:
            return f"More than {AT_ONCE} records hold a value"
        return f"{count or 'No'} records hold a value" if count != 1 else "One record holds a value"

    async def options_in_use(self, options: Iterable[str]) -> dict[str, int]:
        """Count the records, deleted ones too, that hold these options; those without any are left out."""
        wanted = sorted(options)
        if not wanted:
            return {}
        items = tuple(sql.Item(sql.Scalar(self._count(option)), f"o{i}") for i, option in enumerate(wanted))
        row = (await fetch(self.connection, sql.Select(items)))[0]
        return {option: row[f"o{i}"] for i, option in enumerate(wanted) if row[f"o{i}"]}

    async def _values(self) -> list[tuple[UUID, str, str]]:
        """Records with value key and text; at most one more than can be made unique at once."""
        document = self._document()
        select = sql.Select(
            (sql.Item(sql.Column(_ROW, "id"), "id"), sql.Item(document, "value")),
            sql.Table(self.entity.table, _ROW),
            where=sql.all_of(sql.IsNull(document, negated=True), sql.IsNull(sql.Column(_ROW, "deleted_at"))),
            limit=AT_ONCE + 1,
        )
        rows = await fetch(self.connection, select)
        values = [(row["id"], self.field.kind.load(row["value"])) for row in rows]
        return [
            (id_, value_key(self.field, value), self.field.kind.export_text(value)) for id_, value in values
        ]

    async def _number_of_holders(self) -> int:
        """Count the records that hold a value; at most one more than are told exactly."""
        item = (sql.Item(sql.Constant(1), "one"),)
        if isinstance(self.field.storage, CustomStorage):
            there = sql.IsNull(self._document(), negated=True)
            holding = sql.Select(item, sql.Table(self.entity.table, _ROW), where=there, limit=AT_ONCE + 1)
        else:
            own = sql.equal(sql.Column("l", "field_id"), sql.Parameter(self.field.field_id, "text"))
            first = sql.equal(sql.Column("l", "position"), sql.Constant(0))
            links = sql.Table("record_reference", "l")
            holding = sql.Select(item, links, where=sql.all_of(own, first), limit=AT_ONCE + 1)
        counted = sql.Select((sql.Item(sql.CountRows(), "records"),), sql.Subquery(holding, "h"))
        number: int = (await fetch(self.connection, counted))[0]["records"]
        return number

    def _count(self, option: str) -> sql.Select:
        """Count the values that are the option or, where values are lists, have it among their elements."""
        held = sql.call("jsonb_exists", self._document(), sql.Parameter(option, "text"))
        return sql.Select(
            (sql.Item(sql.CountRows(), "records"),), sql.Table(self.entity.table, _ROW), where=held
        )

    def _document(self) -> sql.Node:
        if not isinstance(self.field.storage, CustomStorage):
            msg = f'field "{self.field.key}" of {self.entity.name} has no values in documents'
            raise TypeError(msg)
        return sql.json_part(sql.Column(_ROW, self.field.storage.document), self.field.storage.key)


def _double(texts: Iterable[str]) -> str:
    values = sorted(texts)
    examples = listed(values[:_EXAMPLES])
    number = f"{len(values)} values are" if len(values) > 1 else "One value is"
    return f"{number} held by more than one record, for example {examples}; make them differ first."
