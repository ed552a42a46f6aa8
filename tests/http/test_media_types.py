import pytest

from gql_crm.http.media_types import (
    GRAPHQL_RESPONSE,
    JSON,
    prefers_html,
    require_json,
    require_no_encoding,
    response_type,
)
from gql_crm.http.refusals import Refusal

APOLLO = "application/graphql-response+json,application/json;q=0.9"
URQL = "application/graphql-response+json, application/graphql+json, application/json, text/event-stream"
CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL_RESPONSE, GRAPHQL_RESPONSE),
        (f"{JSON}, {GRAPHQL_RESPONSE}", GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE};q=0.5, {JSON};q=0.8", JSON),
        (f"{GRAPHQL_RESPONSE};q=0.5, */*;q=0.4", GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE};q=0.4, */*;q=0.5", JSON),
        (f"{JSON};q=0, */*", GRAPHQL_RESPONSE),
        ("APPLICATION/GRAPHQL-RESPONSE+JSON; charset=utf-8", GRAPHQL_RESPONSE),
        (APOLLO, GRAPHQL_RESPONSE),
        (URQL, GRAPHQL_RESPONSE),
        (CHROMIUM, JSON),
    ],
)
def test_the_heaviest_type_is_chosen(accept: str | None, expected: str) -> None:
    assert response_type(accept) == expected


@pytest.mark.parametrize(
    "accept", ["text/html", "image/*", f"{JSON};q=0", f"{JSON};q=nonsense", f"{JSON};q=7", ";;;,,"]
)
def test_a_client_that_takes_neither_type_gets_406(accept: str) -> None:
    with pytest.raises(Refusal) as caught:
        response_type(accept)
    assert caught.value.status == 406
    assert GRAPHQL_RESPONSE in caught.value.message


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (CHROMIUM, True),
        ("text/html", True),
        (f"text/html, {JSON}", True),
        (f"text/html;q=0.5, {JSON}", False),
        ("*/*", False),
        (JSON, False),
        (None, False),
        ("text/html;q=0", False),
    ],
)
def test_a_browser_is_told_from_a_program(accept: str | None, expected: bool) -> None:  # noqa: FBT001
    assert prefers_html(accept) is expected


@pytest.mark.parametrize(
    "content_type", [JSON, f"{JSON};charset=utf-8", f'{JSON} ; charset="UTF-8"', "Application/JSON"]
)
def test_json_in_utf8_is_taken(content_type: str) -> None:
    require_json(content_type)


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        f"{JSON}; charset=utf-16",
    ],
)
def test_other_bodies_get_415(content_type: str | None) -> None:
    with pytest.raises(Refusal) as caught:
        require_json(content_type)
    assert caught.value.status == 415


def test_compressed_bodies_get_415() -> None:
    require_no_encoding(None)
    require_no_encoding("identity")
    with pytest.raises(Refusal, match='"gzip" is not taken here'):
        require_no_encoding("gzip")
