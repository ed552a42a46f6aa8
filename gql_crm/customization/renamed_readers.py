"""What names a field by its key follows it to another one: conditions, rules, scopes of unique values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gql_crm.customization import duplicate_rows, field_rows, override_rows, rule_rows
from gql_crm.customization.session import CatalogChange
from gql_crm.errors import UserError, UserErrors
from gql_crm.fields.conditions import Variables
from gql_crm.fields.conditions.renaming import renamed_condition
from gql_crm.fields.field import Field
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.duplicates import DuplicateRule
from gql_crm.plugins.entity_checks import OPTIONS, seen_fields, variables_of


@dataclass(frozen=True, slots=True)
class OtherKey:
    """A field of an entity, and the key that it gets."""

    entity: CatalogEntity
    field: CatalogField
    new: CatalogField
    before: Variables
    after: Variables

    @classmethod
    def of(cls, entity: CatalogEntity, field: CatalogField, new_key: str) -> "OtherKey":
        """Return it with what conditions may name before and after."""
        new = replace(field, field=replace(field.field, key=new_key))
        fields = {one.key: one for one in (new if one is field else one for one in entity.fields.values())}
        known = (seen_fields(entity.fields, entity.system), seen_fields(fields, entity.system))
        return cls(entity, field, new, *map(variables_of, known))

    async def followed(self, change: CatalogChange) -> CatalogChange:
        """Write all that names the field with its other key; return the change with it.

        Raises IN_USE where a condition cannot follow.
        """
        change = await self._fields(change)
        change = await self._overrides(change)
        change = await self._rules(change)
        return await self._duplicates(change)

    async def _fields(self, change: CatalogChange) -> CatalogChange:
        own = [one for one in change.state.custom_fields if one.entity == self.entity.stored_as]
        for custom in own:
            changes = self._changed(custom.field.key, custom.field)
            if changes:
                followed = replace(custom, field=replace(custom.field, **changes))
                await field_rows.redefine(change.connection, custom.id, followed.field)
                all_ = [followed if one.id == custom.id else one for one in change.state.custom_fields]
                change = replace(change, state=replace(change.state, custom_fields=tuple(all_)))
        return change

    async def _overrides(self, change: CatalogChange) -> CatalogChange:
        for override in change.state.overrides:
            if override.entity == self.entity.name:
                changes = self._changed(override.key, Field(key="", kind="", **override.changes))
                if changes:
                    followed = replace(override, changes={**override.changes, **changes})
                    await override_rows.write(change.connection, followed, change.now)
                    change = replace(change, state=change.state.with_override(followed))
        return change

    async def _rules(self, change: CatalogChange) -> CatalogChange:
        for custom in change.state.rules:
            rule = custom.rule
            if custom.entity != self.entity.stored_as or rule is None:
                continue
            condition = self._condition(rule.condition, f'the rule "{rule.key}"')
            renamed = replace(rule, condition=condition, fields=self._keys(rule.fields))
            if renamed != rule:
                followed = replace(custom, rule=renamed)
                await rule_rows.write(change.connection, followed, change.now)
                state = change.state.with_validation_rule(custom.entity, custom.key, followed)
                change = replace(change, state=state)
        return change

    async def _duplicates(self, change: CatalogChange) -> CatalogChange:
        for setting in change.state.duplicate_rules:
            rule = setting.rule
            if setting.entity == self.entity.stored_as and rule is not None and self.field.key in rule.keys:
                followed = replace(setting, rule=self._compared(rule))
                await duplicate_rows.write(change.connection, followed, change.now)
                state = change.state.with_rule(setting.entity, setting.name, followed)
                change = replace(change, state=state)
        return change

    def _changed(self, key: str, field: Field) -> Mapping[str, Any]:
        """Return the attributes of a definition that name the field, with its other key."""
        values: dict[str, Any] = {"unique_within": self._keys(field.unique_within)}
        for option in OPTIONS:
            source = getattr(field, option)
            values[option] = source and self._condition(source, f'the conditions of "{key}"')
        return {name: value for name, value in values.items() if value != getattr(field, name)}

    def _keys(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.new.key if one == self.field.key else one for one in keys)

    def _compared(self, rule: DuplicateRule) -> DuplicateRule:
        fields, optional, any_of = map(self._keys, (rule.fields, rule.optional, rule.any_of))
        return replace(rule, fields=fields, optional=optional, any_of=any_of)

    def _condition(self, source: str, where: str) -> str:
        names = (self.field.input_name, self.new.input_name)
        renamed = renamed_condition(source, *names, self.before, self.after)
        if renamed is None:
            named = f'"{self.field.key}" cannot be called "{self.new.key}"'
            text = (
                f"{named}: {where} would say something else then; choose another key, or change that first."
            )
            raise UserErrors([UserError("IN_USE", ("newKey",), text)])
        return renamed
