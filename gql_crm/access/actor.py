"""Who acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from gql_crm.access.viewer import Viewer

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "read": "Queries.",
        "write": "Queries and mutations.",
        "admin": "All that the user may do, changes of the catalog and the workspace among it.",
    }
)
"""What a token may be narrowed to, from narrow to wide; each includes those before it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A user with roles; `scopes` narrow what a token of theirs may do (None: everything that they may).

    `team_ids` are their teams and those below. `access_version` is what `catalog_state` said when all of this
    was read: it holds as long as it says the same, and until the token expires.
    """

    user_id: UUID
    role_keys: tuple[str, ...]
    locale: str | None = None
    time_zone: str | None = None
    scopes: frozenset[str] | None = None
    team_ids: tuple[UUID, ...] | None = field(default=None, compare=False)
    access_version: int | None = field(default=None, compare=False)
    expires_at: datetime | None = field(default=None, compare=False)
    viewer: Viewer = field(init=False, compare=False, repr=False)
    """Whose sight row predicates ask about."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "viewer", Viewer(self.user_id, self.team_ids, self.access_version))

    @property
    def is_admin(self) -> bool:
        """Whether the actor may change the workspace itself."""
        return "admin" in self.role_keys and self.allows("admin")

    def allows(self, scope: str) -> bool:
        """Whether the token lets its user act in a scope."""
        if self.scopes is None:
            return True
        names = list(SCOPES)
        return any(name in self.scopes for name in names[names.index(scope) :])
