"""Runs each measurement in a process of its own, so that none pays for what another has left behind."""

import asyncio
import multiprocessing
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

from benchmarks.figures import Figure
from gql_crm.http.server import new_event_loop

Size = TypeVar("Size")


@dataclass(frozen=True)
class Measurement(Generic[Size]):
    """One thing to measure at one size; both are sent to the process by name and by value."""

    name: str
    measure: Callable[[Size], list[Figure] | Coroutine[object, object, list[Figure]]]
    size: Size
    told: str
    """The size in words."""

    def run_apart(self) -> list[Figure]:
        """Measure in a new process."""
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, context) as pool:
            return pool.submit(self.run_here).result()

    def run_here(self) -> list[Figure]:
        """Measure in this process, on the event loop that servers use."""
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
        found = self.measure(self.size)
        if isinstance(found, list):
            return found
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            return runner.run(found)
