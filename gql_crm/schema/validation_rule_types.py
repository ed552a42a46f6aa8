"""`ValidationRule` of the catalog, and the mutations that make, change and delete rules."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.customization import ValidationRules
from gql_crm.database import Connection
from gql_crm.errors import UserError
from gql_crm.fields.conditions import Condition
from gql_crm.fields.labels import localized
from gql_crm.fields.scalars import LOCALIZED_TEXT
from gql_crm.plugins.catalog import CUSTOM, Catalog
from gql_crm.plugins.validation_rules import CatalogRule, ValidationRule
from gql_crm.schema.catalog_changes import CatalogMutation
from gql_crm.schema.change_made import ChangeMade
from gql_crm.schema.context import Info, OperationContext
from gql_crm.schema.members import InputMember, Member, input_of, object_of, required_input
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list, user_errors_field

Change = Callable[[ValidationRules], Awaitable[tuple[CatalogRule, Catalog]]]

_TEXT = GraphQLNonNull(GraphQLString)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule after a change; a deleted one as it was."""

    rule: CatalogRule | None = None
    catalog_version: int | None = None
    errors: Sequence[UserError] = ()


def validation_rule_type(registry: TypeRegistry) -> GraphQLObjectType:
    """Add the type of a rule in the catalog."""
    text = "A condition that must hold between the fields of a record, whoever declares it."
    return registry.add(object_of("ValidationRule", text, _RULE, free=True))


def add_validation_rule_types(registry: TypeRegistry) -> None:
    """Add inputs, payload and mutations; the catalog has added the rule."""
    own: Mapping[str, InputMember] = {
        "entity": (_TEXT, "Name of the entity."),
        "key": (_TEXT, "The rule's name: a small letter, then letters and digits."),
        "condition": (_TEXT, "The condition in CEL that must hold; see docs/validation.md."),
        "message": (GraphQLNonNull(LOCALIZED_TEXT), "What people read when it does not, by language."),
    }
    create = registry.add(input_of("CreateValidationRuleInput", "A new rule.", {**own, **_OPTIONS}))
    changed: Mapping[str, InputMember] = {
        "condition": (GraphQLString, "The condition in CEL that must hold."),
        "message": (LOCALIZED_TEXT, "What people read when it does not, by language."),
        **_OPTIONS,
    }
    text = "What to change; what is absent stays. Of a module's rule only `enabled` can be changed."
    update = registry.add(input_of("UpdateValidationRuleInput", text, changed))
    payload = registry.add(_payload(registry))
    named = {
        "entity": GraphQLArgument(_TEXT, description="Name of the entity."),
        "key": GraphQLArgument(_TEXT, description="The rule's key."),
    }
    registry.mutations["createValidationRule"] = GraphQLField(
        GraphQLNonNull(payload),
        {"input": required_input(create)},
        _create,
        description="Make a rule between fields of an entity; writes follow it from the next request on.",
    )
    registry.mutations["updateValidationRule"] = GraphQLField(
        GraphQLNonNull(payload),
        {**named, "input": required_input(update)},
        _update,
        description="Change a rule, or switch it on and off.",
    )
    registry.mutations["deleteValidationRule"] = GraphQLField(
        GraphQLNonNull(payload), named, _delete, description="Delete a rule."
    )


_RULE: Mapping[str, Member] = {
    "key": (_TEXT, lambda r, _: r.rule.key, "The rule's name among those of its entity."),
    "entity": (_TEXT, lambda r, _: r.rule.entity, "The entity whose records it concerns."),
    "label": (
        _TEXT,
        lambda r, c: localized(r.rule.label, c.languages) or r.rule.key,
        "What people call it.",
    ),
    "message": (
        _TEXT,
        lambda r, c: localized(r.rule.message, c.languages) or r.rule.key,
        "What people read when it does not hold.",
    ),
    "condition": (_TEXT, lambda r, _: r.rule.condition, "The condition in CEL that must hold."),
    "fields": (
        non_null_list(GraphQLString),
        lambda r, _: list(r.rule.fields),
        "Keys of the fields at which forms show the message.",
    ),
    "enabled": (GraphQLNonNull(GraphQLBoolean), lambda r, _: r.rule.enabled, "Whether it is asked."),
    "origin": (_TEXT, lambda r, _: r.origin, 'The module that declares it, or "custom".'),
}

_OPTIONS: Mapping[str, InputMember] = {
    "label": (LOCALIZED_TEXT, "What people call it, by language."),
    "fields": (
        GraphQLList(_TEXT),
        "Keys of the fields at which forms show the message; without any it is about the whole record.",
    ),
    "enabled": (GraphQLBoolean, "Whether it is asked."),
}


def _payload(registry: TypeRegistry) -> GraphQLObjectType:
    members = {
        "validationRule": GraphQLField(
            registry.object("ValidationRule"),
            resolve=lambda s, _i: s.rule,
            description="The rule; a deleted one as it was.",
        ),
        "catalogVersion": GraphQLField(
            GraphQLInt,
            resolve=lambda s, _i: s.catalog_version,
            description="The catalog's version that has the change.",
        ),
        "userErrors": user_errors_field(registry.object("UserError")),
    }
    return GraphQLObjectType("ValidationRulePayload", members, description="Result of a change of a rule.")


def _made(changed: tuple[CatalogRule, Catalog]) -> ChangeMade:
    found, catalog = changed
    entity = catalog.entity(found.rule.entity)
    there = any(one.rule.key == found.rule.key for one in entity.checks.rules)
    said = {} if there else {one.name: getattr(found.rule, one.name) for one in fields(found.rule)}
    return ChangeMade(catalog.version, [(entity.stored_as, found.rule.key)], gone=not there, said=said)


async def _told(context: OperationContext, changed: tuple[CatalogRule, Catalog]) -> RuleChange:
    rule, catalog = changed
    context.moved_to(catalog)
    return RuleChange(rule, catalog.version)


async def _told_again(_context: OperationContext, made: ChangeMade, catalog: Catalog) -> RuleChange:
    if made.gone:
        rule = ValidationRule(**made.said)
        gone = CatalogRule(rule, CUSTOM, Condition(rule.condition, ()), frozenset())
        return RuleChange(gone, made.version)
    [(stored_as, key)] = made.names
    entity = catalog.stored_entities.get(stored_as)
    found = [one for one in entity.checks.rules if one.rule.key == key] if entity else []
    own = (one for one in found if one.origin == CUSTOM)
    return RuleChange(next(own, found[0] if found else None), made.version)


RULES: Final = CatalogMutation(_made, _told, _told_again, lambda errors: RuleChange(errors=errors))


async def _changed(info: Info, change: Change) -> RuleChange:
    context = info.context

    async def run(connection: Connection) -> tuple[CatalogRule, Catalog]:
        return await change(ValidationRules(connection, context.contributions, context.actor, context.now))

    return await RULES.in_transaction(info, run)


async def _create(_source: object, info: Info, input: Mapping[str, Any]) -> RuleChange:
    return await _changed(info, lambda rules: rules.create(input))


async def _update(_source: object, info: Info, entity: str, key: str, input: Mapping[str, Any]) -> RuleChange:
    return await _changed(info, lambda rules: rules.update(entity, key, input))


async def _delete(_source: object, info: Info, entity: str, key: str) -> RuleChange:
    return await _changed(info, lambda rules: rules.delete(entity, key))
