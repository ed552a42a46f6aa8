"""What a change of the catalog has done, told by names that no later change takes away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ChangeMade:
    """It is kept under idempotency keys; the answer is made of it and of the catalog as it is by then."""

    version: int | None = None
    """The catalog's version that has the change."""
    names: Sequence[Sequence[str]] = ()
    """What was changed: an entity by the name that rows have of it, a field by that and its id."""
    job: UUID | None = None
    gone: bool = False
    """Whether what was changed was deleted thereby."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """The content of what was deleted, where no row has it any more."""
