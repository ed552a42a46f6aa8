"""Who is told, in its transaction, of a change that renames fields and entities or deletes entities."""

from typing import Protocol

from gql_crm.database.pool import Connection
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField


class Follower(Protocol):
    """Follows fields and entities of users; writers are shut out meanwhile."""

    async def field_renamed(
        self, connection: Connection, before: Catalog, entity: str, old: CatalogField, new: CatalogField
    ) -> None:
        """Follow a field of an entity; `before` is the catalog that has its old name."""

    async def entity_renamed(
        self, connection: Connection, before: Catalog, old: CatalogEntity, new: CatalogEntity
    ) -> None:
        """Follow an entity."""

    async def entity_deleted(self, connection: Connection, before: Catalog, entity: CatalogEntity) -> None:
        """Delete what is for an entity that goes; `before` is the catalog that has it."""
