"""What planning notes for `explain`: facts about a plan, not judgements. Plans do not depend on them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import FieldNode

from gql_crm.plugins.catalog import CatalogEntity, CatalogField


@dataclass(frozen=True, slots=True)
class FieldFiltered:
    """A field of an entity, or of one of its children, is compared; `wanted` is its filter's value."""

    entity: str
    field: CatalogField
    wanted: Any
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldOrdered:
    """A list is sorted by a field: `path` leads to it from `orderBy`, a long one through relations."""

    entity: str
    field: CatalogField
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchedByField:
    """Records are searched text by text, because not all of their searchable texts may be read."""

    entity: str


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list is read: the type that has it, its nodes in the document, and what was noted inside it."""

    parent: str
    nodes: Sequence[FieldNode]
    entity: CatalogEntity
    notes: "list[Note]" = field(default_factory=list)


Note: TypeAlias = FieldFiltered | FieldOrdered | SearchedByField | ListRead


class Notes:
    """The notes of a planning, those of a list inside the list's own."""

    __slots__ = ("_places",)

    def __init__(self) -> None:
        self._places: list[list[Note]] = [[]]

    @property
    def all(self) -> Sequence[Note]:
        """Return what was noted outside lists, and the lists."""
        return self._places[0]

    def add(self, note: Note) -> None:
        """Note something of the list that is being planned."""
        self._places[-1].append(note)

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Forget what is noted inside: it is no matter of who asks."""
        self._places.append([])
        try:
            yield
        finally:
            self._places.pop()

    @contextmanager
    def inside(self, read: ListRead) -> Iterator[None]:
        """Note that a list is read, and inside it what follows."""
        self.add(read)
        self._places.append(read.notes)
        try:
            yield
        finally:
            self._places.pop()
