"""The sizes of a CRM for which something is promised."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """A catalog's size, its budget for a change, and how often everything is repeated."""

    entities: int
    fields: int
    swap_budget_ms: float
    rounds: int
    changes: int
    """Changes while others ask."""

    @property
    def name(self) -> str:
        """The size in words."""
        return f"{self.entities} entities, {self.fields:,} custom fields"


SIZES = (Size(15, 150, 20, rounds=41, changes=50), Size(40, 2_000, 100, rounds=25, changes=50))
TINY = Size(9, 10, 10_000, rounds=2, changes=2)
"""Only to see whether a benchmark runs."""
