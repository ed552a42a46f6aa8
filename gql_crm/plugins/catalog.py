"""All declarations merged: immutable, versioned, hashed. Everything else in the program is driven by it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Literal, TypeAlias

from gql_crm.errors import WARNING_CODES
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.storage import DerivedStorage, Storage
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.plugins.declarations import Permissions
from gql_crm.plugins.duplicates import CatalogDuplicateRule
from gql_crm.plugins.event_catalog import CatalogEventKind, ToldChange
from gql_crm.plugins.found_lists import FoundList
from gql_crm.plugins.interface_catalog import CatalogInterface
from gql_crm.plugins.keeping import Kept
from gql_crm.plugins.module import Child, Entity, Module, Operation, Relation, RelationType
from gql_crm.plugins.names import ChildNames, EntityNames, ListInputNames, input_name, list_inputs
from gql_crm.plugins.problem import CatalogProblem
from gql_crm.plugins.validation_rules import Checks
from gql_crm.plugins.writes import WriteHooks

CUSTOM = "custom"
"""Origin of fields and entities that users define."""


@dataclass(frozen=True, slots=True)
class CatalogField:
    """A field with everything that is known of it after the merge.

    `field_id` names the field in unique values, references and history; no other field ever gets it.
    """

    field: Field
    kind: FieldKind
    origin: str
    field_id: str
    storage: Storage
    retired: bool = False
    deleted: bool = False
    """Only in the answer to its deletion: the catalog has no deleted fields."""

    @property
    def key(self) -> str:
        """The field's name."""
        return self.field.key

    @property
    def input_name(self) -> str:
        """The field's name in inputs."""
        return input_name(self.field, self.kind)

    @property
    def derived(self) -> bool:
        """Whether the value is none of the record's own: the statement that reads it makes it."""
        return isinstance(self.storage, DerivedStorage)

    @property
    def reads(self) -> frozenset[str]:
        """The ids of the fields, lists and children that the value is computed of."""
        return self.storage.reads if isinstance(self.storage, DerivedStorage) else frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the field takes among those of its entity."""
        inputs = list_inputs(self.key) if self.kind.many else (self.input_name,)
        return tuple(dict.fromkeys((self.key, *inputs)))

    @property
    def target(self) -> str | None:
        """The entity that a reference points to, to one record of it or to many."""
        return (self.field.target or self.kind.target) if self.kind.reference else None

    @property
    def searchable(self) -> bool:
        """Whether `search` looks at it."""
        return self.kind.searchable if self.field.searchable is None else self.field.searchable


@dataclass(frozen=True, slots=True)
class ToMany:
    """A list that an entity has: records that refer to it, or records that it is linked with.

    `field` or `relation` makes the list. Where records are linked, `field_id` names the links and `side` says
    which end of them this entity is; without links, `field` is a reference in the target's own table.
    """

    key: str
    target: str
    origin: str
    description: str
    label: Mapping[str, str]
    field: CatalogField | None = None
    field_id: str = ""
    side: Literal["source", "target"] = "source"
    relation: Relation | None = None

    @property
    def made_by(self) -> str:
        """The key of the field or relation that makes the list."""
        return self.field.key if self.field else self.relation.key if self.relation else self.key

    @property
    def own_field(self) -> CatalogField | None:
        """The entity's own field whose value the list is; None for relations and for the other side."""
        return self.field if self.field_id and self.side == "source" else None

    @property
    def inputs(self) -> ListInputNames | None:
        """The inputs through which the list is written; None on the other side, and of a retired field."""
        if self.relation and self.side == "source":
            return list_inputs(self.relation.singular)
        own = self.own_field
        return list_inputs(own.key) if own and not own.retired else None

    @property
    def writable(self) -> bool:
        """Whether clients write the list; other inputs are for operations alone."""
        return self.inputs is not None and (self.own_field is None or self.own_field.field.writable)


@dataclass(frozen=True, slots=True)
class CatalogChild:
    """A list of objects that an entity's records own; `field_id` names it in history."""

    child: Child
    origin: str
    field_id: str
    table: str
    fields: Mapping[str, CatalogField]

    @property
    def key(self) -> str:
        """The list's name on its entity."""
        return self.child.key

    @property
    def name(self) -> str:
        """The GraphQL type's name."""
        return self.child.name

    @property
    def names(self) -> ChildNames:
        """The names that it takes among the types."""
        return ChildNames(self.child.name)

    @property
    def description(self) -> str:
        """What the list is."""
        return self.child.description or f"The {self.child.key} of the record, in order."

    @property
    def inputs(self) -> Mapping[str, CatalogField]:
        """The fields by the names of their inputs."""
        return {field.input_name: field for field in self.fields.values()}


HistoricMember: TypeAlias = CatalogField | ToMany | CatalogChild


@dataclass(frozen=True, slots=True)
class CatalogEntity:
    """An entity with the fields and lists of all origins, and the children that its module declares."""

    entity: Entity
    origin: str
    table: str
    fields: Mapping[str, CatalogField]
    lists: Mapping[str, ToMany]
    children: Mapping[str, CatalogChild]
    computed: Mapping[str, CatalogComputed]
    """What Python computes: it is read, and nothing else."""
    system: Mapping[str, CatalogField]
    """The fields of `Record` that lie in columns: owner, team, times, version."""
    stored_as: str
    """What rows of other tables call it: its name, or, where users may change that, its table."""
    retired: bool = False
    """Whether its records can only be read any more."""
    duplicate_rules: tuple[CatalogDuplicateRule, ...] = ()
    """By which records are probably the same, those that are switched off among them."""
    checks: Checks = attribute(default_factory=Checks)
    told: tuple[ToldChange, ...] = ()
    """Changes that events of modules tell of."""
    found: Mapping[str, FoundList] = attribute(default_factory=dict)
    kept: Kept = attribute(init=False, repr=False, compare=False, default_factory=Kept)

    @property
    def all_fields(self) -> Mapping[str, CatalogField]:
        """System fields first, then those of all origins."""
        return self.kept.get("all_fields", lambda: {**self.system, **self.fields})

    @property
    def value_fields(self) -> Mapping[str, CatalogField]:
        """All fields but references to many records, which are read and written as `lists`."""
        return {key: field for key, field in self.all_fields.items() if not field.kind.many}

    @property
    def historic(self) -> Mapping[str, HistoricMember]:
        """What changes of a record are about, by the ids that history has of fields, lists and children."""
        members: list[HistoricMember] = [one for one in self.value_fields.values() if not one.derived]
        members += [one for one in self.lists.values() if one.field_id and one.side == "source"]
        members += self.children.values()
        return {member.field_id: member for member in members}

    @property
    def name(self) -> str:
        """The GraphQL type's name."""
        return self.entity.name

    @property
    def names(self) -> EntityNames:
        """The names that it takes in the schema."""
        return EntityNames(self.entity.name, self.entity.plural)


@dataclass(frozen=True, slots=True)
class CatalogRelationType:
    """A relation type of a module or of users; `relation_id` names it in links and in history for good."""

    declared: RelationType
    origin: str
    relation_id: str
    active: bool = True
    """Whether new links may be of it."""

    @property
    def key(self) -> str:
        """The name that clients call it by."""
        return self.declared.key

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities that it names."""
        return tuple(name for name in (self.declared.from_entity, self.declared.to_entity) if name)

    def joins(self, from_entity: str | None, to_entity: str | None) -> bool:
        """Whether a link may lead from a record of one entity to one of the other; None: to any."""
        own = (self.declared.from_entity, self.declared.to_entity)
        return all(
            None in (mine, asked) or mine == asked
            for mine, asked in zip(own, (from_entity, to_entity), strict=True)
        )


@dataclass(frozen=True, slots=True)
class Catalog:
    """One version of everything."""

    version: int
    hash: str
    modules: tuple[Module, ...]
    disabled: tuple[Module, ...]
    """Modules that are installed and switched off: nothing of them is in the catalog."""
    kinds: Mapping[str, FieldKind]
    entities: Mapping[str, CatalogEntity]
    operations: tuple[tuple[str, Operation], ...]
    """Pairs of module name and operation."""
    error_codes: Mapping[str, str]
    permissions: Permissions
    problems: tuple[CatalogProblem, ...]
    interfaces: Mapping[str, CatalogInterface] = attribute(default_factory=dict)
    write_hooks: WriteHooks = attribute(default_factory=WriteHooks)
    relation_types: Mapping[str, CatalogRelationType] = attribute(default_factory=dict)
    event_kinds: Mapping[str, CatalogEventKind] = attribute(default_factory=dict)

    @property
    def warning_codes(self) -> Mapping[str, str]:
        """What codes of warnings mean: the core's, and those of field kinds and modules."""
        own = {kind.warning_code: kind.warning_meaning for kind in self.kinds.values()}
        modules = {code: told for one in self.modules for code, told in one.warning_codes.items()}
        return {**own, **modules, **WARNING_CODES}

    def entity(self, name: str) -> CatalogEntity:
        """Return an entity; KeyError for a name that is not in the catalog."""
        return self.entities[name]

    @property
    def stored_entities(self) -> Mapping[str, CatalogEntity]:
        """The entities by what rows call them."""
        return {entity.stored_as: entity for entity in self.entities.values()}

    def every_computed_field(self) -> Iterator[CatalogComputed]:
        """Return the computed fields of all entities."""
        for entity in self.entities.values():
            yield from entity.computed.values()

    def every_event_field(self) -> Iterator[CatalogField]:
        """Return the fields of the payloads of all kinds of events."""
        for kind in self.event_kinds.values():
            yield from kind.fields.values()

    def every_field(self) -> Iterator[CatalogField]:
        """Return the fields of all entities and of their children."""
        for entity in self.entities.values():
            yield from entity.all_fields.values()
            for child in entity.children.values():
                yield from child.fields.values()
