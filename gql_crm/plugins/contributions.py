"""What a catalog is made of: modules and kinds of plugins, and what users defined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gql_crm.plugins.custom_entities import CustomEntity
from gql_crm.plugins.custom_fields import CustomField
from gql_crm.plugins.duplicates import RuleSetting
from gql_crm.plugins.foundation import Kinds, Modules
from gql_crm.plugins.merge_memory import MergeMemory
from gql_crm.plugins.module import Module
from gql_crm.plugins.overrides import FieldOverride
from gql_crm.plugins.problem import CatalogProblem
from gql_crm.plugins.relation_types import UserRelationType
from gql_crm.plugins.validation_rules import CustomRule


@dataclass(frozen=True, slots=True)
class Contributions:
    """All that a catalog is made of, in order: the core's modules, then plugins by distribution name."""

    modules: Modules
    kinds: Kinds
    custom_fields: Sequence[CustomField] = ()
    custom_entities: Sequence[CustomEntity] = ()
    overrides: Sequence[FieldOverride] = ()
    duplicate_rules: Sequence[RuleSetting] = ()
    relation_types: Sequence[UserRelationType] = ()
    rules: Sequence[CustomRule] = ()
    problems: Sequence[CatalogProblem] = field(default_factory=tuple)
    disabled: frozenset[str] = frozenset()
    """Names of modules that are switched off."""
    operation_types: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Types that operations of modules bring, by module, once they have been converted."""
    memory: MergeMemory = field(default_factory=MergeMemory, compare=False, repr=False)

    def module(self, name: str) -> Module | None:
        """Return a module by name, switched on or off; None when nothing contributes it."""
        return next((module for _, module in self.modules if module.name == name), None)

    def enabled_modules(self) -> Modules:
        """Return the modules that are switched on, each behind those that it requires."""
        enabled = [pair for pair in self.modules if pair[1].name not in self.disabled]
        ordered: dict[int, tuple[str, Module]] = {}
        for pair in enabled:
            _put_behind_required(pair, enabled, ordered, frozenset())
        return list(ordered.values())

    def enabled_kinds(self) -> Kinds:
        """Return the kinds; those of a plugin go when all of its modules are switched off."""
        having = {plugin for plugin, _ in self.modules}
        enabled = {plugin for plugin, _ in self.enabled_modules()}
        return [pair for pair in self.kinds if pair[0] in enabled or pair[0] not in having]


def _put_behind_required(
    pair: tuple[str, Module],
    all_: Sequence[tuple[str, Module]],
    ordered: dict[int, tuple[str, Module]],
    above: frozenset[str],
) -> None:
    """Put a module behind those that it requires; a circle is broken, and refused by the merge."""
    _, module = pair
    for name in module.requires:
        for other in all_:
            if other[1].name == name and name not in above:
                _put_behind_required(other, all_, ordered, above | {module.name})
    ordered.setdefault(id(pair), pair)
