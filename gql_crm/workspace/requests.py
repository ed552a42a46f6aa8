"""A GraphQL request and its response, as every transport sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError

from gql_crm.schema.packed import Packed
from gql_crm.transient import transient


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document that is named instead of sent."""

    id: str
    automatic: bool = False
    """Named in Apollo's form, by the bare SHA-256."""
    with_text: bool = False
    """The text came along, to be known by its hash from then on."""


@dataclass(slots=True, kw_only=True)
class GraphQLRequest:
    """What a client asks, parsed from its transport."""

    query: str = ""
    """The document's text; empty until `respond` has found it, when the request only names it."""
    document: DocumentReference | None = None
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    mutations_allowed: bool = True
    known_catalog_version: int | None = None
    extensions: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    time_zone: str | None = None
    """The IANA time zone that the client names for this operation."""
    idempotency_key: str | None = None
    """The client's name for this request: its mutations are carried out once under it."""
    in_session: bool = False
    """Whether it is signed by a session's cookie: it comes from a page of this server."""


@transient
class GraphQLResponse:
    """A complete JSON body; `executed` is False when the request failed before, and there is no `data`."""

    content: bytes | Packed
    """The body, or what it is when it is unpacked."""
    executed: bool
    code: str | None = None
    needs_post: bool = False
    """Whether it is a mutation that came by a method which is for queries only."""

    @property
    def body(self) -> bytes:
        """The body as JSON."""
        return self.content.content() if isinstance(self.content, Packed) else self.content


def response(
    data: Mapping[str, Any] | None,
    errors: Sequence[GraphQLError] = (),
    extensions: Mapping[str, Any] | None = None,
    *,
    executed: bool = True,
) -> GraphQLResponse:
    """Encode a response; fragments of JSON inside `data` go in as they are."""
    document: dict[str, Any] = {}
    if errors:
        document["errors"] = [error.formatted for error in errors]
    if executed:
        document["data"] = data
    if extensions:
        document["extensions"] = extensions
    code = (errors[0].extensions or {}).get("code") if errors else None
    return GraphQLResponse(orjson.dumps(document), executed, code)


def made_response(body: bytes | Packed, extensions: Mapping[str, Any] | None) -> GraphQLResponse:
    """Return a response whose body, `{"data": …}`, was made before."""
    if not extensions:
        return GraphQLResponse(body, executed=True)
    content = (body.content() if isinstance(body, Packed) else body).removesuffix(b"}")
    return GraphQLResponse(content + b',"extensions":' + orjson.dumps(extensions) + b"}", executed=True)
