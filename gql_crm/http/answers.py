"""JSON answers, written to the socket without a detour: they are what the server does all day."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from starlette.types import Receive, Scope, Send

from gql_crm.http.enclosing import Enclosing
from gql_crm.http.media_types import GRAPHQL_RESPONSE, JSON
from gql_crm.http.refusals import Refusal
from gql_crm.http.whole_answers import header_lines

_EMPTY: Final[Mapping[str, str]] = {}
_CONTENT_TYPES: Final[Mapping[str, bytes]] = {
    media_type: f"{media_type}; charset=utf-8".encode("ascii")
    for media_type in (GRAPHQL_RESPONSE, JSON, "text/html", "text/plain")
}
_REMEMBERED: Final = 16
"""Heads that are kept rendered: those of two media types for the newest versions of the catalog."""
_NOT_KEPT: Final = (b"cache-control", b"no-store")


async def send_answer(
    send: Send, status: int, body: bytes, media_type: str, headers: Mapping[str, str] = _EMPTY
) -> None:
    """Send a whole answer in UTF-8; nobody may keep it unless the headers say so."""
    raw = [
        (b"content-type", _CONTENT_TYPES[media_type]),
        (b"content-length", b"%d" % len(body)),
        *_raw(headers),
    ]
    if "Cache-Control" not in headers:
        raw.append(_NOT_KEPT)
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


async def send_data(send: Send, body: bytes, media_type: str, catalog_version: int) -> None:
    """Do that for what GraphQL answers all day: but for its length, the head is the same."""
    if type(send) is Enclosing:  # nobody stands between here and the envelope
        lines = _lines_of_data(media_type, catalog_version)
        if await send.write(200, b"content-length: %d\r\n%b" % (len(body), lines), body):
            return
    await send_answer(send, 200, body, media_type, catalog_header(catalog_version))


def catalog_header(version: int) -> dict[str, str]:
    """Return what tells a client whether it knows the newest catalog."""
    return {"X-GQL-CRM-Catalog": str(version)}


@lru_cache(_REMEMBERED)
def _lines_of_data(media_type: str, catalog_version: int) -> bytes:
    return header_lines(
        (
            (b"content-type", _CONTENT_TYPES[media_type]),
            *_raw(catalog_header(catalog_version)),
            _NOT_KEPT,
        )
    )


async def send_not_modified(send: Send, headers: Mapping[str, str]) -> None:
    """Say that what the client has kept is still what it would get (RFC 9110, 15.4.5)."""
    await send({"type": "http.response.start", "status": 304, "headers": _raw(headers)})
    await send({"type": "http.response.body", "body": b""})


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]


async def send_refusal(send: Send, refusal: Refusal) -> None:
    """Send an error as JSON."""
    await send_answer(send, refusal.status, refusal.body(), JSON, refusal.headers)


class NotFound:
    """The ASGI application of every path that is nobody's."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
            return
        path = scope["path"][:200]
        text = f'There is nothing at "{path}". GraphQL is at "/graphql".'
        await send_refusal(send, Refusal(404, "BAD_USER_INPUT", text))
