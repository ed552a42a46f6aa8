"""Conditions of fields and rules between them, held against what a record would become."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from gql_crm.access import Actor, EntityAccess
from gql_crm.fields.conditions import Condition, ConditionFailed
from gql_crm.fields.labels import localized
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.entity_checks import seen_fields
from gql_crm.plugins.validation_rules import CatalogRule, Checks, FieldConditions
from gql_crm.records.proposal import Proposal
from gql_crm.transient import transient


@transient
class Viewpoint:
    """Who writes a record: what they may see of it, and in which languages they read."""

    entity: CatalogEntity
    access: EntityAccess
    actor: Actor
    languages: tuple[str, ...]

    def sees(self, key: str) -> bool:
        """Whether the field exists for them."""
        return key not in self.access.hidden

    def may_write(self, field: CatalogField) -> bool:
        """Whether they can give the field a value."""
        own = field.field.writable and not field.retired
        return own and self.sees(field.key) and field.key not in self.access.read_only


@transient
class Conditions:
    """The conditions and rules that one write concerns."""

    viewpoint: Viewpoint
    checks: Checks

    @classmethod
    def of(cls, viewpoint: Viewpoint, named: set[str] | None) -> Self:
        """Return those that a change of the fields `named` concerns; None: all of them."""
        every = _enabled(viewpoint.entity)
        if named is None or not (every.fields or every.rules):
            return cls(viewpoint, every)
        concerned = Checks(
            tuple(one for one in every.fields if not named.isdisjoint({one.key, *one.reads})),
            tuple(one for one in every.rules if not named.isdisjoint(one.reads)),
        )
        return cls(viewpoint, concerned)

    @property
    def keys(self) -> set[str]:
        """The fields that have to be known."""
        fields = {key for one in self.checks.fields for key in (one.key, *one.reads)}
        return fields | {key for one in self.checks.rules for key in one.reads}

    def judge(self, proposal: Proposal, stored: Mapping[str, Any], now: datetime) -> None:
        """Note in the proposal what the record would break."""
        if not self.checks.fields and not self.checks.rules:
            return
        judged = _Judged(self.viewpoint, proposal, stored, now)
        for one in self.checks.fields:
            judged.visibility(one)
        for one in self.checks.fields:
            judged.requirement(one)
        for rule in self.checks.rules:
            judged.rule(rule)


def _enabled(entity: CatalogEntity) -> Checks:
    checks = entity.checks
    return entity.kept.get(
        "enabled_checks",
        lambda: Checks(checks.fields, tuple(one for one in checks.rules if one.rule.enabled)),
    )


class _Judged:
    """One record on its way; what is wrong already is not judged by conditions that read it."""

    def __init__(
        self, viewpoint: Viewpoint, proposal: Proposal, stored: Mapping[str, Any], now: datetime
    ) -> None:
        self._viewpoint = viewpoint
        self._proposal = proposal
        self._stored = stored
        self._seen = seen_fields(viewpoint.entity.fields, viewpoint.entity.system)
        actor = viewpoint.actor
        self._around = {"now": now, "actor": {"id": str(actor.user_id), "roles": list(actor.role_keys)}}
        self._hidden: set[str] = set()

    def visibility(self, one: FieldConditions) -> None:
        """A value that is given to a field that does not show is refused; one that was there may stay."""
        if one.visible is None or self._is_faulty(one.visible) or self._holds(one.visible):
            return
        self._hidden.add(one.key)
        field = self._field(one.key)
        self._forgive(field)
        value = self._proposal.values.get(one.key)
        if value is None or value == self._stored.get(one.key):
            return
        if one.key in self._proposal.filled:
            self._proposal.drop(field.input_name, field, self._stored.get(one.key))
            return
        text = f'"{field.input_name}" takes no value here{self._told(one.visible, "it is there when")}.'
        self._proposal.fault("VALIDATION", (field.input_name,), text)

    def requirement(self, one: FieldConditions) -> None:
        """A field that shows and has to have a value has one."""
        field = self._field(one.key)
        if one.key in self._hidden or not self._viewpoint.may_write(field):
            return
        condition = one.required
        if field.field.required and one.visible is not None:
            condition = one.visible
        elif condition is None:
            return
        if not _is_missing(self._value(one.key)) or self._has_fault(field.input_name):
            return
        if not self._is_faulty(condition) and self._holds(condition):
            text = f'"{field.input_name}" needs a value{self._told(condition, "it is required when")}.'
            self._proposal.fault("REQUIRED", (field.input_name,), text)

    def rule(self, one: CatalogRule) -> None:
        """A rule is broken where its condition is false, and where it cannot be evaluated."""
        if self._is_faulty(one.condition):
            return
        reason = ""
        try:
            if one.condition.holds(self._values(one.condition)) is not False:
                return
        except ConditionFailed as failed:
            reason = f" (The rule cannot be evaluated: {failed}.)"
        text = localized(one.rule.message, self._viewpoint.languages) or one.rule.key
        seen = [self._field(key) for key in one.rule.fields if self._viewpoint.sees(key)]
        paths: list[tuple[str, ...]] = [(field.input_name,) for field in seen]
        for path in paths or [()]:
            self._proposal.fault("VALIDATION", path, f"{text}{reason}")

    def _holds(self, condition: Condition) -> bool:
        """Whether a field's condition holds; one that cannot tell does not."""
        try:
            return condition.holds(self._values(condition)) is True
        except ConditionFailed:
            return False

    def _values(self, condition: Condition) -> dict[str, Any]:
        values = dict(self._around)
        for name in condition.names & self._seen.keys():
            field = self._seen[name]
            value = self._value(field.key)
            values[name] = None if value is None else field.kind.condition_value(value)
        return values

    def _value(self, key: str) -> Any:
        return self._proposal.values.get(key, self._stored.get(key))

    def _field(self, key: str) -> CatalogField:
        return self._viewpoint.entity.all_fields[key]

    def _is_faulty(self, condition: Condition) -> bool:
        return any(self._has_fault(name) for name in condition.names & self._seen.keys())

    def _has_fault(self, name: str) -> bool:
        return any(fault.field[:1] == (name,) for fault in self._proposal.faults)

    def _forgive(self, field: CatalogField) -> None:
        """A field that does not show is not asked for, and can be cleared."""
        if not field.field.nullable:
            return
        before = len(self._proposal.faults)
        missing = ("REQUIRED", (field.input_name,))
        self._proposal.faults[:] = [one for one in self._proposal.faults if (one.code, one.field) != missing]
        if len(self._proposal.faults) < before:
            self._proposal.values[field.key] = None

    def _told(self, condition: Condition, how: str) -> str:
        """Say the condition, to those who may know all that it reads."""
        read = (self._seen[name].key for name in condition.names & self._seen.keys())
        return f": {how} {condition.source}" if all(map(self._viewpoint.sees, read)) else ""


def _is_missing(value: Any) -> bool:
    """Whether there is nothing: no value, no choice, or only space."""
    return value is None or value == () or (isinstance(value, str) and not value.strip())
