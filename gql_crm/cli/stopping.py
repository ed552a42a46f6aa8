"""SIGTERM ends a command the way Ctrl-C does: by an exception, so that everything is closed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stop_on_terminate() -> Iterator[None]:
    """Let SIGTERM raise KeyboardInterrupt."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
