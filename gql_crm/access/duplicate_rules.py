"""Which rules for duplicates are asked for somebody: a match tells what they compare."""

from collections.abc import Sequence
from functools import partial

from gql_crm.access.profile import AccessProfile
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.duplicates import CatalogDuplicateRule
from gql_crm.plugins.permissions import RowScope


def asked_rules(entity: CatalogEntity, profile: AccessProfile) -> list[CatalogDuplicateRule]:
    """Return the enabled rules of which the profile may read every field, the surest first."""
    hidden = profile.access(entity.name).hidden
    return [
        rule
        for rule, targets in entity.kept.get("enabled_duplicate_rules", partial(_enabled, entity))
        if hidden.isdisjoint(rule.fields)
        and all(profile.access(target).read is not RowScope.NONE for target in targets)
    ]


def _enabled(entity: CatalogEntity) -> Sequence[tuple[CatalogDuplicateRule, frozenset[str]]]:
    """Return the rules, the surest first, with the entities that their fields refer to."""
    rules = (rule for rule in entity.duplicate_rules if rule.rule.enabled)
    return [
        (rule, frozenset(field.target for field in rule.fields.values() if field.target))
        for rule in sorted(rules, key=lambda rule: (-rule.rule.score, rule.name))
    ]
