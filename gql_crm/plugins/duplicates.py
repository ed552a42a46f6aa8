"""Rules by which records of an entity are probably one and the same: declared by modules, or by users."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import orjson

from gql_crm.errors import DeclarationError
from gql_crm.fields.field import LocalizedText
from gql_crm.plugins.names import FIELD_NAME
from gql_crm.text import did_you_mean

if TYPE_CHECKING:
    from gql_crm.plugins.catalog import CatalogField
    from gql_crm.plugins.draft import Draft
    from gql_crm.plugins.draft_entity import DraftEntity
    from gql_crm.plugins.module import Module

MOST_RULES: Final = 20
"""Most rules that an entity may have: each is written with each record."""
MOST_FIELDS: Final = 10
_FORMAT: Final = "1"
"""Raised when keys are made otherwise: rules then get new ids, and their keys are written anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateRule:
    """Records of an entity, the module's own or another's, that are probably the same: some fields are equal.

    `fields` must all have a value and be equal; `optional` ones must be equal or empty in both. With
    `any_of`, the value of one of these fields must be that of one of them in the other record. Texts are
    compared folded, other values in their kind's normal form; with `domain_only`, of web and e-mail addresses
    just the domain counts. `score`, above 0 and at most 1, says how sure a match is. A rule that is not
    `enabled` waits for an administrator.
    """

    entity: str
    name: str
    score: float
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    domain_only: bool = False
    enabled: bool = True
    label: LocalizedText = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every field that it looks at."""
        return (*self.fields, *self.optional, *self.any_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetting:
    """A row of the table `duplicate_rule`: a rule that users made, or what they changed of a module's.

    It names an entity of users as rows do, by the table; so does its rule.
    """

    entity: str
    name: str
    rule: DuplicateRule | None = None
    enabled: bool | None = None
    score: float | None = None

    def over(self, rule: DuplicateRule) -> DuplicateRule:
        """Return the rule as it is with the changes."""
        enabled = rule.enabled if self.enabled is None else self.enabled
        return replace(rule, enabled=enabled, score=rule.score if self.score is None else self.score)


@dataclass(frozen=True, slots=True)
class CatalogDuplicateRule:
    """A rule with the fields that it compares; no other rule ever gets its `rule_id`."""

    rule: DuplicateRule
    origin: str
    rule_id: str
    fields: "Mapping[str, CatalogField]"

    @property
    def name(self) -> str:
        """What it is called among the rules of its entity."""
        return self.rule.name


def add_duplicate_rules(draft: "Draft", module: "Module") -> None:
    """Give rules of a module to their entities; raise `DeclarationError` for one that cannot stand."""
    for rule in module.duplicate_rules:
        where = f'the duplicate rule "{rule.name}" of {rule.entity}'
        if rule.entity not in draft.entities:
            msg = f"{where} names an entity that is not there."
            raise DeclarationError(msg)
        entity = draft.entities[rule.entity]
        if rule.name in entity.duplicate_rules:
            owner = entity.duplicate_rules[rule.name][0]
            msg = f'{where}: module "{owner}" has declared one of that name.'
            raise DeclarationError(msg)
        if len(entity.duplicate_rules) >= MOST_RULES:
            msg = f"{where} is one too many; an entity has at most {MOST_RULES}."
            raise DeclarationError(msg)
        for _, problem in rule_problems(rule, entity.fields):
            msg = f"{where}: {problem}"
            raise DeclarationError(msg)
        entity.duplicate_rules[rule.name] = (module.name, rule)


def rule_problems(rule: DuplicateRule, fields: "Mapping[str, CatalogField]") -> Iterator[tuple[str, str]]:
    """Find what is wrong with a rule: pairs of the attribute and a sentence."""
    if not FIELD_NAME.fullmatch(rule.name):
        yield "name", f'"{rule.name}" is no name of a rule; expected camelCase letters and digits.'
    if not 0 < rule.score <= 1:
        yield "score", f"{rule.score:g} is no score; expected a number above 0, at most 1."
    if not rule.fields and not rule.any_of:
        yield "fields", "A rule needs fields that have to be equal, in `fields` or `anyOf`."
    if len(rule.keys) > MOST_FIELDS:
        yield "fields", f"{len(rule.keys)} fields are too many; a rule compares at most {MOST_FIELDS}."
    for attribute in ("fields", "optional", "any_of"):
        for key in getattr(rule, attribute):
            if problem := _field_problem(rule, key, fields):
                yield attribute, problem
    if rule.domain_only and not any(fields[key].kind.has_domain for key in rule.keys if key in fields):
        yield "domain_only", "None of the fields holds web or e-mail addresses, which have a domain."


def _field_problem(rule: DuplicateRule, key: str, fields: "Mapping[str, CatalogField]") -> str | None:
    if rule.keys.count(key) > 1:
        return f'"{key}" stands in the rule twice.'
    if key not in fields:
        return f'"{key}" is no field of {rule.entity}.{did_you_mean(key, fields)}'
    if fields[key].derived:
        return f'"{key}" is computed where it is read; rules compare what records hold.'
    if not fields[key].kind.can_be_compared:
        return f'"{key}" is of the kind {fields[key].kind.name}, whose values rules cannot compare.'
    return None


def catalog_rules(
    entity: "DraftEntity",
    settings: Iterable[RuleSetting],
    fields: "Mapping[str, CatalogField]",
    custom: str,
) -> tuple[CatalogDuplicateRule, ...]:
    """Return an entity's rules; one that names a field which is not there waits until the field is back."""
    declared, name_ = entity.duplicate_rules, entity.entity.name
    changes = {setting.name: setting for setting in settings}
    rules = [
        (origin, changes[name].over(rule) if name in changes else rule)
        for name, (origin, rule) in declared.items()
    ]
    own = (one for one in changes.values() if one.rule and one.name not in declared)
    rules += [(custom, one.over(replace(one.rule, entity=name_))) for one in own if one.rule]
    stored_as = entity.table or name_
    return tuple(
        CatalogDuplicateRule(rule, origin, _rule_id(origin, stored_as, rule, compared), compared)
        for origin, rule in rules
        if fields.keys() >= set(rule.keys)
        for compared in [{key: fields[key] for key in rule.keys}]
    )


def _rule_id(origin: str, stored_as: str, rule: DuplicateRule, fields: "Mapping[str, CatalogField]") -> str:
    """Another comparison is another id, so that its keys never meet those of the earlier one."""

    def ids(keys: Sequence[str]) -> list[list[str]]:
        return [[fields[key].field_id, fields[key].kind.name] for key in keys]

    content = [_FORMAT, ids(rule.fields), ids(rule.optional), ids(rule.any_of), rule.domain_only]
    digest = hashlib.sha256(orjson.dumps(content)).hexdigest()[:12]
    return f"{origin}:{stored_as}.{rule.name}:{digest}"
