"""Who acts."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A user with roles; `scopes` narrow what a token of theirs may do (None: everything that they may)."""

    user_id: UUID
    role_keys: tuple[str, ...]
    locale: str | None = None
    time_zone: str | None = None
    scopes: frozenset[str] | None = None

    @property
    def is_admin(self) -> bool:
        """Whether the actor may change the workspace itself."""
        return "admin" in self.role_keys and (self.scopes is None or "admin" in self.scopes)
