"""What is made of a declaration again and again: kept with it, and gone when it goes."""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

_MOST: Final = 500
Made = TypeVar("Made")


class Kept:
    """Things that depend on their owner and their key alone. Where there are many, all are made anew."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made under a key, the same each time; nothing that was made may be None."""
        made: Made | None = self._made.get(key)
        if made is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            made = self._made[key] = make()
        return made
