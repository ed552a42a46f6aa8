"""What a browser sends on behalf of another site is refused where a cookie would speak for the user."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from gql_crm.http.refusals import bad_input, forbidden
from gql_crm.http.request_headers import RequestHeaders

_FORCE_PREFLIGHT: Final = (
    b"authorization",
    b"x-requested-with",
    b"graphql-require-preflight",
    b"apollo-require-preflight",
    b"x-apollo-operation-name",
)
"""A page of another origin can send none of these without asking first (CORS preflight)."""


def require_same_origin(headers: RequestHeaders, method: str) -> None:
    """Accept a request signed by cookie if our own page sent it. Raises Refusal (403)."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        # "none" is a person who typed the address: that can read, but not post.
        allowed = site == "same-origin" or (site == "none" and method == "GET")
    else:
        origin = headers.get(b"origin")
        allowed = method == "GET" if origin is None else _is_ours(origin, headers.get(b"host"))
    if not allowed:
        raise forbidden(
            "A request with a session cookie has to come from a page of this server. "
            'Other clients send a token: "Authorization: Bearer ...".'
        )


def require_known_origin(headers: RequestHeaders, allowed: Collection[str]) -> None:
    """Accept a socket that a page of ours, or of an allowed origin, opens. Raises Refusal (403).

    Browsers ask no server before they open a socket to it: it has to look for itself.
    """
    origin = headers.get(b"origin")
    if origin is not None and not _is_ours(origin, headers.get(b"host")) and origin.lower() not in allowed:
        raise forbidden(
            "Pages of this origin may not connect. An operator allows it with GQL_CRM_ALLOWED_ORIGINS."
        )


def require_preflight(headers: RequestHeaders) -> None:
    """Accept a GET that no link or image of another site can make. Raises Refusal (400)."""
    if not headers.has_any(_FORCE_PREFLIGHT):
        raise bad_input('GraphQL by GET needs the header "GraphQL-Require-Preflight" or "X-Requested-With".')


def _is_ours(origin: str, host: str | None) -> bool:
    return host is not None and urlsplit(origin).netloc.lower() == host.lower() != ""
