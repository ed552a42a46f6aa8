"""An entity while modules are merged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField, ToMany
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.plugins.duplicates import DuplicateRule
from gql_crm.plugins.module import Entity
from gql_crm.plugins.names import table_name
from gql_crm.plugins.taken_names import Names


@dataclass(slots=True)
class DraftEntity:
    """An entity while modules add to it."""

    entity: Entity
    origin: str
    fields: dict[str, CatalogField] = field(default_factory=dict)
    lists: dict[str, ToMany] = field(default_factory=dict)
    children: dict[str, CatalogChild] = field(default_factory=dict)
    computed: dict[str, CatalogComputed] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    duplicate_rules: dict[str, tuple[str, DuplicateRule]] = field(default_factory=dict)
    """Each with its module, by name."""

    def copy(self) -> "DraftEntity":
        """Return an independent copy."""
        members = (dict(self.fields), dict(self.lists), dict(self.children), dict(self.computed))
        rules = dict(self.duplicate_rules)
        return DraftEntity(self.entity, self.origin, *members, Names(self.names), rules)

    def frozen(self, system: Mapping[str, CatalogField]) -> CatalogEntity:
        """Return the finished entity."""
        table = table_name(self.origin, self.entity.name)
        fields, lists = MappingProxyType(dict(self.fields)), MappingProxyType(dict(self.lists))
        children, computed = MappingProxyType(dict(self.children)), MappingProxyType(dict(self.computed))
        return CatalogEntity(self.entity, self.origin, table, fields, lists, children, computed, system)
