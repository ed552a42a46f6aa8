"""Kinds of events, as the catalog has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gql_crm.plugins.event_kinds import EventKind
from gql_crm.plugins.names import event_type

if TYPE_CHECKING:
    from gql_crm.plugins.catalog import CatalogField


@dataclass(frozen=True, slots=True)
class CatalogEventKind:
    """A kind with its payload's fields."""

    declared: EventKind
    origin: str
    fields: "Mapping[str, CatalogField]"

    @property
    def key(self) -> str:
        """The name among the kinds: a value of the enum `EventKind`."""
        return self.declared.key

    @property
    def type_name(self) -> str:
        """The GraphQL type's name."""
        return event_type(self.key)


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A field of an entity whose changes are told by events of a kind."""

    kind: str
    field_id: str
    key: str
    old: str
    new: str
