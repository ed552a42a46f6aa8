"""Prepared documents of one schema version, bounded by the memory that they take."""

from collections import OrderedDict
from typing import Generic, TypeVar

Key = tuple[str, str | None]
"""A document's text and an operation's name."""
Value = TypeVar("Value")

_MOST_BYTES = 64_000_000
_BYTES_A_CHARACTER = 60
"""What a document takes for each of its characters once it is parsed: about that, measured."""


class DocumentCache(Generic[Value]):
    """The longest unused document goes first, with everything that hangs on it."""

    def __init__(self, limit: int = _MOST_BYTES) -> None:
        self._entries: OrderedDict[Key, Value] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._limit = limit
        self._size = 0

    def get(self, key: Key) -> Value | None:
        """Return what was kept under `key`, or None."""
        value = self._entries.get(key)
        if value is not None:
            self._entries.move_to_end(key)
        return value

    def put(self, key: Key, value: Value, size: int | None = None) -> None:
        """Keep a document; `size` is what it takes with everything that hangs on it."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        whole = len(key[0]) * _BYTES_A_CHARACTER if size is None else size
        self.grow(key, whole - self._sizes.get(key, 0))

    def entries(self) -> list[tuple[Value, int]]:
        """Return what is kept with its sizes, the longest unused first."""
        return [(value, self._sizes[key]) for key, value in self._entries.items()]

    def grow(self, key: Key, size: int) -> None:
        """Add what now hangs on a document to its size in bytes."""
        if key not in self._entries:
            return
        self._sizes[key] = self._sizes.get(key, 0) + size
        self._size += size
        while self._size > self._limit and len(self._entries) > 1:
            oldest, _ = self._entries.popitem(last=False)
            self._size -= self._sizes.pop(oldest)
