"""What a plugin contributes: frozen declarations, nothing that runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from gql_crm.fields.field import ChoiceOption, Field, LocalizedText
from gql_crm.plugins.duplicates import DuplicateRule
from gql_crm.plugins.embedded import Embedded
from gql_crm.plugins.event_kinds import EventKind
from gql_crm.plugins.found_lists import FoundList
from gql_crm.plugins.permissions import EntityAccess
from gql_crm.plugins.validation_rules import ValidationRule
from gql_crm.plugins.writes import AfterCommit, BeforeWrite


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A list of objects that a record owns and that make no sense without it: a contact's consents.

    `key` is the list's name on its entity (`consents`), `name` the GraphQL type (`ContactConsent`). They are
    read, filtered and written through the record; its permissions are theirs. With `copied=False` a copy of
    the record begins without them.
    """

    key: str
    name: str
    fields: tuple[Field, ...]
    label: LocalizedText = field(default_factory=dict)
    description: str = ""
    copied: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A business object: a table of its own and everything that the API generates from it.

    `name` is the GraphQL type (`Contact`), `plural` the list in the API (`contacts`). `display` names the
    text fields that make a record's `displayName`, in order; when all of them are empty, `display_fallback`
    is asked. `mergeable=False` keeps records from being merged. With `by_operations` only operations
    write its records: the API gets no mutations of them. `published_by` names a field of
    choices: records with `PUBLIC` there are seen by every role that reads the entity with
    `RowScope.PUBLISHED`.
    `status` names the field, a choice or a reference, whose changes are told by events STATUS_CHANGED; the
    field `status_reason` says why, if it changes with it. `embedded` are objects that some fields make
    together.
    """

    name: str
    plural: str
    fields: tuple[Field, ...]
    display: tuple[str, ...]
    children: tuple[Child, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    display_fallback: tuple[str, ...] = ()
    status: str | None = None
    status_reason: str | None = None
    label: LocalizedText = field(default_factory=dict)
    plural_label: LocalizedText = field(default_factory=dict)
    description: str = ""
    mergeable: bool = True
    by_operations: bool = False
    published_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A many-to-many relation: `Property.ownerContacts` ↔ `Contact.properties`.

    It is written through `source`, whose inputs gain `<singular>Ids`, `add<Singular>Ids` and
    `remove<Singular>Ids`; both sides read it as a connection and filter it by `some`, `none`, `every`. With
    `roll_up` the timeline of the target tells the events of the source, too. With `required` a record of the
    source needs at least one.
    """

    key: str
    singular: str
    source: str
    target: str
    inverse: str
    roll_up: bool = False
    required: bool = False
    label: LocalizedText = field(default_factory=dict)
    inverse_label: LocalizedText = field(default_factory=dict)
    description: str = ""
    inverse_description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """A way in which any two records can be linked: a contact is the `SPOUSE` of another one.

    A link leads from one record to another: the first is the `label` of the second ("Parent"), the second the
    `reverse_label` of the first ("Child"). A `symmetric` one reads the same from both sides and has no
    reverse label. Without `from_entity` or `to_entity` there may be a record of any entity at that end. With
    `roll_up` the events of one record are told in the timeline of the other; with `one_way`, too, only those
    of the second in the timeline of the first.
    """

    key: str
    label: LocalizedText
    reverse_label: LocalizedText = field(default_factory=dict)
    from_entity: str | None = None
    to_entity: str | None = None
    symmetric: bool = False
    roll_up: bool = True
    one_way: bool = False


Row: TypeAlias = Mapping[str, Any]
"""What a computed field is made of, of one record: Python values by the names of its needs, and `id`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedField:
    """A field that Python computes when somebody selects it. It is not written, filtered or ordered by.

    `needs` names fields of the record; a path leads through references to one record: `organization.name`.
    `load(rows, context)`, a function or a coroutine function, gets a row for each record of the response and
    the `OperationContext`, and returns a list with a value that `kind` accepts, None or an exception for each
    row, in the same order. `options` and `enum` are those of a `Field`.
    """

    key: str
    kind: str
    needs: tuple[str, ...]
    load: Callable[[Sequence[Row], Any], object]
    label: LocalizedText = field(default_factory=dict)
    help_text: LocalizedText = field(default_factory=dict)
    description: str = ""
    options: tuple[ChoiceOption, ...] = ()
    enum: str | None = None
    section: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """A GraphQL interface over entities: what `fields` of them, each of the same type in all, have in common.

    Whatever implements it is a `Record` too.
    """

    name: str
    entities: tuple[str, ...]
    fields: tuple[str, ...]
    description: str = ""


class OperationKind(StrEnum):
    """Where an operation stands in the schema."""

    QUERY = "query"
    MUTATION = "mutation"


@dataclass(frozen=True, slots=True)
class Operation:
    """A named business operation, written with Strawberry: `Operation.mutation(listPropertyForOwner)`.

    `resolver` is what `strawberry.field` or `strawberry.mutation` returns. A mutation runs in a transaction.
    What it answers with is kept for a day for clients that repeat it under their idempotency key, unless
    `keeps_answer` is False: for a payload that shows a secret.
    """

    kind: OperationKind
    name: str
    resolver: Any
    keeps_answer: bool = True

    @classmethod
    def query(cls, name: str, resolver: Any) -> "Operation":
        """Declare a query."""
        return cls(OperationKind.QUERY, name, resolver)

    @classmethod
    def mutation(cls, name: str, resolver: Any, *, keeps_answer: bool = True) -> "Operation":
        """Declare a mutation."""
        return cls(OperationKind.MUTATION, name, resolver, keeps_answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """What a workspace switches on and off as one thing.

    `fields` are fields that it adds to entities of other modules, by entity name, and `computed` those of any
    entity that Python computes. `relation_types` are ways in which people link records of any entities.
    `interfaces` are GraphQL interfaces over entities. `models` and `migrations`
    are dotted names of the Python modules with its Tortoise models and migrations; the Tortoise app is called
    like the module. `demo` is the dotted name of a Python module whose coroutine function `load` takes a
    `DemoContext` and loads demo data; it is called while the module's entities have never had a record.

    `settings` are typed like fields and set by administrators; operations read them by
    `info.context.module_settings(name)`. `permissions` say what a role may do with the module's own entities,
    by role and entity; what they do not name is as the role has it for any entity. `seeds` are records of its
    own entities, by entity, as inputs of their create mutations; they are made when the module is enabled for
    the first time. `examples` is a GraphQL document that the explorer shows in a tab of its own.

    `validation_rules` are conditions between the fields of records of any entity. `before_write` are rules in
    Python, asked before records are written, and `after_commit` is work that follows from such writes.
    `duplicate_rules` say which records of any entity are probably one.
    `event_kinds` are kinds of lines in the timelines of records. `found_lists` are lists of records that fit
    others, or that are shown as something else.
    """

    name: str
    version: str
    label: LocalizedText = field(default_factory=dict)
    description: str = ""
    requires: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    fields: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    computed: Mapping[str, tuple[ComputedField, ...]] = field(default_factory=dict)
    interfaces: tuple[Interface, ...] = ()
    operations: tuple[Operation, ...] = ()
    event_kinds: tuple[EventKind, ...] = ()
    found_lists: tuple[FoundList, ...] = ()
    error_codes: Mapping[str, str] = field(default_factory=dict)
    warning_codes: Mapping[str, str] = field(default_factory=dict)
    models: str | None = None
    migrations: str | None = None
    demo: str | None = None
    settings: tuple[Field, ...] = ()
    permissions: Mapping[str, Mapping[str, EntityAccess]] = field(default_factory=dict)
    seeds: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    examples: str = ""
    validation_rules: tuple[ValidationRule, ...] = ()
    before_write: tuple[BeforeWrite, ...] = ()
    after_commit: tuple[AfterCommit, ...] = ()
    duplicate_rules: tuple[DuplicateRule, ...] = ()
