"""How long processes have worked, in milliseconds on processors (Linux: proc(5))."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

_NANOSECONDS = 1_000_000
_TICK_MS = 1_000 / os.sysconf("SC_CLK_TCK")
_OWN_TIMES, _CHILDREN_TIMES = slice(11, 13), slice(13, 15)  # utime and stime, cutime and cstime
_IDLE_SECONDS = 0.03
_IDLE_PART = 0.05
_PATIENCE_SECONDS = 3.0


def work_of(pid: int) -> float:
    """Return what a process and those that it started have worked, while they live."""
    return sum(_own_work(one) for one in (pid, *_descendants(pid)))


def work_of_postgres(postmaster: int) -> float:
    """Return what a server has worked: all its processes, and those that have ended since it started."""
    ended: float = 0
    with suppress(OSError):
        ended = _ticks(Path(f"/proc/{postmaster}/stat"), _CHILDREN_TIMES)
    return ended + work_of(postmaster)


def work_of_machine() -> float:
    """Return what all processors have worked."""
    user, nice, system, _idle, _waiting, *interrupts = Path("/proc/stat").read_text().split()[1:9]
    return sum(int(ticks) for ticks in (user, nice, system, *interrupts)) * _TICK_MS


def wait_until_idle(worked: Callable[[], float]) -> None:
    """Wait until next to nothing is done any more, or patience ends."""
    end = time.monotonic() + _PATIENCE_SECONDS
    before = worked()
    while time.monotonic() < end:
        time.sleep(_IDLE_SECONDS)
        now = worked()
        if now - before < _IDLE_SECONDS * _IDLE_PART * 1_000:
            return
        before = now


def _own_work(pid: int) -> float:
    work = 0.0
    with suppress(OSError):  # it may end while it is looked at
        for thread in Path(f"/proc/{pid}/task").iterdir():
            exact = thread / "schedstat"
            work += _nanoseconds(exact) if exact.exists() else _ticks(thread / "stat", _OWN_TIMES)
    return work


def _nanoseconds(schedstat: Path) -> float:
    return int(schedstat.read_text().split()[0]) / _NANOSECONDS


def _ticks(stat: Path, times: slice) -> float:
    fields = stat.read_text().rpartition(")")[2].split()  # behind the name, which may have spaces
    return sum(int(ticks) for ticks in fields[times]) * _TICK_MS


def _descendants(pid: int) -> Iterator[int]:
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        with suppress(OSError):
            for thread in Path(f"/proc/{parent}/task").iterdir():
                children = [int(child) for child in (thread / "children").read_text().split()]
                waiting.extend(children)
                yield from children
