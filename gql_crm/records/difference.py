"""A proposal against what is stored: what really changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gql_crm.fields.kind import FieldKind
from gql_crm.journal import Diff
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity
from gql_crm.plugins.system import TAGS
from gql_crm.records.loading import StoredLink
from gql_crm.records.proposal import ChildRow, LinkWish
from gql_crm.transient import transient


@dataclass(frozen=True, slots=True)
class LinkChange:
    """Records that leave a list, and records that come."""

    field_id: str
    removed: tuple[UUID, ...]
    added: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ChildrenChange:
    """A list of children as it was and as it becomes."""

    child: CatalogChild
    old: tuple[ChildRow, ...]
    new: tuple[ChildRow, ...]

    @property
    def removed(self) -> list[UUID]:
        """The children that go."""
        kept = {row.id for row in self.new}
        return [row.id for row in self.old if row.id not in kept]

    @property
    def written(self) -> list[tuple[int, ChildRow]]:
        """The children that come, change or move, each with its place."""
        before = {row.id: (place, row) for place, row in enumerate(self.old)}
        return [(place, row) for place, row in enumerate(self.new) if before.get(row.id) != (place, row)]


@transient
class Difference:
    """Old and new values by field key, and the lists that change."""

    values: Mapping[str, tuple[Any, Any]]
    links: tuple[LinkChange, ...]
    children: tuple[ChildrenChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.values and not self.links and not self.children

    @property
    def steps(self) -> int:
        """By how much the version grows: tags are none of the record's own fields."""
        return 0 if self.values.keys() == {TAGS} and not self.links and not self.children else 1

    def new_values(self) -> dict[str, Any]:
        """Return the values that come, by field key."""
        return {key: new for key, (_, new) in self.values.items()}

    def diff(self, entity: CatalogEntity) -> Diff:
        """Return the difference as history keeps it."""
        result: dict[str, tuple[Any, Any]] = {}
        fields = entity.all_fields
        for key, (old, new) in self.values.items():
            kind = fields[key].kind
            result[fields[key].field_id] = (_dumped(kind, old), _dumped(kind, new))
        for link in self.links:
            result[link.field_id] = ([str(id_) for id_ in link.removed], [str(id_) for id_ in link.added])
        for change in self.children:
            lists = [[dumped_child(change.child, row) for row in rows] for rows in (change.old, change.new)]
            result[change.child.field_id] = (lists[0], lists[1])
        return result


def changed_values(values: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return old and new of what differs."""
    pairs = {key: (stored.get(key), new) for key, new in values.items()}
    return {key: (old, new) for key, (old, new) in pairs.items() if old != new}


def all_changed_links(
    wishes: Iterable[LinkWish], stored: Mapping[str, Sequence[StoredLink]]
) -> tuple[LinkChange, ...]:
    """Return the lists that change; `stored` has the links by the lists' ids."""
    changes = (changed_links(wish, stored.get(wish.list.field_id, ())) for wish in wishes)
    return tuple(change for change in changes if change is not None)


def changed_children(
    entity: CatalogEntity,
    wanted: Mapping[str, tuple[ChildRow, ...]],
    stored: Mapping[str, tuple[ChildRow, ...]],
) -> tuple[ChildrenChange, ...]:
    """Return the lists of children that change."""
    changes = (ChildrenChange(entity.children[key], stored.get(key, ()), new) for key, new in wanted.items())
    return tuple(change for change in changes if change.old != change.new)


def changed_links(wish: LinkWish, stored: Sequence[StoredLink]) -> LinkChange | None:
    """Return what changes in a list.

    Links that the actor does not see stay: a client that writes back what it was shown cuts no others.
    """
    present = {link.target for link in stored}
    seen = {link.target for link in stored if link.seen}
    if wish.replace is None:
        removed, wanted = seen & set(wish.remove) - set(wish.add), dict.fromkeys(wish.add)
    else:
        removed, wanted = seen - set(wish.replace), dict.fromkeys(wish.replace)
    added = tuple(id_ for id_ in wanted if id_ not in present)
    if not removed and not added:
        return None
    return LinkChange(wish.list.field_id, tuple(sorted(removed)), added)


def dumped_child(child: CatalogChild, row: ChildRow) -> dict[str, Any]:
    """Return one of the children as history keeps it."""
    values = {key: _dumped(child.fields[key].kind, value) for key, value in row.values.items()}
    return {"id": str(row.id), **{key: value for key, value in values.items() if value is not None}}


def _dumped(kind: FieldKind, value: Any) -> Any:
    return None if value is None else kind.dump(value)
