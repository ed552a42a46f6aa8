"""Messages of graphql-transport-ws (PROTOCOL.md of enisdenjo/graphql-ws), and why a socket ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from graphql import GraphQLError

from gql_crm.http.bodies import kind_of, parse_object
from gql_crm.http.refusals import Refusal

SUBPROTOCOL: Final = "graphql-transport-ws"
ACK: Final = b'{"type":"connection_ack"}'
_LONGEST_REASON: Final = 123
"""A close frame has no room for more bytes (RFC 6455, 5.5)."""
_LONGEST_ID: Final = 255
_TYPES: Final = ("connection_init", "ping", "pong", "subscribe", "complete")


@dataclass(eq=False)
class Closing(Exception):  # noqa: N818 (an event)
    """Ends the socket with a code of the protocol."""

    code: int
    reason: str

    def __str__(self) -> str:
        return self.reason

    @property
    def cut_reason(self) -> str:
        """The reason, as long as it may be."""
        return self.reason.encode()[:_LONGEST_REASON].decode(errors="ignore")


@dataclass(frozen=True, slots=True)
class Message:
    """What a client sends."""

    type: str
    id: str
    payload: Mapping[str, Any] | None


def read_message(received: Mapping[str, Any]) -> Message:
    """Read a message of ASGI. Raises Closing (4400)."""
    text = received.get("text")
    if text is None:
        raise Closing(4400, "A message is binary. Expected the text of a JSON object.")
    try:
        members = parse_object(text.encode(), "The message")
    except Refusal as refusal:
        raise Closing(4400, refusal.message) from None
    type_, payload, id_ = members.get("type"), members.get("payload"), members.get("id", "")
    if type_ not in _TYPES:
        raise Closing(4400, f'The "type" of a message is none of {", ".join(_TYPES)}.')
    if payload is not None and not isinstance(payload, dict):
        raise Closing(4400, f'"payload" is {kind_of(payload)}. Expected an object.')
    if type_ in {"subscribe", "complete"} and not (isinstance(id_, str) and 0 < len(id_) <= _LONGEST_ID):
        raise Closing(4400, f'"id" is missing or no text of 1 to {_LONGEST_ID} characters.')
    if type_ == "subscribe" and payload is None:
        raise Closing(4400, '"payload" is missing. Expected an object with "query".')
    return Message(type_, id_ if isinstance(id_, str) else "", payload)


def pong(payload: Mapping[str, Any] | None) -> bytes:
    """Return the answer to a ping."""
    return orjson.dumps({"type": "pong"} if payload is None else {"type": "pong", "payload": payload})


def following(id_: str, body: bytes) -> bytes:
    """Return a GraphQL response as a message."""
    return b'{"id":%b,"type":"next","payload":%b}' % (orjson.dumps(id_), body)


def failed(id_: str, errors: Sequence[Mapping[str, Any] | GraphQLError]) -> bytes:
    """Return the end of an operation that was not carried out, or cannot go on."""
    formatted = [error.formatted if isinstance(error, GraphQLError) else error for error in errors]
    return orjson.dumps({"id": id_, "type": "error", "payload": formatted})


def completed(id_: str) -> bytes:
    """Return the end of an operation."""
    return orjson.dumps({"id": id_, "type": "complete"})
