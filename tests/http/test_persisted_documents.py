"""Persisted documents over HTTP, as their clients send them."""

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio

from gql_crm.clock import system_clock
from gql_crm.database import Database
from gql_crm.http.secret_key import secret_key
from gql_crm.http.sessions import Sessions
from gql_crm.persisted import import_documents, read_manifest
from gql_crm.testing import Template
from tests.http.served import Served, settings_for
from tests.postgres import create_from_template, drop

GRAPHQL_RESPONSE = {"Accept": "application/graphql-response+json"}
JSON = {"Accept": "application/json"}
CONTACTS = """
query Contacts($first: Int = 1) { contacts(first: $first) { totalCount } }
query Other { __typename }
"""
CREATE = 'mutation Create { createContact(input: {lastName: "Persisted"}) { contact { id } } }'


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def apollo(hash_: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": hash_}}


def error_of(response: httpx.Response) -> tuple[int, str, str]:
    body = response.json()
    assert "data" not in body
    (error,) = body["errors"]
    return response.status_code, error["extensions"]["code"], error["message"]


async def _imported(dsn: str) -> None:
    manifest = {f"sha256:{sha256(text)}": text for text in (CONTACTS, CREATE)}
    database = await Database.connect(dsn)
    async with database.transaction() as connection:
        documents = read_manifest(orjson.dumps(manifest))
        await import_documents(connection, documents, "web", system_clock())
    await database.close()


@pytest_asyncio.fixture(scope="module")
async def servers(
    crm_template: Template, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[dict[str, Served]]:
    """A server of each mode, on one database that has two documents."""
    owner, app = await create_from_template(crm_template.server, crm_template.name)
    with ExitStack() as stack:
        running = {}
        for mode in ("allow-all", "only-persisted"):
            settings = settings_for(tmp_path_factory.mktemp("data"), documents=mode)
            running[mode] = stack.enter_context(Served(settings, owner, app))
        await _imported(app)
        yield running
    await drop(crm_template.server, owner)


@pytest.fixture(params=["allow-all", "only-persisted"])
def with_documents(servers: dict[str, Served], request: pytest.FixtureRequest) -> Served:
    """A server; what is imported works in every mode."""
    return servers[request.param]


@pytest.fixture
def trusting(with_documents: Served) -> Iterator[httpx.Client]:
    with with_documents.client() as client:
        yield client


@pytest.mark.parametrize("identifier", [f"sha256:{sha256(CONTACTS)}", sha256(CONTACTS)])
def test_a_document_is_carried_out_by_its_identifier(trusting: httpx.Client, identifier: str) -> None:
    named = {"documentId": identifier, "operationName": "Contacts"}
    posted = trusting.post("/graphql", json={**named, "variables": {"first": 2}})
    got = trusting.get("/graphql", params={**named, "variables": '{"first": 2}'})
    for response in (posted, got):
        assert response.status_code == 200
        assert response.json()["data"]["contacts"].keys() == {"totalCount"}
        assert response.headers["x-gql-crm-catalog"]


def test_the_names_of_operations_and_variables_are_checked_as_ever(trusting: httpx.Client) -> None:
    named = {"documentId": f"sha256:{sha256(CONTACTS)}"}
    answers = [
        trusting.post("/graphql", json={**named, **more}, headers=GRAPHQL_RESPONSE)
        for more in (
            {},
            {"operationName": "Nobody"},
            {"operationName": "Contacts", "variables": {"first": "x"}},
        )
    ]
    assert [error_of(answer)[:2] for answer in answers] == [(400, "BAD_USER_INPUT")] * 3


def test_apollos_form_finds_imported_documents(trusting: httpx.Client) -> None:
    body = {"extensions": apollo(sha256(CONTACTS)), "operationName": "Other"}
    assert trusting.post("/graphql", json=body).json() == {"data": {"__typename": "Query"}}
    params = {"extensions": json.dumps(body["extensions"]), "operationName": "Other"}
    assert trusting.get("/graphql", params=params).json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(("headers", "status"), [(GRAPHQL_RESPONSE, 400), (JSON, 200)])
def test_an_identifier_that_is_not_there_is_named(
    trusting: httpx.Client, headers: dict[str, str], status: int
) -> None:
    identifier = f"sha256:{'0' * 64}"
    response = trusting.post("/graphql", json={"documentId": identifier}, headers=headers)
    found, code, message = error_of(response)
    assert (found, code) == (status, "BAD_USER_INPUT")
    assert f'"{identifier}"' in message
    assert "gql-crm documents import" in message
    assert response.json()["errors"][0]["extensions"]["documentId"] == identifier


@pytest.mark.parametrize("headers", [GRAPHQL_RESPONSE, JSON])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_hash_is_answered_as_apollos_clients_expect(
    trusting: httpx.Client, headers: dict[str, str], method: str
) -> None:
    extensions = apollo("0" * 64)
    where = (
        {"json": {"extensions": extensions}}
        if method == "POST"
        else {"params": {"extensions": json.dumps(extensions)}}
    )
    response = trusting.request(method, "/graphql", headers=headers, **where)
    assert error_of(response) == (200, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
    assert response.headers["cache-control"] == "no-store"


def test_an_identifier_and_a_text_contradict_each_other(trusting: httpx.Client) -> None:
    body = {"documentId": f"sha256:{sha256(CONTACTS)}", "query": CONTACTS}
    status, code, message = error_of(trusting.post("/graphql", json=body))
    assert (status, code) == (400, "BAD_USER_INPUT")
    assert '"documentId" and "query" are both given' in message


@pytest.mark.parametrize("headers", [GRAPHQL_RESPONSE, JSON])
@pytest.mark.parametrize("form", ["documentId", "extensions"])
def test_a_mutation_never_runs_by_get(trusting: httpx.Client, form: str, headers: dict[str, str]) -> None:
    value = f"sha256:{sha256(CREATE)}" if form == "documentId" else json.dumps(apollo(sha256(CREATE)))
    response = trusting.get("/graphql", params={form: value}, headers=headers)
    assert error_of(response)[:2] == (405, "BAD_USER_INPUT")
    assert response.headers["allow"] == "POST"


def session_of(server: Served) -> dict[str, str]:
    """Return the headers of a page of ours, signed in as the administrator."""
    assert server.actor is not None
    cookie = Sessions(secret_key(server.settings)).set_cookie(server.actor.user_id, secure=False)
    return {"Cookie": cookie.partition(";")[0], "Sec-Fetch-Site": "same-origin"}


def test_a_get_that_names_an_imported_document_needs_no_further_header(with_documents: Served) -> None:
    with with_documents.client(Authorization="") as client:
        client.headers.update(session_of(with_documents))
        imported = client.get(
            "/graphql", params={"documentId": f"sha256:{sha256(CONTACTS)}", "operationName": "Other"}
        )
        assert imported.json() == {"data": {"__typename": "Query"}}
        by_hash = client.get("/graphql", params={"extensions": json.dumps(apollo(sha256(CONTACTS)))})
        assert error_of(by_hash)[0] == 400, "a client may have registered what it likes under a hash"
        assert "GraphQL-Require-Preflight" in by_hash.text


def test_a_document_of_another_site_does_not_speak_for_the_session(with_documents: Served) -> None:
    with with_documents.client(Authorization="") as client:
        client.headers.update({**session_of(with_documents), "Sec-Fetch-Site": "cross-site"})
        response = client.get("/graphql", params={"documentId": f"sha256:{sha256(CONTACTS)}"})
    assert error_of(response)[:2] == (403, "FORBIDDEN")


def test_who_is_not_signed_in_learns_nothing_of_documents(with_documents: Served) -> None:
    with with_documents.client(Authorization="") as client:
        for identifier in (f"sha256:{sha256(CONTACTS)}", "unknown"):
            response = client.post("/graphql", json={"documentId": identifier})
            assert error_of(response)[:2] == (401, "UNAUTHENTICATED")


def test_texts_are_refused_where_only_persisted_documents_may_run(servers: dict[str, Served]) -> None:
    server, text = servers["only-persisted"], "{ __typename }"
    with server.client() as client:
        for body in ({"query": text}, {"query": text, "extensions": apollo(sha256(text))}):
            status, code, message = error_of(client.post("/graphql", json=body))
            assert (status, code) == (403, "FORBIDDEN")
            assert '"documentId"' in message
            assert "gql-crm documents import" in message
        by_get = client.get("/graphql", params={"query": text})
        assert error_of(by_get)[:2] == (403, "FORBIDDEN")
        del client.headers["Authorization"]
        explored = client.post("/graphql", json={"query": text}, headers=session_of(server))
        assert explored.json() == {"data": {"__typename": "Query"}}


def test_an_apollo_client_registers_what_it_sends(servers: dict[str, Served]) -> None:
    text = "query Registered { __typename }"
    extensions = apollo(sha256(text))
    with servers["allow-all"].client() as client:
        first = client.post("/graphql", json={"extensions": extensions})
        assert error_of(first)[2] == "PersistedQueryNotFound"
        answer = {"data": {"__typename": "Query"}}
        assert client.post("/graphql", json={"query": text, "extensions": extensions}).json() == answer
        assert client.get("/graphql", params={"extensions": json.dumps(extensions)}).json() == answer
        by_identifier = client.post("/graphql", json={"documentId": f"sha256:{sha256(text)}"})
        assert error_of(by_identifier)[1] == "BAD_USER_INPUT", "only what was imported has an identifier"


def test_a_hash_that_is_not_that_of_the_text_is_refused(servers: dict[str, Served]) -> None:
    body = {"query": "{ __typename }", "extensions": apollo(sha256("{ viewer { id } }"))}
    with servers["allow-all"].client(**GRAPHQL_RESPONSE) as client:
        status, code, message = error_of(client.post("/graphql", json=body))
    assert (status, code) == (400, "BAD_USER_INPUT")
    assert 'is not the SHA-256 of "query"' in message
