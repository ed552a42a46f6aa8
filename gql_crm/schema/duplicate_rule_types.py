"""Rules for duplicates: those of an entity in `catalog`, and the mutations that make and change them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLFloat,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.customization import DuplicateRules, known_fills
from gql_crm.database import Connection
from gql_crm.errors import UserError
from gql_crm.fields.costs import ListSize, listing
from gql_crm.fields.labels import localized
from gql_crm.fields.scalars import LOCALIZED_TEXT
from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.plugins.duplicates import CatalogDuplicateRule
from gql_crm.schema.catalog_changes import CatalogMutation
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.members import InputMember, Member, input_of, object_of, required_input
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list, user_errors_field

_TEXT = GraphQLNonNull(GraphQLString)
_TRUTH = GraphQLNonNull(GraphQLBoolean)
_TEXTS = non_null_list(GraphQLString)
_KEYS = GraphQLList(_TEXT)
_RULES = ListSize(5)

_RULE: Mapping[str, Member] = {
    "entity": (_TEXT, lambda r, _: r.rule.entity, "The entity whose records it compares."),
    "name": (_TEXT, lambda r, _: r.name, "Its name among the rules of the entity."),
    "label": (_TEXT, lambda r, c: localized(r.rule.label, c.languages) or r.name, "What people call it."),
    "fields": (_TEXTS, lambda r, _: list(r.rule.fields), "Fields that must have a value and be equal."),
    "optional": (_TEXTS, lambda r, _: list(r.rule.optional), "Fields that must be equal, or empty in both."),
    "anyOf": (
        _TEXTS,
        lambda r, _: list(r.rule.any_of),
        "Fields of which one must have the value of one of them in the other record.",
    ),
    "domainOnly": (_TRUTH, lambda r, _: r.rule.domain_only, "Whether of addresses just the domain counts."),
    "score": (GraphQLNonNull(GraphQLFloat), lambda r, _: r.rule.score, "How sure a match is, at most 1."),
    "enabled": (_TRUTH, lambda r, _: r.rule.enabled, "Whether it is asked."),
    "complete": (
        _TRUTH,
        lambda r, c: _complete(r, c),  # noqa: PLW0108 (it stands below)
        "Whether it knows all records; until a job has seen them, it knows those written since it is there.",
    ),
    "origin": (_TEXT, lambda r, _: r.origin, 'The module that declares it, or "custom".'),
}
_CHANGES: Mapping[str, InputMember] = {
    "label": (LOCALIZED_TEXT, "What people call it, by language."),
    "fields": (_KEYS, "Keys of fields that must have a value and be equal."),
    "optional": (_KEYS, "Keys of fields that must be equal, or empty in both."),
    "anyOf": (_KEYS, "Keys of fields of which one must have the value of one of them in the other record."),
    "domainOnly": (GraphQLBoolean, "Whether of web and e-mail addresses just the domain counts."),
    "score": (GraphQLFloat, "How sure a match is, above 0 and at most 1."),
    "enabled": (GraphQLBoolean, "Whether it is asked."),
}
_NAMES: Mapping[str, InputMember] = {
    "entity": (_TEXT, "Name of the entity."),
    "name": (_TEXT, "The rule's name: camelCase letters and digits."),
}


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule after a change."""

    rule: CatalogDuplicateRule | None = None
    catalog_version: int | None = None
    errors: Sequence[UserError] = ()


def rules_member(registry: TypeRegistry) -> Member:
    """Add the type of a rule and the mutations; return the rules of an entity in the catalog."""
    description = "By what records of an entity are probably the same."
    rule = registry.add(object_of("DuplicateRule", description, _RULE, free=True))
    _add_mutations(registry, rule)
    return non_null_list(rule), _readable, "The rules that find duplicates.", listing(_RULES)


def _readable(entity: CatalogEntity, _context: OperationContext) -> list[CatalogDuplicateRule]:
    """Return the rules over fields that the role can read: `entity` has no others."""
    return [rule for rule in entity.duplicate_rules if entity.fields.keys() >= set(rule.rule.keys)]


def _add_mutations(registry: TypeRegistry, rule: GraphQLObjectType) -> None:
    made = "A new rule; it needs `fields` or `anyOf`."
    create = registry.add(input_of("CreateDuplicateRuleInput", made, {**_NAMES, **_CHANGES}))
    text = (
        "What to change; what is absent stays. Of a module's rule, enabled and score, where null is its own."
    )
    update = registry.add(input_of("UpdateDuplicateRuleInput", text, _CHANGES))
    payload = registry.add(_payload(registry, rule))
    named = {key: GraphQLArgument(type_, description=text) for key, (type_, text) in _NAMES.items()}
    mutations: Mapping[str, tuple[dict[str, GraphQLArgument], _Change, str]] = {
        "createDuplicateRule": (
            {"input": required_input(create)},
            lambda rules, given: rules.create(given["input"]),
            "Make a rule that finds duplicates, also over custom fields; a job looks at old records.",
        ),
        "updateDuplicateRule": (
            {**named, "input": required_input(update)},
            lambda rules, given: rules.update(given["entity"], given["name"], given["input"]),
            "Change a rule that finds duplicates, or switch it on and off.",
        ),
        "deleteDuplicateRule": (
            named,
            lambda rules, given: rules.delete(given["entity"], given["name"]),
            "Delete a rule that administrators have made.",
        ),
    }
    for name, (arguments, change, description) in mutations.items():
        registry.mutations[name] = GraphQLField(
            GraphQLNonNull(payload), arguments, _resolver(change), description=description
        )


def _payload(registry: TypeRegistry, rule: GraphQLObjectType) -> GraphQLObjectType:
    fields = {
        "duplicateRule": GraphQLField(
            rule, resolve=lambda s, _i: s.rule, description="The rule as it is now; null after its deletion."
        ),
        "catalogVersion": GraphQLField(
            GraphQLInt, resolve=lambda s, _i: s.catalog_version, description="The catalog's version now."
        ),
        "userErrors": user_errors_field(registry.object("UserError")),
    }
    return GraphQLObjectType("DuplicateRulePayload", fields, description="Result of a change of a rule.")


_Changed: TypeAlias = tuple[CatalogDuplicateRule | None, Catalog]
_Change = Callable[[DuplicateRules, Mapping[str, Any]], Awaitable[_Changed]]


def _resolver(change: _Change) -> Callable[..., Awaitable[RuleChange]]:
    async def resolve(_source: object, info: Info, **given: Any) -> RuleChange:
        context = info.context

        async def run(connection: Connection) -> _Changed:
            made_of = (connection, context.contributions, context.actor, context.now)
            return await change(DuplicateRules(*made_of), given)

        return await _RULES_CHANGED.in_transaction(info, run)

    return resolve


def _made(changed: _Changed) -> ChangeMade:
    rule, catalog = changed
    return ChangeMade(catalog.version, [(rule.rule_id,)] if rule else [])


async def _told(context: OperationContext, changed: _Changed) -> RuleChange:
    rule, catalog = changed
    context.moved_to(catalog)
    return RuleChange(rule, catalog.version)


async def _told_again(_context: OperationContext, made: ChangeMade, catalog: Catalog) -> RuleChange:
    ids = {rule_id for (rule_id,) in made.names}
    rules = (one for entity in catalog.entities.values() for one in entity.duplicate_rules)
    return RuleChange(next((one for one in rules if one.rule_id in ids), None), made.version)


_RULES_CHANGED: Final = CatalogMutation(_made, _told, _told_again, lambda errors: RuleChange(errors=errors))


async def _complete(rule: CatalogDuplicateRule, context: OperationContext) -> bool:
    if context.filled_rules is None:
        context.filled_rules = asyncio.ensure_future(_filled(context))
    return (await context.filled_rules).get(rule.rule_id) is not None


async def _filled(context: OperationContext) -> Mapping[str, datetime | None]:
    async with context.database.connection() as connection:
        return await known_fills(connection)
