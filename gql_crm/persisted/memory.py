"""Texts that a process keeps for a while."""

import sys
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

from gql_crm.clock import Clock

_ENTRY_BYTES: Final = 300
"""What an entry takes beside its texts: its place in the dictionary, the pair, the time."""


class TextMemory:
    """Texts by key, bounded by the memory that they take; the longest unused goes first.

    A text is good for `lifetime` after it was kept, for as long as there is room without one.
    """

    def __init__(self, most_bytes: int, lifetime: timedelta | None, clock: Clock) -> None:
        self._most_bytes = most_bytes
        self._lifetime = lifetime
        self._clock = clock
        self._kept: OrderedDict[str, tuple[str, datetime | None]] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """How much memory the texts take, about."""
        return self._bytes

    def get(self, key: str) -> str | None:
        """Return a text that is still good."""
        entry = self._kept.get(key)
        if entry is None:
            return None
        text, until = entry
        if until is not None and until <= self._clock():
            self.drop(key)
            return None
        self._kept.move_to_end(key)
        return text

    def keep(self, key: str, text: str) -> None:
        """Keep a text; one that is larger than all the room there is comes to nothing."""
        self.drop(key)
        self._kept[key] = (text, None if self._lifetime is None else self._clock() + self._lifetime)
        self._bytes += _size(key, text)
        while self._bytes > self._most_bytes:
            oldest, (forgotten, _) = self._kept.popitem(last=False)
            self._bytes -= _size(oldest, forgotten)

    def drop(self, key: str) -> None:
        """Forget a text, if it is there."""
        entry = self._kept.pop(key, None)
        if entry is not None:
            self._bytes -= _size(key, entry[0])


def _size(key: str, text: str) -> int:
    return sys.getsizeof(key) + sys.getsizeof(text) + _ENTRY_BYTES
