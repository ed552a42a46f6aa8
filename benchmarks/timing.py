"""How long something takes, in milliseconds: on the clock, and on the processor by this process."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.figures import median

MILLISECONDS = 1_000


class Duration(NamedTuple):
    """What the clock says depends on whatever else the machine does; what the processor says hardly does."""

    clock: float
    processor: float


class Stopwatch:
    """Runs from its making on."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._processor_start = time.process_time()

    def ms(self) -> float:
        """Return the milliseconds since the start."""
        return (time.perf_counter() - self._start) * MILLISECONDS

    def duration(self) -> Duration:
        """Return both times since the start."""
        return Duration(self.ms(), (time.process_time() - self._processor_start) * MILLISECONDS)


def median_duration(durations: Sequence[Duration]) -> Duration:
    """The value in the middle of each."""
    return Duration(median([one.clock for one in durations]), median([one.processor for one in durations]))


def interleaved(tasks: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Duration]:
    """Time each task once a round, so that whatever else the machine does hits all of them alike."""
    times: dict[str, list[Duration]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            watch = Stopwatch()
            task()
            times[name].append(watch.duration())
    return {name: median_duration(durations) for name, durations in times.items()}


async def timed(work: Awaitable[object]) -> Duration:
    """Await something and return how long it took."""
    watch = Stopwatch()
    await work
    return watch.duration()
