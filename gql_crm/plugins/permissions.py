"""What somebody may do with the records of an entity: declared by modules, united by roles."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

ADMIN = "admin"
MEMBER = "member"
ROLE_KEYS = (ADMIN, MEMBER)
"""The roles that there are."""


class RowScope(IntEnum):
    """Which rows of an entity, from narrow to wide; each includes those before it.

    PUBLISHED adds to those of one's teams what their owners have made public; see `Entity.published_by`.
    """

    NONE = 0
    OWN = 1
    TEAM = 2
    PUBLISHED = 3
    ALL = 4


class ShareAccess(StrEnum):
    """What a record is shared for."""

    READ = "READ"
    WRITE = "WRITE"

    def is_enough_for(self, wanted: "ShareAccess | None") -> bool:
        """Whether who has this share may do what needs `wanted`; None is what no share allows."""
        return wanted is not None and self in {wanted, ShareAccess.WRITE}


@dataclass(frozen=True, slots=True)
class Reach:
    """Which rows an action reaches: those of a scope, and those that are shared for at least `share`.

    A share adds rows, never actions: where the scope is NONE it adds nothing, and without `share` none count.
    Nor do they where owners make records public by a field of theirs: that says who sees them.
    """

    scope: RowScope
    share: ShareAccess | None = None

    @property
    def is_shared(self) -> bool:
        """Whether shares make a difference."""
        return self.share is not None and self.scope in {RowScope.OWN, RowScope.TEAM}

    def unshared(self) -> "Reach":
        """Return what is reached without shares."""
        return Reach(self.scope)


@dataclass(frozen=True, slots=True)
class EntityAccess:
    """What may be done with the records of one entity."""

    read: RowScope = RowScope.NONE
    create: bool = False
    update: RowScope = RowScope.NONE
    delete: RowScope = RowScope.NONE
    hidden: frozenset[str] = frozenset()
    """Keys of fields that cannot be read, and therefore not filtered, ordered or written."""
    read_only: frozenset[str] = frozenset()
    """Keys of fields that cannot be written."""

    @property
    def to_read(self) -> Reach:
        """The rows that can be read: whatever they are shared for."""
        return Reach(self.read, ShareAccess.READ)

    @property
    def to_update(self) -> Reach:
        """The rows that can be changed: those shared for writing among them."""
        return Reach(self.update, ShareAccess.WRITE)

    @property
    def to_delete(self) -> Reach:
        """The rows that can be deleted: no share allows that."""
        return Reach(self.delete)

    def reading(self) -> "EntityAccess":
        """Return the part of it that changes nothing."""
        return replace(self, create=False, update=RowScope.NONE, delete=RowScope.NONE)

    def united(self, other: "EntityAccess") -> "EntityAccess":
        """Return what somebody with both may do."""
        return EntityAccess(
            max(self.read, other.read),
            self.create or other.create,
            max(self.update, other.update),
            max(self.delete, other.delete),
            self.hidden & other.hidden,
            self.read_only & other.read_only,
        )
