"""Rules of plugins about a write: they may change its values or veto it, before anything is written."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

import structlog
from graphql import GraphQLSchema

from gql_crm.clock import uuid7
from gql_crm.errors import ClientError, UserErrors, Warning_
from gql_crm.journal import Action
from gql_crm.plugins.calling import PluginCalls, PluginFailure, without_frames
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.system import TAGS
from gql_crm.plugins.writes import BeforeWrite, ProposedWrite
from gql_crm.records.conditions import Conditions, Viewpoint
from gql_crm.records.proposal import Proposal, TagWish
from gql_crm.records.unique import scope_keys
from gql_crm.transient import transient

SECONDS: Final = 0.5
"""How long a rule may take: others may wait for the records that this transaction holds."""

log = structlog.get_logger(__name__)


@transient
class Rules:
    """The rules that have to be asked about one write."""

    entity: CatalogEntity
    action: str
    hooks: Sequence[tuple[str, BeforeWrite]]
    calls: PluginCalls
    schema: GraphQLSchema | None = None
    conditions: Conditions | None = None
    scopes: Collection[str] = ()
    """Fields that decide within which others values are unique."""

    @classmethod
    def of(
        cls,
        viewpoint: Viewpoint,
        action: Action,
        hooks: Sequence[tuple[str, BeforeWrite]],
        calls: PluginCalls,
        named: set[str] | None,
        schema: GraphQLSchema | None = None,
    ) -> Self:
        """Return those of an entity's rules that a write of the fields `named` concerns; None: of all."""
        asked = [
            (module, rule)
            for module, rule in hooks
            if action in rule.actions and (named is None or not named.isdisjoint(rule.fields))
        ]
        entity = viewpoint.entity
        if action is Action.DELETED:
            return cls(entity, action.value, asked, calls, schema)
        changed = None if named is None else named | {key for _, rule in asked for key in rule.fields}
        conditions = None if action is Action.RESTORED else Conditions.of(viewpoint, changed)
        return cls(entity, action.value, asked, calls, schema, conditions, scope_keys(entity, changed))

    @property
    def keys(self) -> set[str]:
        """The fields that have to be known."""
        own = {key for _, rule in self.hooks for key in rule.fields}.union(self.scopes)
        return own | self.conditions.keys if self.conditions else own

    async def apply(
        self, proposal: Proposal, id_: UUID, stored: Mapping[str, Any], *, actor_id: UUID, now: datetime
    ) -> None:
        """Ask each rule in turn and take its changes into the proposal, then hold it against all conditions.

        Rules of plugins are not asked about what has faults already. Raises `UserErrors` for a veto, and
        `ClientError` when a rule that is required fails.
        """
        if not proposal.faults:
            await self._ask(proposal, id_, stored, actor_id=actor_id, now=now)
        if self.conditions:
            self.conditions.judge(proposal, stored, now)

    async def _ask(
        self, proposal: Proposal, id_: UUID, stored: Mapping[str, Any], *, actor_id: UUID, now: datetime
    ) -> None:
        for module, rule in self.hooks:
            before = {key: stored[key] for key in rule.fields if key in stored}
            write = ProposedWrite(
                entity=self.entity.name,
                id=id_,
                action=self.action,
                before=before,
                values={key: proposal.values.get(key, before.get(key)) for key in rule.fields},
                actor_id=actor_id,
                now=now,
                schema=self.schema,
            )
            try:
                changes = await self.calls.call(module, rule.run, write, seconds=SECONDS)
                _take(proposal, self._judged(rule, changes, proposal, stored))
            except PluginFailure as failure:
                if isinstance(failure.cause, UserErrors):
                    raise failure.cause from None
                self._fail(proposal, module, rule, failure)

    def _judged(
        self, rule: BeforeWrite, changes: Any, proposal: Proposal, stored: Mapping[str, Any]
    ) -> Proposal:
        """Let the fields' kinds judge what a rule has returned, as they judge what clients send."""
        judged = Proposal(proposal.context)
        if changes is None:
            return judged
        if not isinstance(changes, Mapping) or not changes.keys() <= set(rule.fields):
            raise PluginFailure("it returned something else than values of its fields")
        if changes and self.action not in {"CREATED", "UPDATED"}:
            raise PluginFailure("it returned values for a write that has none")
        try:
            for key, value in changes.items():
                field = self.entity.all_fields[key]
                if value is None:
                    judged.clear(key, field, stored.get(key))
                else:
                    judged.parse(key, field, value, stored.get(key))
        except Exception as error:  # a kind of a partner's may fail at anything
            raise PluginFailure("it returned what is no value", error) from error
        if judged.faults:
            raise PluginFailure(f"it returned what is no value: {judged.faults[0].message}")
        return judged

    def _fail(self, proposal: Proposal, module: str, rule: BeforeWrite, failure: PluginFailure) -> None:
        id_ = str(uuid7())
        what = {"plugin": module, "entity": self.entity.name, "action": self.action}
        log.error("plugin failed", id=id_, **what, reason=failure.reason, exc_info=failure.cause)
        without_frames(failure.cause)
        text = (
            f'The rule of the plugin "{module}" for {self.entity.name} was not kept: {failure.reason}. '
            f"The server's log has the details under the id {id_}."
        )
        if rule.required:
            text = text.replace("was not kept", "cannot be left out, so nothing was written")
            raise ClientError("PLUGIN_ERROR", text, {"plugin": module, "id": id_})
        proposal.warnings.append(Warning_("PLUGIN_SKIPPED", text))


def _take(proposal: Proposal, judged: Proposal) -> None:
    tags = judged.values.pop(TAGS, None)
    if tags is not None:
        proposal.tags = TagWish(TAGS, replace=[(tag, (TAGS,)) for tag in tags])
    proposal.values.update(judged.values)
    proposal.references.extend(judged.references)
    proposal.warnings.extend(judged.warnings)
