"""What records hold of a custom field, where its definition is about to change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from gql_crm import sql
from gql_crm.customization.record_passes import ROW
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError
from gql_crm.fields.storage import CustomStorage
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.records.loading import value_items, values_of
from gql_crm.records.statements import fetch, run
from gql_crm.records.unique import claims_of
from gql_crm.text import listed

AT_ONCE = 10_000
"""Most values that become unique in one call."""
_EXAMPLES = 3
_Row = tuple[str, str, str, UUID]
"""Field id, scope, value key, record id."""


@dataclass(frozen=True, slots=True)
class HeldValues:
    """The values of one field."""

    connection: Connection
    entity: CatalogEntity
    field: CatalogField

    async def unique_rows(self, faults: list[UserError]) -> list[_Row] | None:
        """Return the unique values of live records; None where they are too many for one call.

        Notes a fault where they are equal.
        """
        values = await self._values()
        if len(values) > AT_ONCE:
            return None
        double = Counter((scope, key) for _, scope, key, _ in values)
        shown_texts = {(scope, key): text for _, scope, key, text in values if double[scope, key] > 1}
        if shown_texts:
            faults.append(UserError("DUPLICATE", ("unique",), told_double(shown_texts.values())))
        return [(self.field.field_id, scope, key, id_) for id_, scope, key, _ in values]

    async def take(self, rows: Sequence[_Row]) -> None:
        """Write unique values, in place of what an earlier attempt may have left."""
        await self.free()
        columns = ("field_id", "scope", "value_key", "record_id")
        await self.connection.copy_records_to_table("unique_value", records=rows, columns=columns)

    async def take_free(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        """Write the unique values of live records that are free; return the texts of the others by record."""
        values = await self._values(ids)
        rows = tuple(
            (
                sql.Parameter(self.field.field_id, "text"),
                sql.Parameter(scope, "text"),
                sql.Parameter(key, "text"),
                sql.Parameter(id_, "uuid"),
            )
            for id_, scope, key, _ in values
        )
        if not rows:
            return {}
        returned = (sql.Item(sql.Column("unique_value", "record_id"), "id"),)
        columns = ("field_id", "scope", "value_key", "record_id")
        insert = sql.Insert("unique_value", columns, rows, returning=returned, on_conflict_do_nothing=True)
        taken = {row["id"] for row in await fetch(self.connection, insert)}
        return {id_: text for id_, _, _, text in values if id_ not in taken}

    async def give_back(self, ids: Sequence[UUID]) -> None:
        """Let the values of some records be free again."""
        own = sql.equal(sql.Column("u", "field_id"), sql.Parameter(self.field.field_id, "text"))
        among = sql.AnyOf(sql.Column("u", "record_id"), sql.parameters(ids, "uuid"))
        await run(self.connection, sql.Delete("unique_value", "u", sql.all_of(own, among)))

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

    @property
    def live(self) -> sql.Node:
        """The condition that a record, not a deleted one, holds a value."""
        there = sql.IsNull(self._document(), negated=True)
        return sql.all_of(there, sql.IsNull(sql.Column(ROW, "deleted_at")))

    async def _values(self, ids: Sequence[UUID] | None = None) -> list[tuple[UUID, str, str, str]]:
        """Records with scope, key and text: those of `ids`, else one more than are made unique at once."""
        id_, within = sql.Column(ROW, "id"), self.field.field.unique_within
        fields = [
            self.field,
            *(self.entity.all_fields[key] for key in within if key in self.entity.all_fields),
        ]
        select = sql.Select(
            (sql.Item(id_, "id"), *value_items(fields, ROW)),
            sql.Table(self.entity.table, ROW),
            where=self.live
            if ids is None
            else sql.all_of(self.live, sql.AnyOf(id_, sql.parameters(ids, "uuid"))),
            limit=AT_ONCE + 1 if ids is None else None,
        )
        rows = await fetch(self.connection, select)
        claims = [
            (row["id"], claims_of(self.entity, values_of(fields, row), only=self.field)) for row in rows
        ]
        return [(id_, one.scope, one.value_key, one.text) for id_, found in claims for one in found]

    async def _number_of_holders(self) -> int:
        """Count the records that hold a value; at most one more than are told exactly."""
        item = (sql.Item(sql.Constant(1), "one"),)
        if isinstance(self.field.storage, CustomStorage):
            there = sql.IsNull(self._document(), negated=True)
            holding = sql.Select(item, sql.Table(self.entity.table, ROW), where=there, limit=AT_ONCE + 1)
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
            (sql.Item(sql.CountRows(), "records"),), sql.Table(self.entity.table, ROW), where=held
        )

    def _document(self) -> sql.Node:
        return self.document_of(self.field)

    @staticmethod
    def document_of(field: CatalogField) -> sql.Node:
        """Return a field's value as JSON, of the row of a pass through all records."""
        if not isinstance(field.storage, CustomStorage):
            msg = f'field "{field.key}" has no values in documents'
            raise TypeError(msg)
        return sql.json_part(sql.Column(ROW, field.storage.document), field.storage.key)


def told_double(texts: Iterable[str]) -> str:
    """Say which values, given as texts, are held by more than one record."""
    values = sorted(texts)
    examples = listed(values[:_EXAMPLES])
    number = f"{len(values)} values are" if len(values) > 1 else "One value is"
    return f"{number} held by more than one record, for example {examples}; make them differ first."
