"""Rules between the fields of an entity, as administrators make and switch them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from gql_crm.access import Actor
from gql_crm.customization import rule_rows
from gql_crm.customization.session import CatalogChange
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.conditions import Condition, ConditionProblem, checked_condition
from gql_crm.fields.definition import localized_problems
from gql_crm.fields.reserved_keys import KEY
from gql_crm.plugins.catalog import CUSTOM, Catalog, CatalogEntity
from gql_crm.plugins.entity_checks import seen_fields, variables_of
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.validation_rules import CatalogRule, CustomRule, ValidationRule
from gql_crm.text import camel_key, did_you_mean, shown

MOST_RULES: Final = 100
"""Rules of an entity: each is evaluated by every write that concerns it."""
_MESSAGE_LIMIT: Final = 2_000


@dataclass(frozen=True, slots=True)
class ValidationRules:
    """Changes of one actor in one transaction; each writes, or raises `UserErrors` with all its faults."""

    connection: Connection
    contributions: Contributions
    actor: Actor
    now: datetime

    async def create(self, given: Mapping[str, Any]) -> tuple[CatalogRule, Catalog]:
        """Make a rule of a `CreateValidationRuleInput`; writes follow it from the next request on."""
        change = await self._begin()
        entity_name, key = given["entity"], given["key"]
        if entity_name not in change.catalog.entities:
            raise UserErrors([change.no_entity("entity", entity_name)])
        entity = change.entity(entity_name)
        faults = list(_key_faults(entity, key))
        blank = ValidationRule(entity=entity_name, key=key, condition="", message={})
        rule = _changed(blank, given, change.language)
        faults.extend(_rule_faults(entity, rule))
        if len(entity.checks.rules) >= MOST_RULES:
            text = f"{entity_name} has {MOST_RULES} rules already, the most that an entity may have."
            faults.append(UserError("VALIDATION", (), text))
        return await self._write(change, CustomRule(entity.stored_as, key, rule, rule.enabled), faults)

    async def update(self, entity: str, key: str, given: Mapping[str, Any]) -> tuple[CatalogRule, Catalog]:
        """Change a rule by an `UpdateValidationRuleInput`; one of a module can only be switched."""
        change = await self._begin()
        custom = self._custom(change, entity, key)
        if custom is None:
            stored_as = change.entity(entity).stored_as
            switched = CustomRule(stored_as, key, None, given.get("enabled") is not False)
            return await self._write(change, switched, _not_ours(change, entity, key, given))
        rule, owner = _changed(custom, given, change.language), change.entity(entity)
        faults = _rule_faults(owner, rule)
        return await self._write(change, CustomRule(owner.stored_as, key, rule, rule.enabled), faults)

    async def delete(self, entity: str, key: str) -> tuple[CatalogRule, Catalog]:
        """Delete a rule; return it as it was."""
        change = await self._begin()
        custom = self._custom(change, entity, key)
        if custom is None:
            origin = _found(change.entity(entity), key).origin
            text = (
                f'The rule "{key}" belongs to the module "{origin}"; it can be switched off: enabled: false.'
            )
            raise UserErrors([UserError("FORBIDDEN", ("key",), text)])
        owner = change.entity(entity)
        deleted, named = _as_it_was(owner, custom), (owner.stored_as, key)
        await rule_rows.delete(self.connection, *named)
        return deleted, await change.publish_state(change.state.with_validation_rule(*named, None))

    async def _begin(self) -> CatalogChange:
        if not self.actor.is_admin:
            text = "Only administrators may change rules."
            raise UserErrors([UserError("FORBIDDEN", (), text)])
        return await CatalogChange.begin(self.connection, self.contributions, self.now)

    def _custom(self, change: CatalogChange, entity: str, key: str) -> ValidationRule | None:
        """Return a rule of administrators, None for one of a module; raise NOT_FOUND."""
        named = (change.entity(entity).stored_as, key)
        stored = next((one for one in change.state.rules if (one.entity, one.key) == named), None)
        if stored is not None and stored.rule is not None:
            return replace(stored.rule, entity=entity, enabled=stored.enabled)
        _found(change.entity(entity), key)
        return None

    async def _write(
        self, change: CatalogChange, custom: CustomRule, faults: list[UserError]
    ) -> tuple[CatalogRule, Catalog]:
        if faults:
            raise UserErrors(faults)
        await rule_rows.write(self.connection, custom, self.now)
        catalog = await change.publish_state(
            change.state.with_validation_rule(custom.entity, custom.key, custom)
        )
        return _found(catalog.stored_entities[custom.entity], custom.key), catalog


def _found(entity: CatalogEntity, key: str) -> CatalogRule:
    """Return a rule, an administrator's before one of a module; raise NOT_FOUND."""
    of_key = [one for one in entity.checks.rules if one.rule.key == key]
    if not of_key:
        hint = did_you_mean(key, (one.rule.key for one in entity.checks.rules))
        text = f"{entity.name} has no rule {shown(key)}.{hint}"
        raise UserErrors([UserError("NOT_FOUND", ("key",), text)])
    return next((one for one in of_key if one.origin == CUSTOM), of_key[0])


def _as_it_was(entity: CatalogEntity, rule: ValidationRule) -> CatalogRule:
    """Return a rule that is in the catalog, or was left out because it does not fit any more."""
    there = (one for one in entity.checks.rules if one.rule.key == rule.key and one.origin == CUSTOM)
    return next(there, CatalogRule(rule, CUSTOM, Condition(rule.condition, ()), frozenset()))


def _changed(rule: ValidationRule, given: Mapping[str, Any], language: str) -> ValidationRule:
    changes: dict[str, Any] = {}
    for name in ("label", "message"):
        if name in given:
            value = given[name] or {}
            changes[name] = {language: value} if isinstance(value, str) else dict(value)
    if given.get("condition") is not None:
        changes["condition"] = given["condition"]
    if "fields" in given:
        changes["fields"] = tuple(given["fields"] or ())
    if "enabled" in given:
        changes["enabled"] = given["enabled"] is not False
    return replace(rule, **changes)


def _key_faults(entity: CatalogEntity, key: str) -> list[UserError]:
    if not KEY.fullmatch(key):
        suggestion = camel_key(key)
        hint = f" Try {shown(suggestion)}." if suggestion else ""
        text = (
            f"{shown(key)} cannot be a key; expected a small letter, then up to 62 letters and digits.{hint}"
        )
        return [UserError("VALIDATION", ("key",), text)]
    if any(one.rule.key == key for one in entity.checks.rules):
        return [UserError("DUPLICATE", ("key",), f'{entity.name} has a rule "{key}" already.')]
    return []


def _rule_faults(entity: CatalogEntity, rule: ValidationRule) -> list[UserError]:
    faults: list[UserError] = []
    seen = seen_fields(entity.fields, entity.system)
    try:
        checked_condition(rule.condition, variables_of(seen))
    except ConditionProblem as problem:
        faults.extend(UserError("VALIDATION", ("condition",), text) for text in problem.faults)
    if not rule.message:
        text = "The message is missing; expected a text by language, as people will read it."
        faults.append(UserError("REQUIRED", ("message",), text))
    for name, texts in (("message", rule.message), ("label", rule.label)):
        problems = localized_problems(name, texts, limit=_MESSAGE_LIMIT)
        faults.extend(UserError("VALIDATION", (name,), text) for _, text in problems)
    keys = {field.key for field in seen.values()}
    for key in rule.fields:
        if key not in keys:
            text = f"{entity.name} has no field {shown(key)} to show the message at.{did_you_mean(key, keys)}"
            faults.append(UserError("VALIDATION", ("fields",), text))
    return faults


def _not_ours(change: CatalogChange, entity: str, key: str, given: Mapping[str, Any]) -> list[UserError]:
    origin = _found(change.entity(entity), key).origin
    text = f'The rule "{key}" belongs to the module "{origin}"; of it only "enabled" can be changed.'
    return [UserError("VALIDATION", (name,), text) for name in given if name != "enabled"]
