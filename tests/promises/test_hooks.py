"""A hook is a promise to partners: documented with its exact signature, and used by a plugin of ours."""

import ast
import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest

from gql_crm.plugins import hookspecs
from tests.promises.sources import ROOT, plugin_sources, text_of

HOOKS = {
    name: function
    for name, function in inspect.getmembers(hookspecs, inspect.isfunction)
    if hasattr(function, f"{hookspecs.PROJECT}_spec")
}


def test_there_are_hooks_and_at_most_a_dozen() -> None:
    assert 1 <= len(HOOKS) <= 12


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_says_what_kind_it_is(name: str) -> None:
    assert name.startswith(("register_", "on_"))


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_documented_with_its_signature(name: str) -> None:
    heading = f"### `{_signature(HOOKS[name])}`"
    assert heading in text_of(ROOT / "docs" / "plugins.md")


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_used_by_a_contributed_plugin(name: str) -> None:
    users = [source.name for source in plugin_sources() if name in _functions(source.tree)]
    assert users, f'no plugin in plugins_contrib implements "{name}"'


def _signature(function: Callable[..., Any]) -> str:
    """As a person writes it: without the modules of the types."""
    return function.__name__ + re.sub(r"\b(?:\w+\.)+(?=\w)", "", str(inspect.signature(function)))


def _functions(tree: ast.Module) -> set[str]:
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
