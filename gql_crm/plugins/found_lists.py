"""Lists that no link makes: records that fit what a record wishes, or a list seen as something else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from gql_crm.fields.field import Field, LocalizedText
from gql_crm.plugins.embedded import Embedded


class Fits(StrEnum):
    """How a value fits a wish. Texts are compared folded, amounts of money in their currency."""

    AT_LEAST = "AT_LEAST"
    AT_MOST = "AT_MOST"
    ONE_OF = "ONE_OF"
    """The value is one of the wished ones."""
    ALL_OF = "ALL_OF"
    """The values, of all the fields together, hold every wished one."""
    CONTAINS = "CONTAINS"
    """One of the texts contains the wished one."""
    GIVEN = "GIVEN"
    """There is a value, whichever is wished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a record wishes of the records that it finds: its field `key` against the fields `of` theirs.

    A wish that the record does not have always holds; `when` says of which records it counts, by values of
    their fields. With `or_unknown` it holds for records that say nothing, which then fit less.
    """

    key: str
    of: tuple[str, ...]
    fits: Fits
    when: Mapping[str, str] = field(default_factory=dict)
    or_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Whether something is known of a found record: a record of `entity` that refers to both.

    Its reference `found` leads to the found record, and `about` to one in the list `among` of the record that
    finds; without `among` to that record itself. `also` names references of the record that finds, to others
    that count like those of the list, and `finder` a reference of the marking record: where it leads to the
    record that finds, it counts whatever it is about.
    """

    entity: str
    found: str
    about: str
    among: str | None = None
    also: tuple[str, ...] = ()
    finder: str | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNode:
    """The elements of such lists: the type `name`, over records of `entity`.

    `record` names the member that is the found record, and `finder` the one that is the record that finds.
    `fields` are further members by the fields of the found record that they show, and `embedded` objects that
    the found record has. `score` adds `score` and
    `reasons`, how well it fits and which wishes it meets, and `marks` adds what is known of it.
    """

    name: str
    entity: str
    record: str
    finder: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    embedded: tuple[Embedded, ...] = ()
    score: bool = False
    marks: Mapping[str, Mark] = field(default_factory=dict)
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Tells a record of what newly fits: by an event of the kind `event` in its timeline.

    `records` names the event's field with the records that fit, a `MULTI_REFERENCE`. Only records with these
    values of fields (texts), `where`, are told; `unless` names a mark of the node: what has it is not told.
    `schedule` names a field of choices: with DAILY or MONTHLY it is told when the next day or month begins,
    otherwise at once. What is told at one time is one event. A record is told of another one once.

    `last` is a field that the entity gains, a `DATETIME`: when a record was told last. Like all computed ones
    it is read, filtered, sorted and grouped by, and written by nobody.
    """

    event: str
    records: str
    where: Mapping[str, str] = field(default_factory=dict)
    unless: str | None = None
    schedule: str | None = None
    last: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundList:
    """A list of an entity's records that is found when it is read: `BuyerRequest.matches`.

    Either `through` names a list that the entity has, whose records are shown as `node` says. Or `wishes` say
    what fits, and `where` which values of fields (texts) a record must have to be found at all; then `watch`
    may tell of those that newly fit. `led_by` are keys of wishes `ONE_OF` whose fields have indexes of their
    folded texts: by the first of these that a record has, not all others are looked at. The newest are first:
    `newest_by` is the key of the time that says which, else it is when they were recorded.
    """

    key: str
    entity: str
    node: FoundNode
    through: str | None = None
    newest_by: str | None = None
    wishes: tuple[Wish, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    led_by: tuple[str, ...] = ()
    watch: Watch | None = None
    label: LocalizedText = field(default_factory=dict)
    description: str = ""

    @property
    def looks_at(self) -> frozenset[str]:
        """The fields of a record that decide whether it is found."""
        return frozenset((*self.where, *(key for wish in self.wishes for key in wish.of)))

    def reads(self) -> Iterator[tuple[str, str]]:
        """Return the fields and lists that it is made of, as pairs of entity and key."""
        found = self.node.entity
        for wish in self.wishes:
            yield from ((self.entity, key) for key in (wish.key, *wish.when))
            yield from ((found, key) for key in wish.of)
        yield from ((found, key) for key in (*self.where, *self.node.fields.values()))
        yield from ((found, key) for one in self.node.embedded for key in one.reads())
        if self.through:
            yield self.entity, self.through
        if self.newest_by:
            yield found, self.newest_by
        for mark in self.node.marks.values():
            yield from ((mark.entity, key) for key in (mark.found, mark.about, mark.finder) if key)
            yield from ((self.entity, key) for key in (mark.among, *mark.also) if key)


SCORE: Final = "score"
REASONS: Final = "reasons"


@dataclass(frozen=True, slots=True)
class FoundNames:
    """The types that a node takes."""

    node: str

    @property
    def connection(self) -> str:
        """The connection of its lists."""
        return f"{self.node}Connection"

    @property
    def edge(self) -> str:
        """The edge around it."""
        return f"{self.node}Edge"

    def types(self) -> tuple[str, ...]:
        """All of them."""
        return self.node, self.connection, self.edge
