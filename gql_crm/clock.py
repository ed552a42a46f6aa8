"""The one clock. It is handed down, so that time-driven work can be run at any time."""

import os
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def uuid7() -> uuid.UUID:
    """Make a UUID of version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, 12 of their parts, random bits.

    The parts (6.2, method 3) keep ids in order that one process makes one after the other.
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | (nanoseconds * 4096 // 1_000_000) << 64
    value |= 0x2 << 62 | int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=value)


def uuid7_time(value: uuid.UUID) -> datetime:
    """Return the time inside a UUIDv7."""
    return datetime.fromtimestamp((value.int >> 80) / 1000, UTC)
