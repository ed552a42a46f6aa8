"""Request bodies: bounded in size and time while they arrive, then read as strict JSON."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.types import Receive, Scope

from gql_crm.http.refusals import Refusal, bad_input

_DEEPEST: Final = 100
"""Nesting of JSON in a request. Whoever walks the value afterwards may do so recursively."""


WHOLE_BODY: Final = "whole_body"
"""The key in a request's state under which the server hands over a body that has arrived."""


class ClientGone(Exception):  # noqa: N818 (an event)
    """The client closed the connection before its request was complete: nobody waits for an answer."""


async def read_body(
    scope: Scope, receive: Receive, content_length: str | None, most_bytes: int, seconds: float
) -> bytes:
    """Return the whole body. Raises Refusal (400, 408, 413) and ClientGone."""
    if content_length is not None and content_length.isdecimal() and int(content_length) > most_bytes:
        raise _too_large(most_bytes)
    body: bytes | None = scope["state"].get(WHOLE_BODY) if "state" in scope else None
    if body is not None:
        if len(body) > most_bytes:
            raise _too_large(most_bytes)
        return body
    try:
        async with asyncio.timeout(seconds):
            return await _gather(receive, most_bytes)
    except TimeoutError:
        text = f"The body did not arrive within {seconds:g} seconds."
        raise bad_input(text, 408, Connection="close") from None


def parse_object(raw: bytes, whole: str) -> Mapping[str, Any]:
    """Read a JSON object (RFC 8259: no NaN, no broken UTF-8); `whole` names it. Raises Refusal (400)."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as fault:
        raise bad_input(f"{whole} is not valid JSON: {_place(fault)}.") from None
    if not isinstance(value, dict):
        raise bad_input(f"{whole} is {kind_of(value)}. Expected a JSON object.")
    if raw.count(b"[") + raw.count(b"{") > _DEEPEST and not is_shallow(value):
        raise bad_input(f"{whole} is nested deeper than {_DEEPEST} levels.")
    return value


def is_shallow(value: object) -> bool:
    """Tell whether a JSON value is nested at most as deep as is allowed; walks it without recursion."""
    level = [value]
    for _ in range(_DEEPEST + 1):
        level = [inner for outer in level for inner in _members(outer)]
        if not level:
            return True
    return False


def kind_of(value: object) -> str:
    """Return what a JSON value is, in words."""
    if value is None:
        return "null"
    names: Mapping[type, str] = {
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names[type(value)]


async def _gather(receive: Receive, most_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        part: bytes = message.get("body", b"")
        size += len(part)
        if size > most_bytes:
            raise _too_large(most_bytes)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts) if len(parts) > 1 else part


def _too_large(most_bytes: int) -> Refusal:
    # The rest of the body is still on its way: the connection is of no use afterwards.
    return bad_input(f"The body is larger than {most_bytes:,} bytes.", 413, Connection="close")


def _place(fault: orjson.JSONDecodeError) -> str:
    text = str(fault)
    return text if len(text) <= 200 else f"at byte {fault.pos}"  # noqa: PLR2004 (a line)


def _members(value: object) -> tuple[object, ...]:
    if isinstance(value, dict):
        return tuple(value.values())
    return tuple(value) if isinstance(value, list) else ()
