"""What modules may say of writes of records: before they happen, and after they have been committed."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from uuid import UUID

from graphql import GraphQLSchema

from gql_crm.errors import DeclarationError

if TYPE_CHECKING:
    from gql_crm.plugins.draft import Draft
    from gql_crm.plugins.module import Module

ACTIONS: Final = ("CREATED", "UPDATED", "DELETED", "RESTORED")
_WRITES: Final = ("CREATED", "UPDATED")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedWrite:
    """A write that is about to happen. Values are the kinds' own, by the keys of the rule's fields.

    `before` is what the record holds, empty for a new one; `values` is what it would hold. `schema` is
    the API's as the actor sees it, an object of graphql-core; None where no request writes.
    """

    entity: str
    id: UUID
    action: str
    before: Mapping[str, Any]
    values: Mapping[str, Any]
    actor_id: UUID
    now: datetime
    schema: GraphQLSchema | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeWrite:
    """A rule for the records of an entity, the module's own or another's, asked inside the transaction.

    `run(write)`, a function or a coroutine function, gets a `ProposedWrite` and returns None, or the values
    that it changes, by key and as the kinds take them; `UserErrors` veto the write. A change that names none
    of `fields` is not asked about. It has half a second, is asked again when the transaction is made again,
    and so must have no effect outside. One that fails is left out with a warning; with `required` the write
    fails.
    """

    entity: str
    fields: tuple[str, ...]
    run: Callable[[ProposedWrite], object]
    actions: tuple[str, ...] = _WRITES
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommittedWrite:
    """A write that has happened: `old` and `new` values of the fields that it changed, by key.

    `id` is the same each time that the module hears of it.
    """

    id: UUID
    entity: str
    record_id: UUID
    action: str
    version: int
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    actor_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterCommit:
    """Work that follows from writes of an entity's records, done by a job at least once.

    `run(write, records)`, a coroutine function, gets a `CommittedWrite` and `Records` in a transaction of
    their own. `name` tells it from others of its module. With `fields`, updates that change none of them do
    not count.
    """

    name: str
    entity: str
    run: Callable[[CommittedWrite, Any], Any]
    fields: tuple[str, ...] = ()
    actions: tuple[str, ...] = _WRITES


@dataclass(frozen=True, slots=True)
class WriteHooks:
    """The rules and the work of all modules, by entity, each with its module's name.

    `watched` are the fields whose changes may let a record fit what another one has wished, and be told it.
    """

    before: Mapping[str, tuple[tuple[str, BeforeWrite], ...]] = field(default_factory=dict)
    after: Mapping[str, tuple[tuple[str, AfterCommit], ...]] = field(default_factory=dict)
    watched: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, modules: "Iterable[Module]") -> "WriteHooks":
        """Return those of modules, in their order."""
        before: dict[str, tuple[tuple[str, BeforeWrite], ...]] = {}
        after: dict[str, tuple[tuple[str, AfterCommit], ...]] = {}
        watched: dict[str, frozenset[str]] = {}
        for module in modules:
            for found in module.found_lists:
                if found.watch is not None:
                    entity = found.node.entity
                    watched[entity] = watched.get(entity, frozenset()) | found.looks_at
            for rule in module.before_write:
                before[rule.entity] = (*before.get(rule.entity, ()), (module.name, rule))
            for work in module.after_commit:
                after[work.entity] = (*after.get(work.entity, ()), (module.name, work))
        return cls(before, after, watched)


Hook: TypeAlias = BeforeWrite | AfterCommit


def check_write_hooks(draft: "Draft", module: "Module", system: Mapping[str, object]) -> None:
    """Raise `DeclarationError` for a hook that cannot be called."""
    names = [work.name for work in module.after_commit]
    for name in names:
        if names.count(name) > 1:
            msg = f'there are two works "{name}" after commits; each needs a name of its own.'
            raise DeclarationError(msg)
    for rule in module.before_write:
        if not rule.fields:
            msg = f"the rule before writes of {rule.entity} names no fields; expected those that it looks at."
            raise DeclarationError(msg)
        _check(draft, rule, f"the rule before writes of {rule.entity}", system)
    for work in module.after_commit:
        where = f'the work "{work.name}" after commits of {work.entity}'
        _check(draft, work, where, system)
        if not inspect.iscoroutinefunction(work.run):
            msg = f'"run" of {where} is no coroutine function (async def).'
            raise DeclarationError(msg)


def _check(draft: "Draft", hook: Hook, where: str, system: Mapping[str, object]) -> None:
    if hook.entity not in draft.entities:
        msg = f'{where} names the entity "{hook.entity}", which is not there.'
        raise DeclarationError(msg)
    fields = draft.entities[hook.entity].fields
    for key in hook.fields:
        if key not in system and (key not in fields or fields[key].kind.many):
            msg = f'{where} names "{key}", which is no field of {hook.entity} that holds one value.'
            raise DeclarationError(msg)
    for action in hook.actions:
        if action not in ACTIONS:
            msg = f'{where} names the action "{action}"; expected some of {", ".join(ACTIONS)}.'
            raise DeclarationError(msg)
    run: object = hook.run
    if not callable(run):
        msg = f'"run" of {where} is no function.'
        raise DeclarationError(msg)
