import pytest

from gql_crm.http.parameters import languages, request_of_body, request_of_query_string
from gql_crm.http.refusals import Refusal
from gql_crm.http.request_headers import RequestHeaders


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
