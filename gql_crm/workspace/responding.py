"""Answering requests from outside: which document is meant, and whether it may be carried out."""

from dataclasses import replace
from typing import Final

import structlog
from graphql import GraphQLError, OperationType, get_operation_ast, parse

from gql_crm.access import Actor
from gql_crm.errors import ClientError
from gql_crm.persisted import is_hash_of, quoted_identifier
from gql_crm.persisted.manifest import operation_names
from gql_crm.schema.running import as_graphql_error
from gql_crm.workspace.requests import DocumentReference, GraphQLRequest, GraphQLResponse, response
from gql_crm.workspace.workspace import Workspace

log = structlog.get_logger(__name__)

_MOST_TOKENS: Final = 10_000


async def respond(workspace: Workspace, request: GraphQLRequest, actor: Actor) -> GraphQLResponse:
    """Find a request's document, hold the mode of GQL_CRM_DOCUMENTS, and execute; never raises.

    Every transport comes through here. What runs inside the server calls `Workspace.execute`.
    """
    try:
        await find_document(workspace, request, actor)
    except Exception as error:  # noqa: BLE001 (told to the client, or masked and logged)
        return response(None, [as_graphql_error(error)], executed=False)
    answered = await workspace.execute(request, actor)
    if answered.executed:
        note_document(workspace, request, actor)
        return answered
    if not request.mutations_allowed and _is_mutation(request):
        return replace(answered, needs_post=True)
    return answered


async def respond_remembered(
    workspace: Workspace, request: GraphQLRequest, actor: Actor
) -> GraphQLResponse | None:
    """Do the same for an actor of an earlier request; None when they have to be authenticated first."""
    if request.document is None and workspace.settings.documents == "allow-all":
        return await workspace.answer_remembered(request, actor)
    try:
        await find_document(workspace, request, actor)
    except Exception:  # noqa: BLE001 (told to who is known to ask)
        return None
    answered = await workspace.answer_remembered(request, actor)
    if answered is not None:
        note_document(workspace, request, actor)
    return answered


async def find_document(workspace: Workspace, request: GraphQLRequest, actor: Actor) -> None:
    """Give a request the text that it names. Raises ClientError where that may not be carried out."""
    named = request.document
    if named is None or named.with_text:
        _check_text(workspace, request, actor)
    else:
        request.query = await _text_of(workspace, named)


def _check_text(workspace: Workspace, request: GraphQLRequest, actor: Actor) -> None:
    """Raise ClientError when the text that was sent may not be carried out, or does not fit its hash."""
    if workspace.settings.documents == "only-persisted" and not _explores(request, actor):
        raise ClientError(
            "FORBIDDEN",
            'Only persisted documents are carried out here. Send "documentId" with the identifier of one '
            "instead of a text; an operator adds documents with `gql-crm documents import`.",
        )
    if request.document is not None and not is_hash_of(request.query, request.document.id):
        name = quoted_identifier(request.document.id)
        raise ClientError("BAD_USER_INPUT", f'The hash {name} is not the SHA-256 of "query" in UTF-8.')


async def _text_of(workspace: Workspace, named: DocumentReference) -> str:
    documents = workspace.documents
    if not named.automatic:
        text = await documents.imported(named.id)
        if text is None:
            name = quoted_identifier(named.id)
            raise ClientError(
                "BAD_USER_INPUT",
                f"There is no persisted document {name} here. It may be of another release of the client; an "
                "operator adds documents with `gql-crm documents import`.",
                {"documentId": named.id},
            )
        return text
    text = await documents.imported_or_registered(named.id)
    if text is None:
        # Message and code are what Apollo's clients look for before they send the text along.
        raise ClientError("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
    return text


def _explores(request: GraphQLRequest, actor: Actor) -> bool:
    """Whether an administrator asks in GraphiQL: their cookie is taken from our own pages alone."""
    return request.in_session and actor.is_admin


def note_document(workspace: Workspace, request: GraphQLRequest, actor: Actor) -> None:
    """Remember a document that was carried out, if it came as text."""
    if request.document is not None and not request.document.with_text:
        return
    mode = workspace.settings.documents
    if request.document is not None and mode != "only-persisted":
        workspace.documents.register(request.document.id, request.query)
    if mode == "log" and not _explores(request, actor):
        identifier = workspace.documents.first_seen(request.query)
        if identifier is not None:
            log.warning("a document came as text", document=identifier, operation=_operation(request))


def _operation(request: GraphQLRequest) -> str:
    try:
        return request.operation_name or ", ".join(operation_names(request.query))
    except ValueError:  # a deadline can end a request before anybody has read its document
        return ""


def _is_mutation(request: GraphQLRequest) -> bool:
    """Tell why a request was refused; it was, so speed does not matter."""
    try:
        document = parse(request.query, no_location=True, max_tokens=_MOST_TOKENS)
    except GraphQLError:
        return False
    operation = get_operation_ast(document, request.operation_name)
    return operation is not None and operation.operation is OperationType.MUTATION
