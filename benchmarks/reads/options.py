"""What `python -m benchmarks reads` can be told."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from benchmarks.reads.course import Pace

CONNECTIONS = (1, 16)


@dataclass(frozen=True)
class ReadOptions:
    """How much is measured, of whom, over how many records."""

    scale: float = 1.0
    only: tuple[str, ...] = ()
    """Names of cases, or patterns like `Q2*`; empty: all."""
    contenders: tuple[str, ...] = ()
    """Names of contenders; empty: all."""
    connections: tuple[int, ...] = CONNECTIONS
    pace: Pace = field(default_factory=Pace)
    keep: Path | None = None
    report: Path | None = None

    @property
    def name(self) -> str:
        """The options in words."""
        chosen = ", ".join((*self.only, *self.contenders)) or "everything"
        return f"{chosen} at scale {self.scale:g}"

    def wants(self, case: str) -> bool:
        """Whether a case is measured."""
        return not self.only or any(fnmatchcase(case, pattern) for pattern in self.only)

    def takes(self, contender: str) -> bool:
        """Whether a contender takes part."""
        return not self.contenders or contender in self.contenders
