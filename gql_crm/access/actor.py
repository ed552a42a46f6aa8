"""Who acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

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

    `version` is that of the user's record, `token_id` the token that they came with: by both it can be told
    whether what is known of them still holds.
    """

    user_id: UUID
    role_keys: tuple[str, ...]
    locale: str | None = None
    time_zone: str | None = None
    scopes: frozenset[str] | None = None
    version: int = 0
    token_id: UUID | None = None

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
