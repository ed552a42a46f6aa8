"""What a ROLLUP field says: over which list it goes, and what it makes of the records there."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class RollupFunction(StrEnum):
    """What is made of the records of a list."""

    COUNT = "COUNT"
    SUM = "SUM"
    AVG = "AVG"
    MIN = "MIN"
    MAX = "MAX"
    LATEST = "LATEST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """A list of the entity by its name, or records by the reference that leads here, `Visit.boat`.

    `field` is what is added up or compared; `by` is what LATEST goes by, when the record was made if nothing
    else is said. `filter` is that of the list's own records, as lists have it.
    """

    list: str
    function: RollupFunction = RollupFunction.COUNT
    field: str | None = None
    by: str | None = None
    filter: Mapping[str, Any] | None = None


def rollup_to_json(rollup: Rollup) -> dict[str, Any]:
    """Return it as a JSON object; what is not said is left out."""
    values = ((item.name, getattr(rollup, item.name)) for item in fields(Rollup))
    return {name: value for name, value in values if value is not None}


def rollup_from_json(document: Mapping[str, Any]) -> Rollup:
    """Read what `rollup_to_json` made."""
    return Rollup(**{**document, "function": RollupFunction(document["function"])})
