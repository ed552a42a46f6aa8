"""Tells whoever waits what is going on: a turning wheel on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status

_WORTH_TELLING_SECONDS = 0.5


class Progress:
    """A context manager that is called with one line of text whenever something new begins.

    On a terminal a step's line stays, with its time, when it took noticeable time.
    """

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False)
        self._wheel: Status | None = None
        self._step: str | None = None
        self._began = 0.0

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._wheel = self._console.status("")
            self._wheel.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        self.done()

    def done(self) -> None:
        """End the display: what follows takes no time, or says so itself."""
        self._finish()
        if self._wheel is not None:
            self._wheel.stop()
            self._wheel = None

    def __call__(self, text: str) -> None:
        """Tell that a step begins; the one before it is over."""
        self._finish()
        self._step, self._began = text, time.monotonic()
        if self._wheel is not None:
            self._wheel.update(text)
        else:
            print(text, file=sys.stderr, flush=True)

    def _finish(self) -> None:
        seconds = time.monotonic() - self._began
        if self._wheel is not None and self._step is not None and seconds > _WORTH_TELLING_SECONDS:
            self._console.print(f"{self._step} [dim]{seconds:.1f} s[/dim]")
        self._step = None


@contextmanager
def steps() -> Iterator[Progress]:
    """Open a progress display on standard error."""
    with Progress() as progress:
        yield progress
