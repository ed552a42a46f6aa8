"""Each benchmark runs, at a size at which nothing can be measured."""

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.catalog import building, changing, growth, workers
from benchmarks.catalog.sizes import TINY
from benchmarks.figures import Figure, as_json


def value_of(figures: list[Figure], name: str) -> float:
    return next(figure.value for figure in figures if figure.name == name)


@pytest.fixture(autouse=True)
def collector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the collector of the test run as it is."""
    for module in (building, changing, growth):
        monkeypatch.setattr(module, "spare_the_collector", lambda: None)


def test_merge_and_build_are_timed_beside_bare_construction() -> None:
    figures = building.measure(TINY)
    assert value_of(figures, "graphql-core's bare construction") > 0
    assert value_of(figures, "errors that it finds") == 0


@pytest.mark.parametrize("measure", [changing.measure, workers.measure])
async def test_changes_are_timed(measure: Callable[..., Any]) -> None:
    figures: list[Figure] = await measure(TINY)
    assert all(figure.value > 0 for figure in figures if figure.unit == "ms")
    assert [figure.name for figure in figures if not figure.kept] == []


async def test_growth_is_measured_after_the_warm_up() -> None:
    figures = await growth.measure(TINY, changes=6, warm_up=2)
    assert value_of(figures, "memory after 2 changes") > 0
    assert value_of(figures, "schemas alive at once, at most") >= 1


def test_a_broken_promise_is_told() -> None:
    kept, broken = (Figure("all", "time", value, "ms", budget=20) for value in (20, 20.5))
    assert (kept.kept, broken.kept) == (True, False)
    assert b'"kept": false' in as_json([kept, broken])
