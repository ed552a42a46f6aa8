"""What the catalog had to do without."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CatalogProblem:
    """Something that was left out, and why."""

    origin: str
    message: str
    since: datetime
    reason: str = ""
    """Why, without what was left out."""
