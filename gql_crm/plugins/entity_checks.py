"""Conditions of an entity's fields and rules, checked against the fields that it has in the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gql_crm.errors import DeclarationError
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.conditions import Condition, ConditionProblem, Variables, checked_condition
from gql_crm.fields.field import Field
from gql_crm.fields.reserved_keys import KEY
from gql_crm.plugins.catalog import CUSTOM, CatalogField
from gql_crm.plugins.draft import Draft
from gql_crm.plugins.draft_entity import DraftEntity
from gql_crm.plugins.module import Module
from gql_crm.plugins.validation_rules import (
    CatalogRule,
    Checks,
    CustomRule,
    FieldConditions,
    ValidationRule,
    rules_by_entity,
)

AROUND: Final[Mapping[str, ConditionType]] = {"now": ConditionType.TIME, "actor": ConditionType.PARTS}
"""What conditions see besides fields; a field of the same name goes before."""
OPTIONS: Final = ("visible_when", "required_when")
"""The attributes of `Field` that are conditions."""
_SYSTEM: Final = ("owner", "team")


def seen_fields(
    fields: Mapping[str, CatalogField], system: Mapping[str, CatalogField]
) -> dict[str, CatalogField]:
    """Return the fields that conditions see, by the names of their inputs; computed values are none."""
    own = [system[key] for key in _SYSTEM if key in system]
    every = [*own, *fields.values()]
    held = (field for field in every if not field.kind.many and not field.derived)
    return {field.input_name: field for field in held if not field.retired}


def variables_of(seen: Mapping[str, CatalogField]) -> Variables:
    """Return what conditions may name, with its types."""
    return {**AROUND, **{name: field.kind.condition_type for name, field in seen.items()}}


def reads_of(condition: Condition, seen: Mapping[str, CatalogField]) -> frozenset[str]:
    """Return the keys of the fields that a condition reads."""
    return frozenset(seen[name].key for name in condition.names if name in seen)


def entity_checks(
    entity: DraftEntity, custom_rules: Sequence[CustomRule], system: Mapping[str, CatalogField]
) -> tuple[Checks, list[str]]:
    """Return the conditions of an entity; those that do not fit its fields any more are left out and told."""
    rules = [*_all_rules(entity, custom_rules)]
    with_conditions = [one for one in entity.fields.values() if not one.retired and has_conditions(one.field)]
    if not rules and not with_conditions:
        return Checks(), []
    told: list[str] = []
    seen = seen_fields(entity.fields, system)
    fields = [_field_checks(one, seen, entity.entity.name, told) for one in with_conditions]
    checked = [_rule_check(rule, origin, seen, told) for origin, rule in rules]
    return Checks(tuple(fields), tuple(one for one in checked if one is not None)), told


def has_conditions(field: Field) -> bool:
    """Whether a field has a condition."""
    return any(getattr(field, option) is not None for option in OPTIONS)


def add_declared_rules(draft: Draft, module: Module, system: Mapping[str, CatalogField]) -> None:
    """Add a module's rules to a draft that has its fields; raise `DeclarationError` for what cannot stand."""
    for entity_name, rules in rules_by_entity(module.validation_rules).items():
        if entity_name not in draft.entities:
            msg = f'the rule "{rules[0].key}" names the entity "{entity_name}", which is not there.'
            raise DeclarationError(msg)
        entity = draft.entities[entity_name]
        entity.rules = (*entity.rules, *((module.name, rule) for rule in rules))
    touched = {entity.name for entity in module.entities} | module.fields.keys()
    touched |= {rule.entity for rule in module.validation_rules}
    for name in touched:
        entity = draft.entities[name]
        problems = [*_declared_problems(entity), *entity_checks(entity, (), system)[1]]
        if problems:
            raise DeclarationError(problems[0])


def _declared_problems(entity: DraftEntity) -> Iterator[str]:
    name = entity.entity.name
    keys = [rule.key for _, rule in entity.rules]
    for _, rule in entity.rules:
        if not KEY.fullmatch(rule.key):
            yield f'"{rule.key}" is no key of a rule of {name}; expected camelCase letters and digits.'
        if keys.count(rule.key) > 1:
            yield f'{name} has two rules "{rule.key}"; each needs a key of its own.'
        if not rule.message:
            yield f'the rule "{rule.key}" of {name} has no message; expected a text by language.'
    for child in entity.children.values():
        for field in child.fields.values():
            if has_conditions(field.field):
                yield f'field "{field.key}" of {child.name} has a condition; objects in lists have none.'


def _all_rules(entity: DraftEntity, custom: Sequence[CustomRule]) -> Iterator[tuple[str, ValidationRule]]:
    """Return the rules of modules as administrators have switched them, then those of administrators."""
    switched = {one.key: one.enabled for one in custom if one.rule is None}
    for origin, rule in entity.rules:
        yield origin, _switched(rule, enabled=switched.get(rule.key, rule.enabled))
    for one in custom:
        if one.rule is not None:
            named = replace(one.rule, entity=entity.entity.name)
            yield CUSTOM, _switched(named, enabled=one.enabled)


def _switched(rule: ValidationRule, *, enabled: bool) -> ValidationRule:
    return ValidationRule(
        entity=rule.entity,
        key=rule.key,
        condition=rule.condition,
        message=rule.message,
        label=rule.label,
        fields=rule.fields,
        enabled=enabled,
    )


def _field_checks(
    field: CatalogField, seen: Mapping[str, CatalogField], entity: str, told: list[str]
) -> FieldConditions:
    found: dict[str, Condition | None] = {}
    for option in OPTIONS:
        source = getattr(field.field, option)
        where = f'"{option}" of the field "{field.key}" of {entity}'
        found[option] = None if source is None else _checked(source, seen, where, told)
    there = [one for one in found.values() if one is not None]
    reads = frozenset(key for one in there for key in reads_of(one, seen))
    return FieldConditions(field.key, found["visible_when"], found["required_when"], reads)


def _rule_check(
    rule: ValidationRule, origin: str, seen: Mapping[str, CatalogField], told: list[str]
) -> CatalogRule | None:
    where = f'the rule "{rule.key}" of {rule.entity}'
    condition = _checked(rule.condition, seen, where, told)
    keys = {field.key for field in seen.values()}
    strange = [key for key in rule.fields if key not in keys]
    told.extend(f'{where} is shown at "{key}", which is no field of {rule.entity}.' for key in strange)
    return CatalogRule(rule, origin, condition, reads_of(condition, seen)) if condition else None


def _checked(source: str, seen: Mapping[str, CatalogField], where: str, told: list[str]) -> Condition | None:
    try:
        return checked_condition(source, variables_of(seen))
    except ConditionProblem as problem:
        told.append(f"{where} is left out: {problem}")
        return None
