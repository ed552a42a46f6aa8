"""Interfaces of modules, as the catalog has them."""

from dataclasses import dataclass

from gql_crm.plugins.module import Interface


@dataclass(frozen=True, slots=True)
class CatalogInterface:
    """An interface that a module declares over entities, and those of its fields that `Record` has not."""

    interface: Interface
    origin: str
    entities: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        """The GraphQL type's name."""
        return self.interface.name
