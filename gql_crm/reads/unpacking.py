"""Reads several custom values of a row from a document that is unpacked once."""

from collections.abc import Iterable

from gql_crm import sql
from gql_crm.fields.kind import Stored
from gql_crm.fields.storage import CustomStorage
from gql_crm.plugins.catalog import CatalogField
from gql_crm.reads.filters import stored_value
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column

_DOCUMENT, _UNPACKED = "custom", "f"


class Unpacking:
    """The values of some fields of the row `alias`."""

    def __init__(self, scope: PlanScope, fields: Iterable[CatalogField], alias: str) -> None:
        custom = {
            field.key
            for field in fields
            if isinstance(field.storage, CustomStorage) and field.storage.document == _DOCUMENT
        }
        self._custom = custom if len(custom) > 1 else set()
        self._scope = scope
        self._alias = alias

    @property
    def source(self) -> sql.Unpacked | None:
        """The unpacked document, where there are several values to read."""
        if not self._custom:
            return None
        return sql.Unpacked(Column(self._alias, _DOCUMENT), _UNPACKED, _DOCUMENT)

    @property
    def joins(self) -> tuple[sql.Join, ...]:
        """The same, joined to the row."""
        return (sql.lateral(self.source),) if self.source else ()

    def stored(self, field: CatalogField) -> Stored:
        """Return a field's value, from the unpacked document where it has one."""
        return stored_value(self._scope, field, _UNPACKED if field.key in self._custom else self._alias)
