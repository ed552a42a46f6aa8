"""Which media type an answer has, and which one a body claims (RFC 9110, 12.5.1; GraphQL over HTTP, 6)."""

from functools import lru_cache
from typing import Final

from gql_crm.http.refusals import Refusal, bad_input

GRAPHQL_RESPONSE: Final = "application/graphql-response+json"
JSON: Final = "application/json"
HTML: Final = "text/html"

_REMEMBERED: Final = 256
"""Headers whose meaning is kept; clients send the same ones again and again."""
_EXACT: Final = 2
_SUBTYPE: Final = 1


@lru_cache(_REMEMBERED)
def response_type(accept: str | None) -> str:
    """Choose between the two types of a GraphQL response.

    The newer one is chosen when the client names it and likes nothing better; who names neither (`*/*`, no
    header) gets plain JSON, as the specification asks. Raises Refusal (406).
    """
    if accept is None or not accept.strip():
        return JSON
    ranges = _ranges(accept)
    graphql, json = _quality(ranges, GRAPHQL_RESPONSE), _quality(ranges, JSON)
    if graphql[0] == json[0] == 0:
        raise Refusal(
            406,
            "BAD_USER_INPUT",
            f'"Accept" names no type that there is here. Expected "{GRAPHQL_RESPONSE}" or "{JSON}".',
        )
    if graphql[0] == json[0]:
        return GRAPHQL_RESPONSE if graphql[1] == _EXACT else JSON
    return GRAPHQL_RESPONSE if graphql[0] > json[0] else JSON


def prefers_html(accept: str | None) -> bool:
    """Tell whether a person's browser asks, rather than a program."""
    if accept is None or "html" not in accept.lower():
        return False
    ranges = _ranges(accept)
    html = _quality(ranges, HTML)
    others = (GRAPHQL_RESPONSE, JSON)
    return (
        html[0] > 0 and html[1] == _EXACT and all(html[0] >= _quality(ranges, other)[0] for other in others)
    )


@lru_cache(_REMEMBERED)
def require_json(content_type: str | None) -> None:
    """Accept a body that calls itself JSON in UTF-8. Raises Refusal (415)."""
    if content_type is None:
        raise bad_input('The header "Content-Type" is missing. Expected "application/json".', 415)
    kind, _, parameters = content_type.partition(";")
    if kind.strip().lower() != JSON:
        raise bad_input(
            f'The content type "{kind.strip()[:100]}" is not taken here. Expected "application/json".', 415
        )
    charset = _parameters(parameters).get("charset", "utf-8").lower()
    if charset not in {"utf-8", "utf8"}:
        raise bad_input(f'The charset "{charset[:40]}" is not taken here. Expected "utf-8".', 415)


def require_no_encoding(content_encoding: str | None) -> None:
    """Accept a body that is not compressed. Raises Refusal (415)."""
    if content_encoding is not None and content_encoding.strip().lower() not in {"", "identity"}:
        raise bad_input(
            f'The content encoding "{content_encoding[:40]}" is not taken here. Send the body as it is.', 415
        )


def _parameters(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs if name.strip()}


def _ranges(accept: str) -> list[tuple[str, float]]:
    return [
        (kind.strip().lower(), _weight(parameters)) for kind, _, parameters in map(_halves, accept.split(","))
    ]


def _halves(media_range: str) -> tuple[str, str, str]:
    return media_range.partition(";")


def _weight(parameters: str) -> float:
    try:
        weight = float(_parameters(parameters).get("q", "1"))
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _quality(ranges: list[tuple[str, float]], media_type: str) -> tuple[float, int]:
    """Return weight and precision of the most precise range that names the type."""
    family = media_type.partition("/")[0] + "/*"
    precision = {media_type: _EXACT, family: _SUBTYPE, "*/*": 0}
    found = [(precision[kind], weight) for kind, weight in ranges if kind in precision]
    if not found:
        return (0.0, -1)
    best, weight = max(found)
    return (weight, best)
