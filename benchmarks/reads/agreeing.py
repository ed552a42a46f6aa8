"""Whether contenders answer alike: the same values, however they write times and decimals."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import httpx

from benchmarks.reads.cases.case import Case
from benchmarks.reads.contenders.contender import Contender, Running

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_UNORDERED = {"groups"}
_SEEN = 3
"""How many sets of variables are compared."""


class Disagreement(Exception):  # noqa: N818 (its text is the message)
    """Two contenders answer differently, or one does not answer."""


async def answers(contender: Contender, running: Running, case: Case, token: str) -> list[Any]:
    """Ask for the first few sets of variables; return the values in their canonical form."""
    headers = {"authorization": f"Bearer {token}"}
    found = []
    async with httpx.AsyncClient(base_url=running.address, headers=headers, timeout=60) as client:
        for variables in case.variables[:_SEEN]:
            response = await client.post(contender.path(case), json=contender.body(case, variables))
            if response.status_code != httpx.codes.OK or "errors" in response.json():
                raise Disagreement(f"{contender.title} does not answer {case.name}: {response.text[:2000]}")
            found.append(plain(contender.canonical(case, response.json())))
    return found


def compare(case: Case, found: Mapping[str, Sequence[Any]]) -> None:
    """Raise Disagreement unless all contenders, by name, have answered the same."""
    (first, expected), *others = found.items()
    for name, given in others:
        for one, other in zip(expected, given, strict=True):
            if difference := _difference(one, other, "data"):
                raise Disagreement(f"{first} and {name} answer {case.name} differently: {difference}")


def is_empty(found: Any) -> bool:
    """Whether there is no record in an answer."""
    if isinstance(found, dict):
        return all(is_empty(value) for value in found.values())
    return found in (None, [], 0)


def plain(value: Any) -> Any:
    """Return a value in which times and decimals have one form."""
    if isinstance(value, dict):
        shaped = {key: plain(inner) for key, inner in value.items()}
        for key in _UNORDERED & shaped.keys():
            shaped[key] = sorted(shaped[key], key=str)
        return shaped
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, str) and _TIME.fullmatch(value):
        time = datetime.fromisoformat(value)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return str(Decimal(value).normalize())
    return value


def _difference(one: Any, other: Any, path: str) -> str | None:
    pairs: Iterable[tuple[Any, Any, Any]] | None = None
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs = ((key, one[key], other[key]) for key in one)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = zip(count(), one, other, strict=False)
    if pairs is None:
        return None if one == other else f"{path} is {str(one)[:200]} and {str(other)[:200]}"
    differences = (_difference(mine, theirs, f"{path}.{key}") for key, mine, theirs in pairs)
    return next(filter(None, differences), None)
