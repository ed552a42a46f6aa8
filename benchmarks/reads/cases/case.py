"""A query with many sets of variables, and who asks it of which workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.reads.dataset.ground import ADMIN, MAIN

QUERIES = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6")
"""The queries that every contender answers."""


@dataclass(frozen=True)
class Case:
    """Something to measure. `name` is a query's own (`Q2`) or says what is different (`Q2 as broad`)."""

    name: str
    title: str
    document: str
    variables: Sequence[Mapping[str, Any]]
    """Sets of variables that requests take in turn, so that a cache of one answer helps nobody."""
    workspace: str = MAIN
    actor: str = ADMIN

    @property
    def query(self) -> str:
        """The query that it is a case of: `Q2`."""
        return self.name.split()[0]

    def varied(self, suffix: str, title: str, **changes: Any) -> "Case":
        """Return the same with something different."""
        return replace(self, name=f"{self.name} {suffix}", title=title, **changes)
