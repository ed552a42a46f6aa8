"""The name of a record."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ref:
    """An entity's name and a record's id."""

    entity: str
    id: UUID
