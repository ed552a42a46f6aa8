"""Rules that hold between the fields of a record, as they are declared and as they are checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gql_crm.fields.conditions import Condition
from gql_crm.fields.field import LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationRule:
    """A condition in CEL that must hold of every record of an entity that is written.

    `message` is what a person reads when it does not, by language, and `fields` are those at which forms show
    it. A rule that cannot tell because a value is missing is kept. One that is not `enabled` is not asked.
    """

    entity: str
    key: str
    condition: str
    message: LocalizedText
    label: LocalizedText = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class CustomRule:
    """A row of the table `validation_rule`: a rule of administrators, or whether they use one of a module.

    It names an entity of users as rows do, by the table; so does its rule.
    """

    entity: str
    key: str
    rule: ValidationRule | None
    enabled: bool


@dataclass(frozen=True, slots=True)
class CatalogRule:
    """A rule of an entity, with what its condition reads, by field key."""

    rule: ValidationRule
    origin: str
    condition: Condition
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldConditions:
    """When a field is visible and when it is required, and the keys of the fields that decide it."""

    key: str
    visible: Condition | None
    required: Condition | None
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Checks:
    """All conditions of an entity."""

    fields: tuple[FieldConditions, ...] = ()
    rules: tuple[CatalogRule, ...] = ()

    def reading(self, key: str) -> list[str]:
        """Say which conditions read a field, or belong to another one than it."""
        fields = [
            f'the conditions of "{one.key}"' for one in self.fields if key in one.reads and one.key != key
        ]
        rules = [
            f'the rule "{one.rule.key}"' for one in self.rules if key in one.reads or key in one.rule.fields
        ]
        return [*fields, *rules]

    def readable(self, keys: Iterable[str]) -> "Checks":
        """Return those that read nothing but these fields: what a role may know of."""
        there = set(keys)
        rules = tuple(one for one in self.rules if one.reads | set(one.rule.fields) <= there)
        return Checks(tuple(one for one in self.fields if one.reads <= there), rules)

    def of_field(self, key: str) -> FieldConditions | None:
        """Return the conditions of a field."""
        return next((one for one in self.fields if one.key == key), None)


def rules_by_entity(rules: Iterable[ValidationRule]) -> Mapping[str, tuple[ValidationRule, ...]]:
    """Return rules by entity, in their order."""
    found: dict[str, tuple[ValidationRule, ...]] = {}
    for rule in rules:
        found[rule.entity] = (*found.get(rule.entity, ()), rule)
    return found
