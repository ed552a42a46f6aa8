"""Which answers go out compressed: those that are kept so, to clients that take gzip (RFC 9110, 12.5.3)."""

import asyncio
from collections.abc import Mapping
from typing import Final

from gql_crm.schema.packed import Packed

_PLAIN: Final[Mapping[str, str]] = {"Vary": "Accept-Encoding"}
_GZIP: Final[Mapping[str, str]] = {"Vary": "Accept-Encoding", "Content-Encoding": "gzip"}


async def encoded(content: Packed, accept_encoding: str | None) -> tuple[bytes, Mapping[str, str]]:
    """Return the body for a client, and the headers that say what it is."""
    if takes_gzip(accept_encoding):
        return content.gzip, _GZIP
    return await asyncio.to_thread(content.content), _PLAIN


def takes_gzip(accept_encoding: str | None) -> bool:
    """Tell whether an Accept-Encoding header names gzip; who sends none has not said that they can."""
    weights: dict[str, float] = {}
    for part in (accept_encoding or "").lower().split(","):
        coding, _, weight = part.partition(";")
        weights[coding.strip()] = _quality(weight)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def _quality(text: str) -> float:
    name, _, number = text.replace(" ", "").partition("=")
    if not name:
        return 1.0
    try:
        return float(number) if name == "q" else 0.0
    except ValueError:
        return 0.0
