"""Rules for duplicates that administrators make, and what they change of those of modules."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeAlias

from gql_crm.access import Actor
from gql_crm.customization import duplicate_rows
from gql_crm.customization.session import CatalogChange
from gql_crm.database.pool import Connection
from gql_crm.errors import UserError, UserErrors
from gql_crm.plugins.catalog import CUSTOM, Catalog, CatalogEntity
from gql_crm.plugins.duplicates import (
    MOST_RULES,
    CatalogDuplicateRule,
    DuplicateRule,
    RuleSetting,
    rule_problems,
)
from gql_crm.plugins.merge import Contributions
from gql_crm.text import did_you_mean, shown

_ATTRIBUTES: Final[Mapping[str, str]] = {
    "fields": "fields",
    "optional": "optional",
    "anyOf": "any_of",
    "domainOnly": "domain_only",
    "label": "label",
    "enabled": "enabled",
    "score": "score",
}
_OF_MODULES: Final = ("enabled", "score")
_LISTS: Final = ("fields", "optional", "anyOf")
_DEFAULT_SCORE: Final = 0.5
Changed: TypeAlias = tuple[CatalogDuplicateRule | None, Catalog]
"""The rule as it is in the catalog after the change; None where it was deleted."""


@dataclass(frozen=True, slots=True)
class DuplicateRules:
    """Changes of one actor in one transaction; each raises `UserErrors` with all its faults.

    The next request goes by them. Keys of records that are there already are written by a job.
    """

    connection: Connection
    contributions: Contributions
    actor: Actor
    now: datetime

    async def create(self, given: Mapping[str, Any]) -> Changed:
        """Make a rule of a `CreateDuplicateRuleInput`."""
        change = await self._begin()
        entity, name = change.entity(given["entity"]), given["name"]
        faults = []
        if name in self._names(change, entity):
            text = f"{entity.name} has a rule {shown(name)} already."
            faults.append(UserError("DUPLICATE", ("name",), text))
        if len(self._names(change, entity)) >= MOST_RULES:
            text = (
                f"{entity.name} has {MOST_RULES} rules, the most that an entity may have; delete one first."
            )
            faults.append(UserError("VALIDATION", (), text))
        rule = _rule(DuplicateRule(entity=entity.name, name=name, score=_DEFAULT_SCORE), given)
        return await self._write(change, entity, _own(entity, rule), faults)

    async def update(self, entity_name: str, name: str, given: Mapping[str, Any]) -> Changed:
        """Change a rule by an `UpdateDuplicateRuleInput`; of a module's, null is the module's own again."""
        change = await self._begin()
        entity, rule, origin = self._known(change, entity_name, name)
        if origin == CUSTOM:
            return await self._write(change, entity, _own(entity, _rule(rule, given)), [])
        faults = [
            UserError(
                "VALIDATION",
                (key,),
                f'"{key}" belongs to the module "{origin}"; of its rule you can change enabled and score.',
            )
            for key in given
            if key not in _OF_MODULES
        ]
        named = (entity.stored_as, name)
        stored = (one for one in change.state.duplicate_rules if (one.entity, one.name) == named)
        setting = next(stored, RuleSetting(entity=entity.stored_as, name=name))
        changes: dict[str, Any] = {key: given[key] for key in _OF_MODULES if key in given}
        setting = replace(setting, **changes)
        return await self._write(change, entity, setting, faults, setting.over(rule))

    async def delete(self, entity_name: str, name: str) -> Changed:
        """Delete a rule that administrators made; those of modules can be switched off."""
        change = await self._begin()
        entity, _, origin = self._known(change, entity_name, name)
        if origin != CUSTOM:
            text = f'{shown(name)} belongs to the module "{origin}"; switch it off by updateDuplicateRule.'
            raise UserErrors([UserError("FORBIDDEN", ("name",), text)])
        await duplicate_rows.delete(self.connection, entity.stored_as, name)
        return None, await change.publish_state(change.state.with_rule(entity.stored_as, name, None))

    async def _begin(self) -> CatalogChange:
        if not self.actor.is_admin:
            raise UserErrors(
                [UserError("FORBIDDEN", (), "Only administrators may change rules for duplicates.")]
            )
        return await CatalogChange.begin(self.connection, self.contributions, self.now)

    def _names(self, change: CatalogChange, entity: CatalogEntity) -> set[str]:
        """Return the names of an entity's rules, those among them that wait for a field."""
        stored = (one for one in change.state.duplicate_rules if one.entity == entity.stored_as)
        own = (one.name for one in stored if one.rule)
        return {*own, *(rule.name for rule in entity.duplicate_rules)}

    def _known(
        self, change: CatalogChange, entity_name: str, name: str
    ) -> tuple[CatalogEntity, DuplicateRule, str]:
        """Return a rule with its entity and origin."""
        entity = change.entity(entity_name)
        for known in entity.duplicate_rules:
            if known.name == name:
                return entity, known.rule, known.origin
        for setting in change.state.duplicate_rules:
            if (setting.entity, setting.name) == (entity.stored_as, name) and setting.rule:
                return entity, setting.over(replace(setting.rule, entity=entity_name)), CUSTOM
        hint = did_you_mean(name, self._names(change, entity))
        text = f"{entity_name} has no duplicate rule {shown(name)}.{hint}"
        raise UserErrors([UserError("NOT_FOUND", ("name",), text)])

    async def _write(
        self,
        change: CatalogChange,
        entity: CatalogEntity,
        setting: RuleSetting,
        faults: list[UserError],
        judged: DuplicateRule | None = None,
    ) -> Changed:
        rule = judged or setting.rule
        names = {attribute: name for name, attribute in _ATTRIBUTES.items()}
        if rule is not None:
            faults += [
                UserError("VALIDATION", (names.get(attribute, attribute),), text)
                for attribute, text in rule_problems(rule, entity.fields)
            ]
        if faults:
            raise UserErrors(faults)
        await duplicate_rows.write(self.connection, setting, self.now)
        state = change.state.with_rule(setting.entity, setting.name, setting)
        catalog = await change.publish_state(state)
        rules = catalog.entity(entity.name).duplicate_rules
        return next(one for one in rules if one.name == setting.name), catalog


def _rule(rule: DuplicateRule, given: Mapping[str, Any]) -> DuplicateRule:
    """Return a rule with what an input changes; null is as if it were not there."""
    changes: dict[str, Any] = {
        attribute: tuple(given[name]) if name in _LISTS else given[name]
        for name, attribute in _ATTRIBUTES.items()
        if given.get(name) is not None
    }
    return replace(rule, **changes)


def _own(entity: CatalogEntity, rule: DuplicateRule) -> RuleSetting:
    named = {"entity": entity.stored_as, "name": rule.name}
    return RuleSetting(**named, rule=rule, enabled=rule.enabled, score=rule.score)
