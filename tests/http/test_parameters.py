import json
import re
from dataclasses import replace

import pytest

from gql_crm.http.parameters import languages, request_of_body, request_of_query_string
from gql_crm.http.refusals import Refusal
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.workspace import DocumentReference


def test_languages_come_best_first() -> None:
    assert languages("lt, en;q=0.8, cs;q=0.9, *;q=0.1") == ("lt", "cs", "en")
    assert languages("pt-BR") == ("pt-BR",)


@pytest.mark.parametrize("header", [None, "", "*", ";;;", "en;q=0", "en;q=x", "'; DROP TABLE--"])
def test_nonsense_names_no_language(header: str | None) -> None:
    assert languages(header) == ()


def test_a_long_list_of_languages_is_cut() -> None:
    assert len(languages(",".join(f"l{number}" for number in range(1000)))) == 10


def test_headers_say_what_the_client_knows_and_wants() -> None:
    headers = RequestHeaders([(b"x-gql-crm-catalog", b"12"), (b"x-gql-crm-extensions", b"Cost, catalog,,")])
    request = request_of_body(b'{"query": "{ a }", "operationName": "", "variables": null}', headers)
    assert request.known_catalog_version == 12
    assert request.extensions == {"cost", "catalog"}
    assert (request.operation_name, request.variables, request.mutations_allowed) == (None, None, True)


def test_a_query_string_carries_variables_as_json() -> None:
    request = request_of_query_string(
        b"query=%7Ba%7D&variables=%7B%22x%22%3A%22%C5%BD+%2B%22%7D", RequestHeaders([])
    )
    assert (request.query, request.variables, request.mutations_allowed) == ("{a}", {"x": "Ž +"}, False)


def test_variables_of_a_query_string_are_as_strict_as_a_body() -> None:
    with pytest.raises(Refusal, match='The parameter "variables" is not valid JSON'):
        request_of_query_string(b"query=%7Ba%7D&variables=%7B%22x%22%3ANaN%7D", RequestHeaders([]))


def test_a_document_is_named_in_a_body_and_in_a_query_string() -> None:
    body = request_of_body(b'{"documentId": "sha256:ab", "variables": {"x": 1}}', RequestHeaders([]))
    assert (body.query, body.document, body.variables) == ("", DocumentReference("sha256:ab"), {"x": 1})
    string = request_of_query_string(b"documentId=sha256%3Aab&operationName=A", RequestHeaders([]))
    assert (string.document, string.operation_name) == (DocumentReference("sha256:ab"), "A")


def test_apollos_form_may_bring_the_text_along() -> None:
    extension = b'"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "ab"}}'
    named = DocumentReference("ab", automatic=True)
    for text in (b"", b'"query": null, ', b'"query": "", '):
        alone = request_of_body(b"{" + text + extension + b"}", RequestHeaders([]))
        assert (alone.query, alone.document) == ("", named)
    both = request_of_body(b'{"query": "{ a }", ' + extension + b"}", RequestHeaders([]))
    assert (both.query, both.document) == ("{ a }", replace(named, with_text=True))
    in_string = b"extensions=%7B%22persistedQuery%22:%7B%22version%22:1,%22sha256Hash%22:%22ab%22%7D%7D"
    assert request_of_query_string(in_string, RequestHeaders([])).document == named


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({}, '"query" is missing'),
        ({"documentId": None}, '"query" is missing'),
        ({"documentId": 5}, '"documentId" is a number'),
        ({"documentId": ""}, '"documentId" has 0 characters'),
        ({"documentId": "x" * 201}, '"documentId" has 201 characters'),
        ({"documentId": "a", "query": "{ a }"}, '"documentId" and "query" are both given'),
        ({"documentId": "a", "query": ""}, '"documentId" and "query" are both given'),
        (
            {"documentId": "a", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "a"}}},
            '"documentId" and "extensions.persistedQuery" are both given',
        ),
        ({"extensions": {"persistedQuery": "a"}}, '"extensions.persistedQuery" is a string'),
        ({"extensions": {"persistedQuery": {}}}, '"extensions.persistedQuery.version" is not understood'),
        (
            {"extensions": {"persistedQuery": {"version": 2, "sha256Hash": "a"}}},
            '"extensions.persistedQuery.version" is not understood. Expected 1',
        ),
        (
            {"extensions": {"persistedQuery": {"version": True, "sha256Hash": "a"}}},
            '"extensions.persistedQuery.version" is not understood',
        ),
        (
            {"extensions": {"persistedQuery": {"version": 1}}},
            '"extensions.persistedQuery.sha256Hash" is missing',
        ),
        (
            {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": ["a"]}}},
            '"extensions.persistedQuery.sha256Hash" is a list',
        ),
    ],
)
def test_a_document_that_is_named_wrongly_is_refused(members: dict[str, object], told: str) -> None:
    with pytest.raises(Refusal, match=re.escape(told)) as caught:
        request_of_body(json.dumps(members).encode(), RequestHeaders([]))
    assert (caught.value.status, caught.value.code) == (400, "BAD_USER_INPUT")


def test_a_header_names_the_time_zone() -> None:
    headers = RequestHeaders([(b"x-gql-crm-time-zone", b"Europe/Vilnius")])
    assert request_of_body(b'{"query": "{ a }"}', headers).time_zone == "Europe/Vilnius"
    assert request_of_body(b'{"query": "{ a }"}', RequestHeaders([])).time_zone is None


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Vilnus",
        "europe/vilnius",
        "+02:00",
        "",
        "../etc/passwd",
        "localtime",
        "Europe",
        "x" * 5_000,
    ],
)
def test_a_time_zone_that_nobody_knows_is_refused(name: str) -> None:
    headers = RequestHeaders([(b"x-gql-crm-time-zone", name.encode())])
    with pytest.raises(Refusal, match="X-GQL-CRM-Time-Zone") as caught:
        request_of_body(b'{"query": "{ a }"}', headers)
    assert (caught.value.status, caught.value.code) == (400, "BAD_USER_INPUT")
    assert len(caught.value.message) < 300


def test_a_slip_of_the_pen_in_a_time_zone_is_answered_with_the_right_one() -> None:
    headers = RequestHeaders([(b"x-gql-crm-time-zone", b"Europe/Vilnus")])
    expected = (
        'The header "X-GQL-CRM-Time-Zone": "Europe/Vilnus" is no time zone of IANA; expected a name like'
    )
    with pytest.raises(Refusal, match=expected + ' "Europe/Vilnius". Did you mean "Europe/Vilnius"'):
        request_of_body(b'{"query": "{ a }"}', headers)


def test_who_sends_no_token_can_only_be_in_a_session() -> None:
    assert request_of_body(b'{"query": "{ a }"}', RequestHeaders([])).in_session
    signed = RequestHeaders([(b"authorization", b"Bearer x")])
    assert not request_of_body(b'{"query": "{ a }"}', signed).in_session


def test_an_idempotency_key_is_taken_as_it_stands() -> None:
    for key in ("0199c9f4-8a3e-7c52-b7c1-5d1f0a9be204", '"quoted"', "~" * 255):
        headers = RequestHeaders([(b"idempotency-key", key.encode())])
        assert request_of_body(b'{"query": "{ a }"}', headers).idempotency_key == key
    assert request_of_body(b'{"query": "{ a }"}', RequestHeaders([])).idempotency_key is None


@pytest.mark.parametrize("key", [b"", b"two words", b"\xc5\xbd", b"x" * 256, b"a\x7f"])
def test_an_idempotency_key_has_1_to_255_visible_ascii_characters(key: bytes) -> None:
    with pytest.raises(Refusal, match=r'The header "Idempotency-Key" is .* Expected 1 to 255') as refused:
        request_of_body(b'{"query": "{ a }"}', RequestHeaders([(b"idempotency-key", key)]))
    assert (refused.value.status, refused.value.code) == (400, "BAD_USER_INPUT")
