"""Small requests that would be a lot of work, and the time that they may take."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple, TypeVar

import pytest

CPU_SECONDS = 0.1
T = TypeVar("T")


class Bomb(NamedTuple):
    """A request; `code` is that of the refusal, None where it is answered because it costs little."""

    code: str | None
    query: str
    variables: Mapping[str, Any] = {}


async def within_budget(run: Callable[[int], Awaitable[T]]) -> T:
    """Run up to five times, each with its number: other work slows a run down, none speeds it up."""
    spent = 0.0
    for number in range(5):
        begun = time.process_time()
        result = await run(number)
        spent = time.process_time() - begun
        if spent <= CPU_SECONDS:
            return result
    pytest.fail(f"took {spent:.3f} s of CPU, five times")


def _fragments(of: str, levels: int, step: str, last: str) -> str:
    """Return fragments each of which uses the next one."""
    chain = (f"fragment F{n} on {of}{{{step.replace('...F', f'...F{n + 1}')}}}" for n in range(levels))
    return f"{''.join(chain)}fragment F{levels} on {of}{{{last}}}"


def _selections(fields: str, times: int) -> str:
    return "{ viewer " + f"{{ {fields} " * times + "{ id }" + " }" * times + " }"


def nested_lists(levels: int) -> list[Any]:
    """Return lists in lists."""
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


EXPENSIVE, BAD = "QUERY_TOO_EXPENSIVE", "BAD_USER_INPUT"
_OF_FILTER = "query ($f: ContactFilter) { contacts(filter: $f) { nodes { id } } }"
_PAGES = " ".join(f"a{n}: contacts(filter: $f, first: 1) {{ nodes {{ id }} }}" for n in range(20))
_DOUBLED = _fragments("User", 14, "a:owner{...F}b:owner{...F}", "id")  # some 800 bytes

_SOME: Mapping[str, Any] = {"properties": {"some": {}}}

BOMBS: Mapping[str, Bomb] = {
    "fragments that double": Bomb(EXPENSIVE, f"{{viewer{{...F0}}}}{_DOUBLED}"),
    "fragments that double without aliases": Bomb(
        EXPENSIVE, "{ viewer { ...F0 } }" + _fragments("User", 13, "owner{...F} createdBy{...F}", "id")
    ),
    "fragments that double pages": Bomb(
        EXPENSIVE,
        "{ contacts { nodes { ...F0 } } }"
        + _fragments("Contact", 3, "organization{contacts{nodes{...F} edges{node{...F}}}}", "id"),
    ),
    "fragments that spread the next one twice": Bomb(
        None, "{ viewer { ...F0 } }" + _fragments("User", 55, "...F ...F", "id")
    ),
    "10,000 aliases": Bomb(EXPENSIVE, "{" + "".join(f"a{n}:viewer{{id}}" for n in range(10_000)) + "}"),
    "aliases": Bomb(EXPENSIVE, "{" + "".join(f"a{n}:viewer{{id}}" for n in range(200)) + "}"),
    "aliases in introspection": Bomb(
        EXPENSIVE, "{ __schema {" + "".join(f"a{n}:types{{fields{{name}}}}" for n in range(150)) + "} }"
    ),
    "10,000 levels": Bomb(EXPENSIVE, _selections("owner", 10_000)),
    "100 levels": Bomb(EXPENSIVE, _selections("owner", 100)),
    "100,000 brackets": Bomb(EXPENSIVE, "{ contacts(filter: {and: " + "[" * 100_000),
    "100,000 braces": Bomb(BAD, "{" * 100_000),
    "300 brackets": Bomb(BAD, "{ contacts(orderBy: " + "[" * 90 + "]" * 90 + ") { nodes { id } } }"),
    "directives": Bomb(EXPENSIVE, "{ viewer { id " + "@include(if: true) " * 250 + "} }"),
    "directives here and there": Bomb(EXPENSIVE, "{ viewer { " + "id @skip(if: false) " * 60 + "} }"),
    "pages of pages": Bomb(
        EXPENSIVE,
        "{ contacts(first: 200) { nodes { organization { contacts(first: 200) { nodes { id } } } } } }",
    ),
    "a huge page": Bomb(EXPENSIVE, "{ contacts(first: 2147483647) { nodes { id } } }"),
    "a huge page in a variable": Bomb(
        EXPENSIVE, "query ($n: Int) { contacts(first: $n) { nodes { id } } }", {"n": 1_000_000}
    ),
    "counts": Bomb(
        EXPENSIVE, "{ organizations(first: 200) { nodes { contacts { totalCount } visits { totalCount } } } }"
    ),
    "quantifiers": Bomb(
        EXPENSIVE,
        f"query ($f: ContactFilter) {{ {_PAGES} }}",
        {"f": {"or": [_SOME] * 240}},
    ),
    "a long filter again and again": Bomb(
        EXPENSIVE,
        f"query ($f: ContactFilter) {{ {_PAGES} }}",
        {"f": {"and": [{"firstName": {"in": ["x"] * 200}}] * 48}},
    ),
    "a long filter in a filter": Bomb(
        EXPENSIVE,
        "query ($f: ContactFilter!) { contacts(filter: {and: [" + "$f " * 240 + "]}) { nodes { id } } }",
        {"f": {"and": [{"firstName": {"in": ["x"] * 200}}] * 48}},
    ),
    "a list of 100,000": Bomb(BAD, _OF_FILTER, {"f": {"firstName": {"in": ["x"] * 100_000}}}),
    "lists of lists": Bomb(EXPENSIVE, _OF_FILTER, {"f": {"and": [{"or": [{}] * 240}] * 240}}),
    "lists in lists": Bomb(EXPENSIVE, _OF_FILTER, {"f": {"and": nested_lists(55)}}),
    "a list in a document": Bomb(
        BAD, "{ contacts(filter: {firstName: {in: [" + '"x" ' * 1_900 + "]}}) { nodes { id } } }"
    ),
    "introspection in circles": Bomb(
        BAD, "{ __schema { types " + "{ fields { type " * 10 + "{ name }" + " } }" * 10 + " } }"
    ),
    "all types of any record": Bomb(
        None,
        '{ node(id: "01890a5d-ac96-774b-bcce-b302099a8057") { '
        + " ".join(f"... on {name} {{ owner {{ id }} }}" for name in ("Contact", "User", "Team") * 15)
        + " } }",
    ),
}
