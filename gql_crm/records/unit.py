"""The unit of work: every record is written here, by the API, by operations, by imports and jobs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from graphql import GraphQLSchema

from gql_crm.access import AccessProfile, Actor, EntityAccess, Reach
from gql_crm.clock import uuid7
from gql_crm.database.pool import Connection
from gql_crm.errors import ClientError, UserError, UserErrors, Warning_
from gql_crm.fields.kind import ValueContext
from gql_crm.journal import Action, Origin
from gql_crm.plugins.calling import PluginCalls
from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.plugins.duplicate_keys import compared_keys
from gql_crm.records.checks import Sight, check
from gql_crm.records.children import load_children
from gql_crm.records.claiming import claim
from gql_crm.records.comments import Commenting
from gql_crm.records.comparing import difference_to
from gql_crm.records.conditions import Viewpoint
from gql_crm.records.difference import Difference, all_changed_links, changed_children, changed_values
from gql_crm.records.duplicate_writes import DuplicateMatch
from gql_crm.records.finding import find
from gql_crm.records.list_rules import list_faults
from gql_crm.records.loading import StoredRecord, load
from gql_crm.records.mailing import NO_EMAIL, Mailing
from gql_crm.records.numbering import numbered_fields, with_numbers
from gql_crm.records.permitted import check_handing_over, permitted
from gql_crm.records.proposal import ChildRow, Proposal, Reference
from gql_crm.records.recording import recorded, write_changed, write_new
from gql_crm.records.ref import Ref
from gql_crm.records.referrers import check_not_merged, in_use
from gql_crm.records.rules import Rules
from gql_crm.records.tags import settle_tags
from gql_crm.records.texts import text_keys
from gql_crm.records.unique import Claim, claims_of, free_all, free_others, kept_keys, lost_meanwhile
from gql_crm.records.validation import Validator, client_id
from gql_crm.records.write import Write
from gql_crm.records.writing import claim_spine

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class Records(Commenting, Mailing):
    """Writes records in one transaction, on behalf of one actor, at one time.

    Values are mappings as GraphQL coerces them, keyed by the names of the inputs: `firstName`,
    `organizationId`, `addOwnerContactIds`, `ownerId`. Every method raises `UserErrors` with all faults of the
    call, having written nothing, and `ClientError` for names and ids that this schema does not know.
    `warnings` collects what was written all the same, and `duplicates` the records that new ones are like,
    where creating asks for them by `check_duplicates`.

    `settled` are values that the operation gives, not its client: also of fields that no input writes.
    """

    connection: Connection
    catalog: Catalog
    actor: Actor
    profile: AccessProfile
    now: datetime
    value_context: ValueContext
    origin: Origin = Origin.API
    warnings: list[Warning_] = field(default_factory=list)
    duplicates: list[DuplicateMatch] | None = None
    plugin_calls: PluginCalls = field(default_factory=PluginCalls)
    schema: GraphQLSchema | None = None
    languages: tuple[str, ...] = ("en",)
    unset_for_email: tuple[str, ...] = NO_EMAIL

    async def create(
        self,
        entity: str,
        values: Mapping[str, Any],
        *,
        settled: Mapping[str, Any] = NOTHING,
        check_duplicates: bool = False,
    ) -> Ref:
        """Write a new record. `values` may bring its `id`, a UUIDv7 of the client's own."""
        declared, access = self.known(entity)
        validator = Validator.of(declared, access, self.value_context, settled)
        values = {**values, **settled}
        validator.inputs.check(declared.names.create_input, values.keys() - {"id"})
        if not access.create:
            raise _refused("FORBIDDEN", (), f"You may not create a record of {entity}.")
        proposal = validator.create(values, owner=self.actor.user_id)
        return await self.add(declared, proposal, values.get("id"), check_duplicates=check_duplicates)

    async def add(
        self,
        declared: CatalogEntity,
        proposal: Proposal,
        given: Any = None,
        *,
        check_duplicates: bool = False,
    ) -> Ref:
        """Write a new record that a validator has judged; `given` is the id that the client made for it."""
        id_ = uuid7() if given is None else client_id(proposal, given, self.now)
        rules = self._rules(declared, Action.CREATED)
        await self._ask(rules, proposal, id_, {})
        links = all_changed_links(proposal.links.values(), {})
        proposal.faults.extend(list_faults(proposal.links.values(), {}))
        children = changed_children(declared, proposal.children, {})
        difference = Difference(changed_values(proposal.values, {}), links, children)
        claims = claims_of(declared, difference.new_values())
        await self._check(proposal, claims, id_)
        claimed = bool(claims) or given is not None or bool(numbered_fields(declared))
        if claimed:
            spine = claim_spine(declared, id_, difference.new_values(), self.now)
            proposal.faults.extend(await claim(self.connection, self.sight, id_, claims, spine))
            proposal.raise_faults()
        difference = await with_numbers(
            self.connection, declared, id_, difference, self.now, self.value_context
        )
        write = recorded(self, Ref(declared.name, id_), 1, Action.CREATED, difference, NOTHING)
        self.warnings.extend(proposal.warnings)
        await write_new(self, write, spine=not claimed, check_duplicates=check_duplicates)
        return Ref(declared.name, id_)

    async def update(
        self,
        entity: str,
        id: UUID,
        values: Mapping[str, Any],
        *,
        expected_version: int | None = None,
        settled: Mapping[str, Any] = NOTHING,
    ) -> Ref:
        """Change what `values` name: null clears, what is absent stays. No change writes nothing."""
        declared, access = self.known(entity)
        validator = Validator.of(declared, access, self.value_context, settled)
        values = {**values, **settled}
        validator.inputs.check(declared.names.update_input, values)
        named = set(validator.named(values))
        rules = self._rules(declared, Action.UPDATED, named)
        named |= rules.keys
        retold = text_keys(declared) | compared_keys(declared)
        keys = named | retold if named & retold else named
        stored = await self._load(declared, id, access.to_update, "change", keys)
        named_children = [child for key, child in validator.inputs.children.items() if key in values]
        owned = await load_children(self.connection, named_children, id)
        proposal = validator.update(values, stored.values, owned)
        check_handing_over(stored, proposal.values)
        self._check_state(proposal, stored, expected_version)
        await self.change(declared, stored, proposal, owned, rules)
        return Ref(entity, id)

    async def change(
        self,
        declared: CatalogEntity,
        stored: StoredRecord,
        proposal: Proposal,
        owned: Mapping[str, tuple[ChildRow, ...]],
        rules: Rules | None = None,
    ) -> Write | None:
        """Write what a proposal changes of a locked record, all of which is given; None without a change."""
        rules = rules or self._rules(declared, Action.UPDATED, set(proposal.values))
        await self._ask(rules, proposal, stored.id, stored.values)
        difference = await difference_to(self.connection, self.sight, declared, stored, proposal, owned)
        new = difference.new_values()
        claims = claims_of(declared, new, stored.values)
        await self._check(proposal, claims, stored.id)
        self.warnings.extend(proposal.warnings)
        if difference.is_empty:
            return None
        proposal.faults.extend(await claim(self.connection, self.sight, stored.id, claims))
        proposal.raise_faults()
        told = stored.values.keys() >= text_keys(declared) | compared_keys(declared)
        before, ref = stored.values if told else None, Ref(declared.name, stored.id)
        write = recorded(self, ref, stored.version + difference.steps, Action.UPDATED, difference, before)
        kept = kept_keys(declared, new, stored.values)
        await write_changed(self, write, [free_others(stored.id, kept)] if kept else [])
        return write

    async def delete(self, entity: str, id: UUID, *, expected_version: int | None = None) -> Ref:
        """Delete a record: it leaves lists and relations, frees its unique values and can be restored."""
        declared, access = self.known(entity)
        rules = self._rules(declared, Action.DELETED)
        stored = await self._load(declared, id, access.to_delete, "delete", rules.keys)
        proposal = Proposal(self.value_context)
        self._check_state(proposal, stored, expected_version)
        proposal.raise_faults()
        proposal.faults.extend(await in_use(self.connection, self.catalog, entity, id))
        proposal.raise_faults()
        await rules.apply(proposal, id, stored.values, actor_id=self.actor.user_id, now=self.now)
        self.warnings.extend(proposal.warnings)
        difference = Difference({"deletedAt": (None, self.now)}, ())
        write = recorded(self, Ref(entity, id), stored.version + 1, Action.DELETED, difference)
        await write_changed(self, write, [free_all(id)])
        return Ref(entity, id)

    async def restore(self, entity: str, id: UUID) -> Ref:
        """Bring a deleted record back; its unique values must still be free."""
        declared, access = self.known(entity)
        unique = [one for one in declared.fields.values() if one.field.unique]
        rules = self._rules(declared, Action.RESTORED)
        keys = {"deletedAt", *(one.key for one in unique), *rules.keys}
        stored = await self._load(declared, id, access.to_delete, "restore", keys)
        if not stored.deleted:
            raise _refused("INVALID_STATE", ("id",), "The record is not deleted.")
        await check_not_merged(self.connection, id)
        proposal = Proposal(self.value_context)
        await rules.apply(proposal, id, stored.values, actor_id=self.actor.user_id, now=self.now)
        self.warnings.extend(proposal.warnings)
        taken = await claim(self.connection, self.sight, id, claims_of(declared, stored.values))
        if taken:
            raise UserErrors([lost_meanwhile(error) for error in taken])
        difference = Difference({"deletedAt": (stored.values["deletedAt"], None)}, ())
        write = recorded(self, Ref(entity, id), stored.version + 1, Action.RESTORED, difference)
        await write_changed(self, write)
        return Ref(entity, id)

    async def find(self, entity: str, values: Mapping[str, Any]) -> list[Ref]:
        """Return the live records that hold these values, by field key, the oldest first; at most 100.

        For rules of operations: those that the actor cannot see are among them, so a client is not told which
        they are.
        """
        return [Ref(entity, id_) for id_ in await find(self.connection, self.catalog.entity(entity), values)]

    async def read(self, entity: str, id: UUID, *keys: str) -> Mapping[str, Any]:
        """Return fields of a live record by their keys, as they stand until the transaction ends.

        Whoever else wants to change the record waits, so that an operation may decide by what it has read.
        Values are the kinds' own (a reference is a UUID), those of fields that the role cannot see too; those
        of children are lists of mappings with the `id` and their fields.
        """
        declared, access = self.known(entity)
        children = [declared.children[key] for key in keys if key in declared.children]
        stored = await self._load(declared, id, access.to_read, "read", set(keys) - declared.children.keys())
        proposal = Proposal(self.value_context)
        self._check_state(proposal, stored, None)
        proposal.raise_faults()
        owned = await load_children(self.connection, children, id)
        return {
            **stored.values,
            **{key: [{"id": row.id, **row.values} for row in rows] for key, rows in owned.items()},
        }

    async def check_exists(self, entity: str, id: UUID, path: tuple[str, ...]) -> None:
        """Raise NOT_FOUND at `path` where there is no live record of that id that the actor can see."""
        faults = await check(self.connection, self.sight, [Reference(path, entity, id)], [], id)
        if faults:
            raise UserErrors(faults)

    def _rules(self, entity: CatalogEntity, action: Action, named: set[str] | None = None) -> Rules:
        """Return the rules of plugins that have to be asked, about a change only those that it touches."""
        hooks = self.catalog.write_hooks.before.get(entity.name, ())
        writer = Viewpoint(entity, self.profile.access(entity.name), self.actor, self.languages)
        return Rules.of(writer, action, hooks, self.plugin_calls, named, self.schema)

    async def _ask(self, rules: Rules, proposal: Proposal, id_: UUID, stored: Mapping[str, Any]) -> None:
        """Ask the rules, which see the tags that there would be and may change them."""
        await settle_tags(self.connection, proposal, stored)
        await rules.apply(proposal, id_, stored, actor_id=self.actor.user_id, now=self.now)
        await settle_tags(self.connection, proposal, stored)

    def known(self, entity: str) -> tuple[CatalogEntity, EntityAccess]:
        """Return an entity, and what the actor may do with its records."""
        if entity not in self.catalog.entities:
            text = f'There is no entity "{entity}" any more: it was deleted, or its module switched off.'
            raise ClientError("BAD_USER_INPUT", text)
        declared, access = self.catalog.entity(entity), self.profile.access(entity)
        return declared, access.reading() if declared.retired else access

    @property
    def sight(self) -> Sight:
        """What the actor can see."""
        return Sight(self.catalog, self.actor, self.profile)

    async def _load(
        self, entity: CatalogEntity, id_: UUID, reach: Reach, verb: str, keys: Iterable[str]
    ) -> StoredRecord:
        stored = await load(self.connection, self.sight, entity, id_, reach, keys)
        return permitted(stored, entity.name, id_, verb)

    def _check_state(self, proposal: Proposal, stored: StoredRecord, expected_version: int | None) -> None:
        if stored.deleted:
            proposal.fault("INVALID_STATE", ("id",), "The record is deleted; restore it first.")
        elif expected_version is not None and expected_version != stored.version:
            text = f"The record is at version {stored.version}, not {expected_version}; read it again."
            proposal.fault("CONFLICT", ("expectedVersion",), text)

    async def _check(self, proposal: Proposal, claims: list[Claim], id_: UUID) -> None:
        """Ask the database where only it knows; with nothing else to ask, values are claimed at once."""
        if proposal.references or proposal.faults:
            faults = await check(self.connection, self.sight, proposal.references, claims, id_)
            proposal.faults.extend(faults)
        proposal.raise_faults()


def _refused(code: str, path: tuple[str, ...], message: str) -> UserErrors:
    return UserErrors([UserError(code, path, message)])
