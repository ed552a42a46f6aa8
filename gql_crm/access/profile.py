"""What a set of roles may do: data, compiled once per set, never per user."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gql_crm.plugins.declarations import Permissions
from gql_crm.plugins.permissions import ADMIN, MEMBER, EntityAccess, RowScope


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of permissions; `default` holds for entities that it does not name."""

    key: str
    default: EntityAccess
    entities: Mapping[str, EntityAccess] = field(default_factory=dict)

    def access(self, entity: str) -> EntityAccess:
        """Return the permissions for an entity."""
        return self.entities.get(entity, self.default)


_NOTHING_SAID: Mapping[str, EntityAccess] = MappingProxyType({})
_EVERYTHING = EntityAccess(RowScope.ALL, True, RowScope.ALL, RowScope.ALL)
_TEAMWORK = EntityAccess(RowScope.TEAM, True, RowScope.TEAM, RowScope.OWN)

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        ADMIN: Role(ADMIN, _EVERYTHING),
        MEMBER: Role(MEMBER, _TEAMWORK),
    }
)
"""The roles that there are: an administrator, and a member who works with the records of their teams."""


@dataclass(frozen=True, slots=True)
class AccessProfile:
    """The union of a set of roles. Its `key` stands for it in caches; it never holds a user."""

    key: tuple[str, ...]
    roles: tuple[Role, ...]
    _united: dict[str, EntityAccess] = field(default_factory=dict, init=False, repr=False, compare=False)

    def access(self, entity: str) -> EntityAccess:
        """Return the permissions for an entity."""
        known = self._united.get(entity)
        if known is None:
            known = self._united[entity] = self._unite(entity)
        return known

    def _unite(self, entity: str) -> EntityAccess:
        united = EntityAccess()
        for index, role in enumerate(self.roles):
            united = united.united(role.access(entity)) if index else role.access(entity)
        return united

    def hides(self, entity: str, field_key: str) -> bool:
        """Whether a field does not exist for this profile."""
        return field_key in self.access(entity).hidden


def profile_of(role_keys: Iterable[str], permissions: Permissions) -> AccessProfile:
    """Return the profile of a set of roles by what modules say of them; unknown roles grant nothing."""
    known = tuple(sorted(set(role_keys) & set(ROLES)))
    roles = (Role(key, ROLES[key].default, permissions.get(key, _NOTHING_SAID)) for key in known)
    return AccessProfile(known, tuple(roles))
