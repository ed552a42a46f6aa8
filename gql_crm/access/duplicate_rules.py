"""Which rules for duplicates are asked for somebody: a match tells what they compare."""

from gql_crm.access.profile import AccessProfile
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.duplicates import CatalogDuplicateRule
from gql_crm.plugins.permissions import RowScope


def asked_rules(entity: CatalogEntity, profile: AccessProfile) -> list[CatalogDuplicateRule]:
    """Return the enabled rules of which the profile may read every field, the surest first."""
    hidden = profile.access(entity.name).hidden

    def is_readable(rule: CatalogDuplicateRule) -> bool:
        targets = {field.target for field in rule.fields.values() if field.target}
        seen = all(profile.access(target).read is not RowScope.NONE for target in targets)
        return seen and hidden.isdisjoint(rule.rule.keys)

    rules = [rule for rule in entity.duplicate_rules if rule.rule.enabled and is_readable(rule)]
    return sorted(rules, key=lambda rule: (-rule.rule.score, rule.name))
