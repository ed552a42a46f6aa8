"""Reads several custom values of a row with one `jsonb_to_record`."""

from collections.abc import Iterable

from gql_crm import sql
from gql_crm.fields.kind import Stored
from gql_crm.fields.storage import CustomStorage
from gql_crm.plugins.catalog import CatalogField
from gql_crm.sql import Column

_UNPACKED = "f"
_IDENTIFIER_LIMIT = 63


class Unpacking:
    """The values of some fields of the row `alias`.

    A long JSONB value is stored compressed, and each `->>` would unpack it again.
    """

    def __init__(self, fields: Iterable[CatalogField], alias: str) -> None:
        self._storages: dict[str, CustomStorage] = {}
        for field in fields:
            storage = field.storage
            if (
                isinstance(storage, CustomStorage)
                and storage.document == "custom"
                and len(storage.key) <= _IDENTIFIER_LIMIT
            ):
                self._storages[field.key] = storage
        self._alias = alias

    @property
    def source(self) -> sql.JsonRecord | None:
        """The unpacked document, where there are several values to read."""
        if not self._active:
            return None
        columns = tuple((storage.key, storage.record_type) for storage in self._storages.values())
        return sql.JsonRecord(Column(self._alias, "custom"), _UNPACKED, columns)

    @property
    def joins(self) -> tuple[sql.Join, ...]:
        """The same, joined to the row."""
        return (sql.lateral(self.source),) if self.source else ()

    def stored(self, field: CatalogField) -> Stored:
        """Return a field's value, from the unpacked document where it has one."""
        if self._active and field.key in self._storages:
            return self._storages[field.key].unpacked(_UNPACKED)
        return field.storage.stored(self._alias)

    @property
    def _active(self) -> bool:
        return len(self._storages) > 1
