"""What is wrong with a field that is about to be, or about to be called otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gql_crm.customization.conditions import condition_faults
from gql_crm.customization.definition import new_field
from gql_crm.customization.derived import judged_derived
from gql_crm.customization.field_indexes import formula_faults, index_faults
from gql_crm.customization.naming import TakenNames
from gql_crm.customization.rollups import FilterFaults
from gql_crm.customization.session import CatalogChange
from gql_crm.errors import UserError
from gql_crm.fields.field import Field

_INVERSE = ("inverse",)


@dataclass(slots=True)
class NewFields:
    """Fields that come together: each takes names, and room for an index, from those behind it."""

    change: CatalogChange
    names: TakenNames
    fields: list[tuple[str, Field]] = field(default_factory=list)
    """Pairs of the entity's name and the field."""
    filter_faults: FilterFaults | None = None

    @classmethod
    def of(cls, change: CatalogChange, filter_faults: FilterFaults | None = None) -> "NewFields":
        """Begin with the names that are taken."""
        return cls(change, change.taken_names(), filter_faults=filter_faults)

    def by_key(self) -> Mapping[str, Field]:
        """Return those of kinds that there are by key; they are of one entity."""
        return {one.key: one for _, one in self.fields if one.kind in self.change.catalog.kinds}

    def add(self, entity: str, given: Mapping[str, Any]) -> list[UserError]:
        """Add a field of a `CreateFieldInput`; return its faults."""
        new, faults = new_field(given, self.change.language)
        others = [other for name, other in self.fields if name == entity]
        catalog, judge = self.change.catalog, self.filter_faults
        new, unbound = judged_derived(catalog, entity, new, judge, others=others)
        faults.extend(unbound)
        if entity in self.change.catalog.entities:
            faults.extend(named_faults(self.change, self.names, entity, new, f"new:{len(self.fields)}"))
        else:
            faults.append(self.change.no_entity("entity", entity))
            faults.extend(self.change.definition_faults(new))
        if new.indexed and entity in self.change.catalog.entities:
            before = sum(other.indexed for other in others)
            owner = self.change.catalog.entity(entity)
            faults.extend(index_faults(self.change.state.custom_fields, owner, before + 1))
            if new.kind in self.change.catalog.kinds:
                faults.extend(formula_faults(owner, new, self.change.catalog.kinds[new.kind]))
        self.fields.append((entity, new))
        return faults

    def condition_faults(self) -> Iterator[tuple[int, UserError]]:
        """Find what is wrong with conditions and scopes, which may name any of the fields; with places."""
        for place, (entity, one) in enumerate(self.fields):
            others = [other for name, other in self.fields if name == entity]
            for fault in condition_faults(self.change, entity, one, others):
                yield place, fault


def named_faults(
    change: CatalogChange, names: TakenNames, entity: str, field: Field, storage_key: str
) -> list[UserError]:
    """Return the faults of a definition and its names; a name of the core is a clash like any other."""
    faults = change.definition_faults(field)
    target_is_there = field.target is None or field.target in change.catalog.entities
    if field.kind not in change.catalog.kinds or not target_is_there:
        return faults
    if any(fault.field == _INVERSE for fault in faults):
        field = replace(field, inverse=None)
    clash = names.clash(entity, field, storage_key)
    if clash is None:
        return faults
    own = field.inverse is None or names.clash(entity, replace(field, inverse=None), storage_key)
    path = ("key",) if own else _INVERSE
    others: Sequence[UserError] = [fault for fault in faults if fault.field != path]
    return [UserError("DUPLICATE", path, clash[0].upper() + clash[1:]), *others]
