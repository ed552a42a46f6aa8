"""Who is told of other names in the transaction that gives them, so that what has the old ones follows."""

from typing import Protocol

from gql_crm.database.pool import Connection
from gql_crm.plugins.catalog import Catalog, CatalogEntity, CatalogField


class Follower(Protocol):
    """Follows fields and entities of users to other names; writers are shut out meanwhile."""

    async def field_renamed(
        self, connection: Connection, before: Catalog, entity: str, old: CatalogField, new: CatalogField
    ) -> None:
        """Follow a field of an entity; `before` is the catalog that has its old name."""

    async def entity_renamed(
        self, connection: Connection, before: Catalog, old: CatalogEntity, new: CatalogEntity
    ) -> None:
        """Follow an entity."""
