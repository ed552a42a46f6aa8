"""Requests from outside: which document they mean, and whether it may be carried out."""

import hashlib
from typing import Any, Literal

import orjson
import pytest
from structlog.testing import capture_logs

from gql_crm.access import Actor
from gql_crm.persisted import import_documents, read_manifest
from gql_crm.testing import Crm
from gql_crm.workspace import DocumentReference, GraphQLRequest, GraphQLResponse, respond

VIEWER = "query Viewer { viewer { id } }"
Mode = Literal["allow-all", "log", "only-persisted"]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def run_in(crm: Crm, mode: Mode) -> None:
    crm.workspace.settings = crm.workspace.settings.model_copy(update={"documents": mode})


async def ask(crm: Crm, *, actor: Actor | None = None, **members: Any) -> GraphQLResponse:
    return await respond(crm.workspace, GraphQLRequest(**members), actor or crm.admin)


async def registered(crm: Crm, text: str, hash_: str = "") -> GraphQLResponse:
    """Send a text with its hash, as Apollo's clients do when the hash alone was not known."""
    named = DocumentReference(hash_ or sha256(text), automatic=True, with_text=True)
    return await ask(crm, query=text, document=named)


async def by_hash(crm: Crm, text: str) -> GraphQLResponse:
    return await ask(crm, document=DocumentReference(sha256(text), automatic=True))


def error_of(response: GraphQLResponse) -> dict[str, Any]:
    document = orjson.loads(response.body)
    assert "data" not in document
    (error,) = document["errors"]
    assert response.code == error["extensions"]["code"]
    return dict(error)


async def give(crm: Crm, **documents: str) -> None:
    async with crm.workspace.database.transaction() as connection:
        await import_documents(
            connection, read_manifest(orjson.dumps(documents)), "web", crm.workspace.clock()
        )


async def test_a_hash_is_known_once_its_text_has_come_along(crm: Crm) -> None:
    assert error_of(await by_hash(crm, VIEWER))["message"] == "PersistedQueryNotFound"
    assert (await registered(crm, VIEWER)).executed
    assert (await by_hash(crm, VIEWER)).executed


async def test_a_text_that_does_not_fit_its_hash_is_neither_carried_out_nor_kept(crm: Crm) -> None:
    error = error_of(await registered(crm, "{ contacts { totalCount } }", sha256(VIEWER)))
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert sha256(VIEWER) in error["message"]
    assert not (await by_hash(crm, VIEWER)).executed


@pytest.mark.parametrize("text", ["{", "{ nonsense }"])
async def test_a_text_that_fails_before_execution_is_not_kept(crm: Crm, text: str) -> None:
    assert error_of(await registered(crm, text))["extensions"]["code"] == "BAD_USER_INPUT"
    assert error_of(await by_hash(crm, text))["message"] == "PersistedQueryNotFound"


async def test_ten_thousand_registrations_take_little_memory(crm: Crm) -> None:
    for number in range(10_000):
        text = f"query Q{number} {{ __typename }} #{'x' * 1_000}"
        crm.workspace.documents.register(sha256(text), text)
    assert crm.workspace.documents.bytes < 5_000_000
    assert (await by_hash(crm, text)).executed
    assert not (await by_hash(crm, f"query Q0 {{ __typename }} #{'x' * 1_000}")).executed


async def test_each_document_that_comes_as_text_is_logged_once(crm: Crm) -> None:
    run_in(crm, "log")
    await give(crm, viewer=VIEWER)
    several = "query One { __typename } query Two { __typename }"
    with capture_logs() as lines:
        for _ in range(2):
            await ask(crm, query=VIEWER)
            await ask(crm, query="{ __typename }")
            await registered(crm, "query Apollo { __typename }")
            await ask(crm, query=several, operation_name="Two")
            await ask(crm, query="{ nonsense }")
            await ask(crm, document=DocumentReference("viewer"))
            await ask(crm, query="query Explored { __typename }", in_session=True)
    assert [(line["document"], line["operation"]) for line in lines] == [
        (f"sha256:{sha256(VIEWER)}", "Viewer"),
        (f"sha256:{sha256('{ __typename }')}", ""),
        (f"sha256:{sha256('query Apollo { __typename }')}", "Apollo"),
        (f"sha256:{sha256(several)}", "Two"),
    ]


async def test_without_that_mode_nothing_is_logged(crm: Crm) -> None:
    with capture_logs() as lines:
        await ask(crm, query=VIEWER)
    assert lines == []


@pytest.mark.parametrize("text", [VIEWER, "{ __schema { queryType { name } } }", "{"])
async def test_only_persisted_documents_are_carried_out_where_only_they_may(crm: Crm, text: str) -> None:
    run_in(crm, "only-persisted")
    await give(crm, viewer=VIEWER)
    for response in (await ask(crm, query=text), await registered(crm, text)):
        error = error_of(response)
        assert error["extensions"]["code"] == "FORBIDDEN"
        assert "documentId" in error["message"]
    assert (await ask(crm, document=DocumentReference("viewer"))).executed
    assert error_of(await by_hash(crm, text))["message"] == "PersistedQueryNotFound"


async def test_a_hash_in_apollos_form_finds_imported_documents(crm: Crm) -> None:
    run_in(crm, "only-persisted")
    await give(crm, **{sha256(VIEWER): VIEWER})
    assert (await by_hash(crm, VIEWER)).executed


async def test_a_request_that_only_names_its_document_may_be_answered_again(crm: Crm) -> None:
    run_in(crm, "only-persisted")
    await give(crm, viewer=VIEWER)
    request = GraphQLRequest(document=DocumentReference("viewer"))
    for _ in range(2):
        assert (await respond(crm.workspace, request, crm.admin)).executed


async def test_an_administrator_in_a_session_may_explore(crm: Crm) -> None:
    run_in(crm, "only-persisted")
    assert (await ask(crm, query=VIEWER, in_session=True)).executed
    member = await crm.user("Member")
    refused = await ask(crm, query=VIEWER, in_session=True, actor=member)
    assert error_of(refused)["extensions"]["code"] == "FORBIDDEN"


async def test_what_the_server_asks_itself_is_carried_out_in_any_mode(crm: Crm) -> None:
    run_in(crm, "only-persisted")
    assert "errors" not in await crm.execute(VIEWER)


async def test_an_imported_mutation_is_told_to_come_by_post(crm: Crm) -> None:
    mutation = 'mutation M { createContact(input: {lastName: "By Get"}) { contact { id } } }'
    await give(crm, make=mutation)
    named = DocumentReference("make")
    refused = await ask(crm, document=named, mutations_allowed=False)
    assert (refused.executed, refused.needs_post, refused.code) == (False, True, "BAD_USER_INPUT")
    assert (await ask(crm, document=named)).executed


async def test_a_database_that_does_not_answer_is_told_with_a_code(crm: Crm) -> None:
    await crm.workspace.database.close()
    response = await ask(crm, document=DocumentReference("viewer"))
    assert error_of(response)["extensions"]["code"] in {"OVERLOADED", "INTERNAL"}
