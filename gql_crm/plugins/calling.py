"""How functions of plugins are called during requests: none blocks the server or outlives its deadline."""

import asyncio
import contextvars
import inspect
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

_MOST_THREADS = 8
"""Threads that the functions of one module may have at a time, those that never come back included."""


class PluginFailure(Exception):  # noqa: N818 (it is an answer: what the plugin did instead)
    """A plugin's function did not do its work; `reason` says why in words that clients may read."""

    def __init__(self, reason: str, cause: BaseException | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cause = cause


def without_frames(error: BaseException | None) -> None:
    """Let an exception that has been logged forget its frames: they hold the request, and are held by it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


@dataclass(frozen=True, slots=True)
class _Raised:
    error: BaseException


class PluginCalls:
    """Calls functions of plugins, each with a deadline in seconds.

    Coroutine functions run on the loop and have to await what takes long. Others run in threads of their own,
    a few for each module, so that one that hangs takes no place from another's.
    """

    def __init__(self, seconds: float = 2) -> None:
        self._seconds = seconds
        self._places: dict[str, asyncio.Semaphore] = {}
        self._running: set[asyncio.Task[Any]] = set()

    async def call(
        self, module: str, function: Callable[..., Any], *arguments: Any, seconds: float | None = None
    ) -> Any:
        """Return what a module's function returns; raise `PluginFailure` when it raises or takes too long.

        It has `seconds`, or as many as any function has.
        """
        seconds = self._seconds if seconds is None else seconds
        task = asyncio.create_task(self._tried(module, function, arguments))
        self._running.add(task)  # the loop itself would forget one that is given up
        task.add_done_callback(self._running.discard)
        try:
            done, _ = await asyncio.wait({task}, timeout=seconds)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if not done:
            task.cancel()
            raise PluginFailure(f"it took longer than {seconds:g} s")
        outcome = task.result()
        if isinstance(outcome, _Raised):
            raise PluginFailure("it failed", outcome.error)
        return outcome

    def close(self) -> None:
        """Give up what still runs."""
        for task in tuple(self._running):
            task.cancel()

    async def _tried(self, module: str, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        try:
            if inspect.iscoroutinefunction(function):
                return await function(*arguments)
            outcome = await self._in_thread(module, function, arguments)
            return await outcome if inspect.isawaitable(outcome) else outcome
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 (sys.exit() of a plugin ends its work, not the server)
            return _Raised(error)

    async def _in_thread(self, module: str, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Run a function in a daemon thread: one that never ends keeps no process from ending."""
        places = self._places.setdefault(module, asyncio.Semaphore(_MOST_THREADS))
        await places.acquire()
        loop = asyncio.get_running_loop()
        result: asyncio.Future[Any] = loop.create_future()

        def settle(outcome: Any) -> None:
            places.release()
            if not result.done():
                result.set_result(outcome)

        def run() -> None:
            outcome = _tried_at_once(function, arguments)
            with suppress(RuntimeError):  # the loop is gone, and nobody waits any more
                loop.call_soon_threadsafe(settle, outcome)

        run_in = contextvars.copy_context().run
        try:
            threading.Thread(target=run_in, args=(run,), name=f"plugin {module}", daemon=True).start()
        except RuntimeError:  # the system has no thread left
            places.release()
            raise
        return await result


def _tried_at_once(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    try:
        return function(*arguments)
    except BaseException as error:  # noqa: BLE001 (as above)
        return _Raised(error)
