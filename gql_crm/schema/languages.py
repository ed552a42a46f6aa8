"""Which language a person gets a text in: lookup as RFC 4647, 3.4 says."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

DEFAULT_LANGUAGE = "en"
_REMEMBERED: Final = 1000


@lru_cache(_REMEMBERED)
def lookup_order(*preferences: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags to look for, best first, in lower case; `preferences` are lists of BCP 47 tags.

    Each tag is followed by what it narrows: `pt-BR` by `pt`.
    """
    wanted = [*(tag for languages in preferences for tag in languages), DEFAULT_LANGUAGE]
    return tuple(dict.fromkeys(wider for tag in wanted for wider in _widening(tag)))


def _widening(tag: str) -> Iterator[str]:
    parts = tag.lower().split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()
        while parts and len(parts[-1]) == 1:  # "x" and the like only introduce what was cut off
            parts.pop()
