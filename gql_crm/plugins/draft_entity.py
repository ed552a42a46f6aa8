"""An entity while modules are merged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from gql_crm.plugins.catalog import CUSTOM, CatalogChild, CatalogEntity, CatalogField, ToMany
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.plugins.duplicates import DuplicateRule
from gql_crm.plugins.event_catalog import ToldChange
from gql_crm.plugins.found_lists import FoundList
from gql_crm.plugins.module import Entity
from gql_crm.plugins.names import table_name
from gql_crm.plugins.taken_names import Names
from gql_crm.plugins.validation_rules import Checks, ValidationRule


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
    table: str = ""
    """The table of an entity that users defined; those of modules are called after them."""
    retired: bool = False
    rules: tuple[tuple[str, ValidationRule], ...] = ()
    """With the names of their modules."""
    told: list[ToldChange] = field(default_factory=list)
    found: dict[str, FoundList] = field(default_factory=dict)

    def copy(self) -> "DraftEntity":
        """Return an independent copy."""
        members = (dict(self.fields), dict(self.lists), dict(self.children), dict(self.computed))
        rules, names = dict(self.duplicate_rules), Names(self.names)
        made_of = (self.entity, self.origin, *members, names, rules, self.table, self.retired, self.rules)
        return DraftEntity(*made_of, list(self.told), dict(self.found))

    def frozen(self, system: Mapping[str, CatalogField], checks: Checks) -> CatalogEntity:
        """Return the finished entity."""
        entity, stored_as = self.entity, self.table or self.entity.name
        if self.table:
            entity = replace(entity, display=self._display_keys())
        table = self.table or table_name(self.origin, entity.name)
        in_order = sorted(self.fields.items(), key=lambda item: _custom_number(item[1]))
        fields, lists = MappingProxyType(dict(in_order)), MappingProxyType(dict(self.lists))
        children, computed = MappingProxyType(dict(self.children)), MappingProxyType(dict(self.computed))
        members = (fields, lists, children, computed, system)
        return CatalogEntity(
            entity,
            self.origin,
            table,
            *members,
            stored_as=stored_as,
            retired=self.retired,
            checks=checks,
            told=tuple(self.told),
            found=MappingProxyType(dict(self.found)),
        )

    def _display_keys(self) -> tuple[str, ...]:
        """Users define fields after their entity, which names them by their storage keys."""
        keys = {field.field_id: key for key, field in self.fields.items()}
        return tuple(keys[field_id] for field_id in self.entity.display if field_id in keys)


def _custom_number(field: CatalogField) -> int:
    """Fields of users come behind others, in the order in which they were made."""
    return int(field.field_id.rpartition(":")[2]) if field.origin == CUSTOM else 0
