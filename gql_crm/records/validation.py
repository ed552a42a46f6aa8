"""An input → a proposal: which names it may have, what is missing, what each field's kind says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gql_crm.access import EntityAccess
from gql_crm.clock import uuid7_time
from gql_crm.fields.kind import ValueContext
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.catalog import CatalogEntity, CatalogField, ToMany
from gql_crm.plugins.system import TAGS
from gql_crm.records.children import Stored, copy_children, take_children
from gql_crm.records.inputs import EntityInputs, LinkInput, LinkMode, entity_inputs
from gql_crm.records.proposal import LinkWish, Proposal, Reference, needed, with_path
from gql_crm.records.tags import take_tags
from gql_crm.transient import transient

_AHEAD = timedelta(hours=24)
_VERSION = 7


@transient
class Validator:
    """The rules of one entity for one actor's access; `settled` are names that an operation gives itself."""

    entity: CatalogEntity
    access: EntityAccess
    inputs: EntityInputs
    context: ValueContext
    settled: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, entity: CatalogEntity, access: EntityAccess, context: ValueContext, settled: Iterable[str] = ()
    ) -> "Validator":
        """Return the rules for an entity."""
        return cls(entity, access, entity_inputs(entity, access), context, frozenset(settled))

    def named(self, given: Iterable[str]) -> list[str]:
        """Return the keys of the fields that an input names."""
        fields = self.inputs.fields
        named = [fields[name].key for name in given if name in fields]
        return named if self.inputs.tags.isdisjoint(given) else [*named, TAGS]

    def create(self, given: Mapping[str, Any], *, owner: UUID) -> Proposal:
        """Judge a new record; its owner is the actor unless the input says otherwise."""
        proposal = Proposal(self.context)
        self._take(proposal, given, {}, {})
        for name, declared in _missed(self.entity):
            if name not in given:
                self._fill(proposal, declared)
        self._miss_lists(proposal)
        if "ownerId" not in given:
            proposal.values["owner"] = owner
        return proposal

    def copied_fields(self, given: Mapping[str, Any]) -> list[str]:
        """Return the keys of the fields whose values a copy takes over; its input names none of them."""
        return [
            declared.key
            for declared in self.entity.all_fields.values()
            if declared.input_name not in given and self._is_copied(declared)
        ]

    def copied_children(self, given: Mapping[str, Any]) -> list[str]:
        """Return the keys of the lists of children that a copy takes over."""
        return [
            key
            for key, child in self.inputs.children.items()
            if key not in given and child.child.copied and key not in self.access.read_only
        ]

    def copied_lists(self, given: Mapping[str, Any]) -> list[str]:
        """Return the keys of the relations of which a copy needs records, and is given none."""
        return [link.list.key for name, link in self._needed_links() if name not in given]

    def copy(self, given: Mapping[str, Any], original: Mapping[str, Any], *, owner: UUID) -> Proposal:
        """Judge a copy: `original` has the values and children that it takes over, by their keys."""
        proposal = Proposal(self.context)
        self._take(proposal, given, {}, {})
        for declared in self.entity.all_fields.values():
            if declared.input_name in given or declared.retired:
                continue
            value = original.get(declared.key)
            if declared.kind.many and value:
                self._add_links(proposal, declared, value)
            elif value is not None and not declared.kind.many:
                proposal.keep(declared.input_name, declared, value)
            elif declared.key not in original or needed(declared):
                self._fill(proposal, declared)
        for key in self.copied_children(given):
            copy_children(proposal, self.inputs.children[key], original[key])
        for name, link in self._needed_links():
            if name not in given and original[link.list.key]:
                proposal.links[link.list.key] = LinkWish(link.list, name, original[link.list.key])
        self._miss_lists(proposal)
        if "ownerId" not in given:
            proposal.values["owner"] = owner
        return proposal

    def update(self, given: Mapping[str, Any], stored: Mapping[str, Any], owned: Stored) -> Proposal:
        """Judge a change: what the input does not name stays as it is; `owned` are the children now."""
        proposal = Proposal(self.context)
        self._take(proposal, given, stored, owned)
        return proposal

    def _take(
        self, proposal: Proposal, given: Mapping[str, Any], stored: Mapping[str, Any], owned: Stored
    ) -> None:
        for name, raw in given.items():
            if name in self.inputs.links:
                self._link(proposal, name, self.inputs.links[name], raw)
            elif name in self.inputs.children:
                self._children(proposal, name, raw, owned)
            elif name in self.inputs.tags:
                take_tags(proposal, name, raw)
            elif name in self.inputs.fields:
                self._field(proposal, name, raw, stored)

    def _field(self, proposal: Proposal, name: str, raw: Any, stored: Mapping[str, Any]) -> None:
        declared = self.inputs.fields[name]
        old = stored.get(declared.key)
        if not self._can_write(name, declared):
            proposal.fault("READ_ONLY", (name,), f'"{name}" cannot be written.')
        elif raw is None:
            proposal.clear(name, declared, old)
        else:
            with_path(proposal.parse, (name,), name, declared, raw, old)

    def _fill(self, proposal: Proposal, declared: CatalogField) -> None:
        """Set the default, also of fields that the actor cannot write; only others can be missed."""
        name = declared.input_name
        if declared.key == TAGS:
            return
        if declared.field.default is not None:
            proposal.parse(name, declared, declared.field.default, None)
            proposal.filled.add(declared.key)
        elif needed(declared) and self._can_write(name, declared) and declared.key not in proposal.links:
            proposal.fault("REQUIRED", (name,), f'"{name}" needs a value.')

    def _miss_lists(self, proposal: Proposal) -> None:
        """Miss the records of relations of which a new record needs some."""
        for name, link in self._needed_links():
            if link.list.key not in proposal.links:
                text = f'"{link.list.key}" needs at least one {link.list.target}.'
                proposal.fault("REQUIRED", (name,), text)

    def _needed_links(self) -> Iterator[tuple[str, LinkInput]]:
        """Yield the inputs of relations of which a new record needs some records."""
        for name, link in self.inputs.links.items():
            relation = link.list.relation
            needs = relation is not None and relation.required and link.mode is LinkMode.REPLACE
            if needs and self._can_link(name, link.list):
                yield name, link

    def _is_copied(self, declared: CatalogField) -> bool:
        """Whether a copy has the value; its owner is who copies."""
        options = declared.field
        belongs_to_one = options.unique or not options.copied or declared.key == "owner"
        return not (belongs_to_one or declared.retired) and self._can_write(declared.input_name, declared)

    def _add_links(self, proposal: Proposal, declared: CatalogField, ids: Iterable[UUID]) -> None:
        """Put the original's records before those that the input adds, without those that it removes."""
        list_ = self.inputs.links[declared.input_name].list
        wish = proposal.links.setdefault(list_.key, LinkWish(list_, declared.input_name))
        added = dict.fromkeys((*ids, *wish.add))
        wish.replace, wish.add, wish.remove = tuple(id_ for id_ in added if id_ not in wish.remove), (), ()

    def _can_write(self, name: str, declared: CatalogField) -> bool:
        visible = name in self.inputs.fields or name in self.inputs.links or name in self.inputs.tags
        if name in self.settled and declared.key not in self.entity.system:
            return visible
        return visible and declared.field.writable and declared.key not in self.access.read_only

    def _can_link(self, name: str, list_: ToMany) -> bool:
        return name in self.settled or (list_.writable and list_.key not in self.access.read_only)

    def _children(self, proposal: Proposal, name: str, raw: Any, owned: Stored) -> None:
        if name not in self.settled and name in self.access.read_only:
            proposal.fault("READ_ONLY", (name,), f'"{name}" cannot be written.')
        else:
            take_children(proposal, self.inputs.children[name], raw, owned.get(name, ()))

    def _link(self, proposal: Proposal, name: str, link: LinkInput, raw: Any) -> None:
        ids = tuple(with_path(parse_id, (name, str(index)), value) for index, value in enumerate(raw or ()))
        if not self._can_link(name, link.list):
            proposal.fault("READ_ONLY", (name,), f'"{name}" cannot be written.')
            return
        wish = proposal.links.setdefault(link.list.key, LinkWish(link.list, name))
        if link.mode is LinkMode.REPLACE:
            wish.replace = ids
        elif link.mode is LinkMode.ADD:
            wish.add = ids
        else:
            wish.remove = ids
        if wish.replace is not None and (wish.add or wish.remove):
            text = (
                f'"{link.list.key}" is either given as a whole or changed by adding and removing, not both.'
            )
            proposal.fault("VALIDATION", (name,), text)
        if link.mode is not LinkMode.REMOVE:
            own = link.list.own_field
            locked = bool(own and own.field.restrict_delete)
            proposal.references.extend(
                Reference((name, str(index)), link.list.target, id_, locked) for index, id_ in enumerate(ids)
            )


def _missed(entity: CatalogEntity) -> Sequence[tuple[str, CatalogField]]:
    """Return the fields that matter where the input of a new record does not name them."""
    matter = (
        one
        for one in entity.all_fields.values()
        if not one.retired and (one.field.default is not None or needed(one))
    )
    return entity.kept.get("missed", lambda: [(one.input_name, one) for one in matter])


def client_id(proposal: Proposal, raw: Any, now: datetime) -> UUID:
    """Check an id that a client made: UUID version 7, at most 24 hours ahead of our clock."""
    value: UUID = with_path(parse_id, ("id",), raw)
    if value.version != _VERSION:
        text = f'"{value}" is no UUID of version 7, the only one that a new record may have.'
        proposal.fault("VALIDATION", ("id",), text)
    elif uuid7_time(value) > now + _AHEAD:
        text = f'"{value}" was made more than 24 hours in the future; check the clock of the device.'
        proposal.fault("VALIDATION", ("id",), text)
    return value
