"""The parameters of a GraphQL request (GraphQL over HTTP, 5): from a JSON body or from a query string."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from gql_crm.fields.time_zones import time_zone_problem
from gql_crm.http.bodies import kind_of, parse_object
from gql_crm.http.named_documents import document_of
from gql_crm.http.refusals import bad_input
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.text import shown
from gql_crm.workspace import GraphQLRequest

_MOST_PARAMETERS: Final = 20
_MOST_LANGUAGES: Final = 10
_MOST_DIGITS: Final = 18
_TELLING: Final = frozenset(
    {
        b"accept-language",
        b"idempotency-key",
        b"x-gql-crm-catalog",
        b"x-gql-crm-extensions",
        b"x-gql-crm-time-zone",
    }
)
"""Headers that tell how a request is meant; most clients send none of them."""
_KEY: Final = re.compile(r"[!-~]{1,255}")


def request_of_body(raw: bytes, headers: RequestHeaders) -> GraphQLRequest:
    """Read the body of a POST. Raises Refusal (400)."""
    if raw[:1] != b"{" and not raw.strip():
        raise bad_input('The body is empty. Expected a JSON object such as {"query": "{ viewer { id } }"}.')
    if raw[:1] != b"{" and raw.lstrip()[:1] == b"[":
        raise bad_input("The body is a list. Expected one JSON object a request; batches are not taken.")
    return request_of_members(parse_object(raw, "The body"), headers, mutations_allowed=True)


def request_of_query_string(raw: bytes, headers: RequestHeaders) -> GraphQLRequest:
    """Read the query string of a GET; `variables` and `extensions` are JSON. Raises Refusal (400)."""
    members: dict[str, Any] = {}
    for name, text in _pairs(raw):
        if name in members:
            raise bad_input(f'The parameter "{name[:100]}" is given more than once.')
        members[name] = _value(name, text)
    return request_of_members(members, headers, mutations_allowed=False)


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError:
        raise bad_input("The query string is not percent-encoded UTF-8.") from None
    except ValueError:
        raise bad_input(f"The query string has more than {_MOST_PARAMETERS} parameters.") from None


def _value(name: str, text: str) -> Any:
    if not text:
        return None
    if name not in {"variables", "extensions"}:
        return text
    return None if text == "null" else parse_object(text.encode(), f'The parameter "{name}"')


def request_of_members(
    members: Mapping[str, Any], headers: RequestHeaders, *, mutations_allowed: bool
) -> GraphQLRequest:
    """Read the parameters of a request, wherever they stood. Raises Refusal (400)."""
    variables = _optional(members, "variables", dict, "an object")
    name = _optional(members, "operationName", str, "a string")
    extensions = _optional(members, "extensions", dict, "an object")
    query, document = document_of(members, extensions or {})
    told = {} if headers.has_none(_TELLING) else _told(headers)
    return GraphQLRequest(
        query=query,
        document=document,
        variables=variables,
        operation_name=name or None,
        mutations_allowed=mutations_allowed,
        in_session=headers.raw(b"authorization") is None,
        **told,
    )


def _told(headers: RequestHeaders) -> dict[str, Any]:
    """Read what few clients tell by headers."""
    return {
        "known_catalog_version": _catalog_version(headers.get(b"x-gql-crm-catalog")),
        "extensions": _words(headers.get(b"x-gql-crm-extensions")),
        "languages": languages(headers.get(b"accept-language")),
        "time_zone": _time_zone(headers.get(b"x-gql-crm-time-zone")),
        "idempotency_key": _idempotency_key(headers.get(b"idempotency-key")),
    }


def _optional(members: Mapping[str, Any], name: str, kind: type, expected: str) -> Any:
    value = members.get(name)
    if value is not None and not isinstance(value, kind):
        raise bad_input(f'"{name}" is {kind_of(value)}. Expected {expected} or null.')
    return value


def _catalog_version(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise bad_input(f'The header "X-GQL-CRM-Catalog" is "{text[:40]}". Expected a whole number.')
    return int(text)


def _time_zone(name: str | None) -> str | None:
    if name is not None and (problem := time_zone_problem(name)):
        raise bad_input(f'The header "X-GQL-CRM-Time-Zone": {problem}')
    return name


def _idempotency_key(text: str | None) -> str | None:
    if text is not None and not _KEY.fullmatch(text):
        raise bad_input(
            f'The header "Idempotency-Key" is {shown(text)}. Expected 1 to 255 visible ASCII characters.'
        )
    return text


def _words(text: str | None) -> frozenset[str]:
    return frozenset(word.strip().lower() for word in text.split(",")) - {""} if text else frozenset()


def languages(accept_language: str | None) -> tuple[str, ...]:
    """Return the languages of an Accept-Language header, best first; nonsense in it is passed over."""
    if not accept_language:
        return ()
    weighted = []
    for place, part in enumerate(accept_language.split(",")[:_MOST_LANGUAGES]):
        tag, _, weight = part.partition(";")
        quality = _quality(weight)
        if quality > 0 and tag.strip().replace("-", "").isalnum():
            weighted.append((-quality, place, tag.strip()))
    return tuple(tag for _, _, tag in sorted(weighted))


def _quality(text: str) -> float:
    name, _, number = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        weight = float(number) if name.strip().lower() == "q" else 1.0
    except ValueError:
        return 0.0
    return weight if weight <= 1 else 0.0
