"""A module whose computed fields do what the contacts' nicknames say, and count how often they are asked."""

import asyncio
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from gql_crm import ComputedField, Module, OperationContext

Rows = Sequence[Mapping[str, Any]]
NEVER = 3600
CLINGS_SECONDS = 4.0


class Oracle:
    """Computed fields of contacts: `said` of a coroutine function, `shouted` of a function."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []
        self.threads: set[str] = set()
        self.go_on = threading.Event()
        self.began = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def module(self) -> Module:
        return Module(
            name="oracle",
            version="1",
            requires=("people",),
            computed={
                "Contact": (
                    ComputedField(key="said", kind="TEXT", needs=("nickname",), load=self.say),
                    ComputedField(key="shouted", kind="TEXT", needs=("nickname",), load=self.shout),
                    ComputedField(key="counted", kind="INTEGER", needs=(), load=self.count),
                ),
                "Organization": (ComputedField(key="said", kind="TEXT", needs=("name",), load=self.repeat),),
            },
        )

    async def say(self, rows: Rows, _context: OperationContext) -> Any:
        self.calls.append(("said", len(rows)))
        words = [row["nickname"] for row in rows]
        if "waits" in words:
            self.began.set()
            await asyncio.sleep(NEVER)
        if "clings" in words:
            await _clinging()
        return _answer(words)

    def shout(self, rows: Rows, _context: OperationContext) -> Any:
        self.calls.append(("shouted", len(rows)))
        self.threads.add(threading.current_thread().name)
        words = [row["nickname"] for row in rows]
        if "waits" in words:
            self._loop.call_soon_threadsafe(self.began.set)
            self.go_on.wait(NEVER)
        answer = _answer(words)
        return [word and word.upper() for word in answer] if isinstance(answer, list) else answer

    async def count(self, rows: Rows, _context: OperationContext) -> list[int]:
        self.calls.append(("counted", len(rows)))
        return list(range(len(rows)))

    async def repeat(self, rows: Rows, _context: OperationContext) -> list[str]:
        self.calls.append(("repeated", len(rows)))
        return [row["name"] for row in rows]


async def _clinging() -> None:
    """Do not let go when asked to end."""
    end = time.monotonic() + CLINGS_SECONDS
    while time.monotonic() < end:
        try:
            await asyncio.sleep(0.5)
        except asyncio.CancelledError:
            continue


def _answer(words: list[str]) -> Any:
    if "raises" in words:
        raise KeyError("/etc/passwd")
    if "exits" in words:
        sys.exit(3)
    if "cancels" in words:
        raise asyncio.CancelledError
    if "short" in words:
        return words[1:]
    if "long" in words:
        return [*words, "more"]
    if "nothing" in words:
        return None
    if "text" in words:
        return "text"
    if "dict" in words:
        return dict.fromkeys(words)
    return [_one(word) for word in words]


def _one(word: str | None) -> Any:
    match word:
        case "odd":
            return 5
        case "broken":
            return "\ud800"
        case "blamed":
            return ValueError("/etc/shadow")
        case "object":
            return object()
    return word
