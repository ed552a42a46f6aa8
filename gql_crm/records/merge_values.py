"""What a record becomes that others are merged into: its own values first, gaps filled, lists united."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gql_crm.clock import uuid7
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField, ToMany
from gql_crm.plugins.system import TAGS
from gql_crm.records.inputs import EntityInputs
from gql_crm.records.loading import StoredLink, StoredRecord
from gql_crm.records.proposal import ChildRow, LinkWish, Proposal, TagWish, needed

CHOOSABLE_SYSTEM = ("owner", "team")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the records of a merge, with all that it holds."""

    stored: StoredRecord
    links: Mapping[str, Sequence[StoredLink]]
    """By the ids of the lists."""
    children: Mapping[str, tuple[ChildRow, ...]]

    @property
    def id(self) -> UUID:
        """The record's id."""
        return self.stored.id


@dataclass(frozen=True, slots=True)
class Union:
    """The records of one merge; `choices` say, by key, whose value wins."""

    entity: CatalogEntity
    target: Part
    sources: Sequence[Part]
    choices: Mapping[str, UUID]
    read_only: frozenset[str]
    inputs: EntityInputs
    proposal: Proposal
    among: frozenset[UUID] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "among", frozenset(part.id for part in (self.target, *self.sources)))

    def propose(self) -> None:
        """Put into the proposal what the target becomes; what the actor cannot write stays as it is."""
        for declared in self.inputs.fields.values():
            if self._is_ours(declared):
                self._value(declared)
        for key, to_many in self._lists().items():
            self._links(key, to_many)
        for key, child in self.inputs.children.items():
            if key not in self.read_only:
                self._children(key, child)
        if self.inputs.tags and TAGS not in self.read_only:
            tags = [tag for part in self.sources for tag in part.stored.values[TAGS]]
            self.proposal.tags = TagWish(TAGS, add=[(tag, ("sourceIds",)) for tag in tags])

    def _is_ours(self, declared: CatalogField) -> bool:
        if declared.key in self.entity.system and declared.key not in CHOOSABLE_SYSTEM:
            return False
        return declared.field.writable and declared.key not in self.read_only

    def _value(self, declared: CatalogField) -> None:
        key, chosen = declared.key, self.choices.get(declared.key)
        own = self._held(self.target, declared)
        if chosen is not None:
            value = self._held(self._part(chosen), declared)
        elif key in CHOOSABLE_SYSTEM and key in self.entity.system:
            value = own
        elif declared.kind.output_list:
            value = self._united(declared)
        else:
            parts = (self._held(part, declared) for part in (self.target, *self.sources))
            value = next((one for one in parts if one is not None), None)
        before = self.target.stored.values.get(key)
        if value is None and before is not None:
            self.proposal.clear(declared.input_name, declared, before)
        elif value != before and declared.field.immutable and before is not None:
            text = f'"{declared.input_name}" keeps its first value and cannot be chosen from another record.'
            self.proposal.fault("READ_ONLY", ("choose", declared.input_name), text)
        elif value != before:
            self.proposal.keep(declared.input_name, declared, value)
            if chosen is not None:
                self.proposal.filled.discard(key)  # somebody wants it: that it cannot be is told

    def _held(self, part: Part, declared: CatalogField) -> Any:
        """Return a value; no record refers to itself or to one that becomes it."""
        value = part.stored.values.get(declared.key)
        return None if declared.target and value in self.among else value

    def _united(self, declared: CatalogField) -> Any:
        """Return the options of all records, those of the target first."""
        held = [part.stored.values.get(declared.key) for part in (self.target, *self.sources)]
        there = [value for value in held if value is not None]
        if not there:
            return None
        return type(there[0])(dict.fromkeys(one for value in there for one in value))

    def _lists(self) -> dict[str, ToMany]:
        lists = {link.list.key: link.list for link in self.inputs.links.values()}
        return {key: one for key, one in lists.items() if one.writable and one.key not in self.read_only}

    def _links(self, key: str, to_many: ToMany) -> None:
        """Unite the linked records; of a chosen record's list the target gets those, and no others."""
        names = to_many.inputs
        if names is None:
            return
        chosen = self.choices.get(key)
        held = [self._part(chosen)] if chosen else self.sources
        ids = dict.fromkeys(link.target for part in held for link in part.links.get(to_many.field_id, ()))
        outside = tuple(id_ for id_ in ids if id_ not in self.among)
        wish = LinkWish(to_many, names.replace)
        inside = [
            link.target for link in self.target.links.get(to_many.field_id, ()) if link.target in self.among
        ]
        if chosen:
            wish.replace = outside
        else:
            wish.add, wish.remove = outside, tuple(inside)
        if wish.replace is not None or wish.add or wish.remove:
            self.proposal.links[key] = wish

    def _children(self, key: str, child: CatalogChild) -> None:
        """Add copies of the sources' children, but for those that the target has already."""
        own = self.target.children[key]
        chosen = self.choices.get(key)
        if chosen == self.target.id:
            return
        rows = [] if chosen else [ChildRow(row.id, self._without_own(child, row)) for row in own]
        for part in [self._part(chosen)] if chosen else self.sources:
            for row in part.children[key]:
                values = self._without_own(child, row)
                if all(values != one.values for one in rows):
                    rows.append(ChildRow(uuid7(), values))
        if tuple(rows) != own:
            self.proposal.children[key] = tuple(rows)

    def _without_own(self, child: CatalogChild, row: ChildRow) -> dict[str, Any]:
        """Return a child's values; it refers to none of these records, unless it has to refer to one."""
        return {
            key: None if self._refers_to_own(child.fields[key], value) else value
            for key, value in row.values.items()
        }

    def _refers_to_own(self, declared: CatalogField, value: Any) -> bool:
        return bool(declared.target) and not needed(declared) and value in self.among

    def _part(self, id_: UUID) -> Part:
        return next(part for part in (self.target, *self.sources) if part.id == id_)
