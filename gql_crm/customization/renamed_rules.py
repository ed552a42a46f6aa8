"""Rules for duplicates follow a field to another key: they name fields by these."""

from dataclasses import replace

from gql_crm.customization import duplicate_rows
from gql_crm.customization.session import CatalogChange
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.duplicates import DuplicateRule


async def rules_followed(
    change: CatalogChange, entity: CatalogEntity, key: str, new_key: str
) -> CatalogChange:
    """Write the rules that name a field by its other key; return the change with them."""
    state = change.state
    for setting in state.duplicate_rules:
        rule = setting.rule
        if setting.entity == entity.stored_as and rule is not None and key in rule.keys:
            followed = replace(setting, rule=_renamed(rule, key, new_key))
            await duplicate_rows.write(change.connection, followed, change.now)
            state = state.with_rule(setting.entity, setting.name, followed)
    return replace(change, state=state)


def _renamed(rule: DuplicateRule, key: str, new_key: str) -> DuplicateRule:
    def of(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new_key if one == key else one for one in keys)

    return replace(rule, fields=of(rule.fields), optional=of(rule.optional), any_of=of(rule.any_of))
