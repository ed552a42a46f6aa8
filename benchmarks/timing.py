"""How long something takes, in milliseconds."""

import time
from collections.abc import Awaitable, Callable, Mapping

MILLISECONDS = 1_000


class Stopwatch:
    """Runs from its making on."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def ms(self) -> float:
        """Return the milliseconds since the start."""
        return (time.perf_counter() - self._start) * MILLISECONDS


def interleaved(tasks: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time each task once a round, so that whatever else the machine does hits all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            watch = Stopwatch()
            task()
            times[name].append(watch.ms())
    return times


async def timed(work: Awaitable[object]) -> float:
    """Await something and return how long it took."""
    watch = Stopwatch()
    await work
    return watch.ms()
