"""Modules and functions stay short enough to be read at once."""

import ast
from collections.abc import Iterator

from tests.promises.sources import Source, core_sources, plugin_sources

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40

# Name → why it is better long. An entry that is no longer needed fails the test.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}


def test_modules_have_at_most_300_lines() -> None:
    too_long = {source.name: _lines(source) for source in _all() if _lines(source) > LONGEST_MODULE}
    assert set(too_long) == set(LONG_MODULES), f"split these by concept: {too_long}"


def test_functions_have_at_most_40_lines() -> None:
    too_long = {
        name: lines for source in _all() for name, lines in _functions(source) if lines > LONGEST_FUNCTION
    }
    assert set(too_long) == set(LONG_FUNCTIONS), f"take a part out and name it: {too_long}"


def _all() -> list[Source]:
    return [*core_sources(), *plugin_sources()]


def _lines(source: Source) -> int:
    return source.text.count("\n")


def _functions(source: Source) -> Iterator[tuple[str, int]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{source.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
