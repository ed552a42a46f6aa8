"""Functions of plugins are called so that nothing they do harms who calls."""

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from typing import Any

import pytest

from gql_crm.plugins.calling import PluginCalls, PluginFailure

SECONDS = 0.3
WORD: ContextVar[str] = ContextVar("WORD", default="")


@pytest.fixture
def calls() -> PluginCalls:
    return PluginCalls(SECONDS)


async def _add(one: int, other: int) -> int:
    await asyncio.sleep(0)
    return one + other


def _add_at_once(one: int, other: int) -> int:
    return one + other


def _add_later(one: int, other: int) -> Any:
    return _add(one, other)


class _Adding:
    async def __call__(self, one: int, other: int) -> int:
        return one + other


@pytest.mark.parametrize("function", [_add, _add_at_once, _add_later, partial(_add), _Adding()])
async def test_functions_of_every_form_are_called(calls: PluginCalls, function: Callable[..., Any]) -> None:
    assert await calls.call("sums", function, 2, 3) == 5


async def test_only_functions_that_may_block_run_in_a_thread(calls: PluginCalls) -> None:
    async def there() -> str:
        return threading.current_thread().name

    assert await calls.call("sums", there) == threading.current_thread().name
    assert await calls.call("sums", lambda: threading.current_thread().name) == "plugin sums"


async def test_a_thread_has_the_context_of_its_request(calls: PluginCalls) -> None:
    WORD.set("request")
    assert await calls.call("sums", WORD.get) == "request"


async def _raise(error: BaseException) -> None:
    raise error


def _raise_at_once(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize("function", [_raise, _raise_at_once])
@pytest.mark.parametrize("error", [ValueError("x"), SystemExit(1), asyncio.CancelledError(), GeneratorExit()])
async def test_whatever_is_raised_becomes_a_failure(
    calls: PluginCalls, function: Callable[..., Any], error: BaseException
) -> None:
    with pytest.raises(PluginFailure, match=r"^it failed$") as failure:
        await calls.call("sums", function, error)
    assert failure.value.cause is error


async def test_sys_exit_ends_nothing_else(calls: PluginCalls) -> None:
    answers = await asyncio.gather(
        calls.call("sums", sys.exit), calls.call("sums", _add, 1, 2), return_exceptions=True
    )
    assert isinstance(answers[0], PluginFailure)
    assert answers[1] == 3


async def _forever() -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("function", [_forever, lambda: time.sleep(2 * SECONDS)])
async def test_what_takes_too_long_is_given_up(calls: PluginCalls, function: Callable[..., Any]) -> None:
    began = time.monotonic()
    with pytest.raises(PluginFailure, match=r"^it took longer than 0\.3 s$"):
        await calls.call("sums", function)
    assert time.monotonic() - began < 2 * SECONDS


async def test_threads_that_hang_cost_their_module_alone(calls: PluginCalls) -> None:
    gate = threading.Event()
    hanging = [calls.call("hangs", gate.wait) for _ in range(20)]
    failures = await asyncio.gather(*hanging, return_exceptions=True)
    assert {type(failure) for failure in failures} == {PluginFailure}
    assert sum(thread.name == "plugin hangs" for thread in threading.enumerate()) == 8
    with pytest.raises(PluginFailure):
        await calls.call("hangs", _add_at_once, 1, 2)
    assert await calls.call("sums", _add_at_once, 1, 2) == 3
    gate.set()
    await asyncio.sleep(0.1)
    assert await calls.call("hangs", _add_at_once, 1, 2) == 3


async def test_a_caller_that_goes_away_takes_its_call_along(calls: PluginCalls) -> None:
    ended = asyncio.Event()

    async def wait() -> None:
        try:
            await _forever()
        finally:
            ended.set()

    calling = asyncio.create_task(calls.call("sums", wait))
    await asyncio.sleep(0.01)
    calling.cancel()
    await asyncio.wait_for(ended.wait(), 1)


async def test_closing_gives_up_what_still_runs() -> None:
    calls = PluginCalls(60)
    calling = asyncio.create_task(calls.call("sums", _forever))
    await asyncio.sleep(0.01)
    calls.close()
    with pytest.raises(PluginFailure):
        await asyncio.wait_for(calling, 1)
