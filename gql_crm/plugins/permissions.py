"""What somebody may do with the records of an entity: declared by modules, united by roles."""

from dataclasses import dataclass, replace
from enum import IntEnum

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
