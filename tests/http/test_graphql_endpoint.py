import httpx
import pytest

from tests.http.served import Served

GRAPHQL_RESPONSE = {"Accept": "application/graphql-response+json"}
JSON = {"Accept": "application/json"}


def error_of(response: httpx.Response) -> tuple[int, str]:
    body = response.json()
    assert "data" not in body
    return response.status_code, body["errors"][0]["extensions"]["code"]


def test_a_query_by_post(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"query": "{ viewer { id } }"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.json()["data"]["viewer"]["id"]


def test_variables_and_the_name_of_the_operation_are_used(client: httpx.Client) -> None:
    query = "query A { __typename } query B($name: String!) { __type(name: $name) { name } }"
    body = {"query": query, "operationName": "B", "variables": {"name": "Contact"}}
    assert client.post("/graphql", json=body).json() == {"data": {"__type": {"name": "Contact"}}}


def test_a_query_by_get(client: httpx.Client) -> None:
    response = client.get(
        "/graphql", params={"query": "{ __typename }", "variables": "null", "operationName": ""}
    )
    assert (response.status_code, response.json()) == (200, {"data": {"__typename": "Query"}})


def test_a_get_without_a_header_that_needs_a_preflight_is_refused(served: Served) -> None:
    with served.client(Authorization="") as client:
        response = client.get("/graphql", params={"query": "{ __typename }"})
        assert error_of(response) == (400, "BAD_USER_INPUT")
        assert "GraphQL-Require-Preflight" in response.text


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
def test_a_mutation_by_get_is_refused_and_nothing_is_written(
    client: httpx.Client, accept: dict[str, str]
) -> None:
    mutation = 'mutation { createContact(input: {lastName: "By Get"}) { contact { id } } }'
    response = client.get("/graphql", params={"query": mutation}, headers=accept)
    assert error_of(response) == (405, "BAD_USER_INPUT")
    assert response.headers["allow"] == "POST"
    count = client.post("/graphql", json={"query": '{ contacts(search: "By Get") { totalCount } }'})
    assert count.json() == {"data": {"contacts": {"totalCount": 0}}}


@pytest.mark.parametrize("query", ["{", "{ nonsense }", "query Q { __typename } query Q { __typename }", ""])
def test_a_document_that_fails_before_execution(client: httpx.Client, query: str) -> None:
    strict = client.post("/graphql", json={"query": query}, headers=GRAPHQL_RESPONSE)
    assert error_of(strict) == (400, "BAD_USER_INPUT")
    assert strict.headers["content-type"] == "application/graphql-response+json; charset=utf-8"
    lenient = client.post("/graphql", json={"query": query}, headers=JSON)
    assert error_of(lenient) == (200, "BAD_USER_INPUT")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused_and_the_right_ones_named(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/graphql")
    assert error_of(response) == (405, "BAD_USER_INPUT")
    assert response.headers["allow"] == "GET, POST"


def test_head_is_refused_without_a_body(client: httpx.Client) -> None:
    response = client.head("/graphql")
    assert (response.status_code, response.content) == (405, b"")


def test_a_type_that_nobody_offers_gets_406(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"query": "{ __typename }"}, headers={"Accept": "text/csv"})
    assert error_of(response) == (406, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    ("authorization", "expected"),
    [
        ("", "Sign in, or send a token"),
        ("Bearer", "not understood"),
        ("Basic dXNlcjpwYXNz", "not understood"),
        ("Bearer wrong", "not valid"),
        ("Bearer " + "x" * 10_000, "not valid"),
        ("Bearer ünïcode", "not valid"),
    ],
)
def test_without_a_valid_token_nothing_happens(served: Served, authorization: str, expected: str) -> None:
    with httpx.Client(base_url=served.url) as client:
        headers = [(b"authorization", authorization.encode())] if authorization else []
        response = client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
    assert error_of(response) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert expected in response.text


def test_the_word_bearer_may_be_written_in_any_case(served: Served) -> None:
    with served.client(Authorization=f"bearer {served.token}") as client:
        assert client.post("/graphql", json={"query": "{ __typename }"}).status_code == 200


def test_the_answer_names_the_catalogs_version_for_clients_that_keep_the_schema(client: httpx.Client) -> None:
    response = client.post(
        "/graphql",
        json={"query": "{ catalog { version } }"},
        headers={"X-GQL-CRM-Extensions": "cost, catalog"},
    )
    version = response.json()["data"]["catalog"]["version"]
    assert response.headers["x-gql-crm-catalog"] == str(version)
    assert response.json()["extensions"]["catalogVersion"] == version


@pytest.mark.parametrize("version", ["x", "-1", "1.5", "²", "9" * 30])
def test_a_catalog_version_that_is_no_number_is_refused(client: httpx.Client, version: str) -> None:
    headers = [(b"x-gql-crm-catalog", version.encode())]
    response = client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
    assert error_of(response) == (400, "BAD_USER_INPUT")
    assert "X-GQL-CRM-Catalog" in response.text


def test_a_parameter_given_twice_is_refused(client: httpx.Client) -> None:
    response = client.get("/graphql?query=%7B__typename%7D&query=%7Bviewer%7Bid%7D%7D")
    assert error_of(response) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    "query", ["query=%FF", "query=" + "&a=1" * 40, "", "variables=%5B1%5D&query=%7B__typename%7D"]
)
def test_a_malformed_query_string_is_refused(client: httpx.Client, query: str) -> None:
    assert error_of(client.get(f"/graphql?{query}")) == (400, "BAD_USER_INPUT")
