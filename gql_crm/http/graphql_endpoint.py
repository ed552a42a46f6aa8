"""GraphQL over HTTP (the GraphQL Foundation's specification): POST with JSON, GET for queries."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import structlog
from starlette.types import Receive, Scope, Send

from gql_crm.http.answers import catalog_header, send_answer, send_data
from gql_crm.http.authentication import Authentication
from gql_crm.http.bodies import ClientGone, read_body
from gql_crm.http.compression import encoded
from gql_crm.http.explorer import Explorer
from gql_crm.http.explorer_tabs import explorer_tabs
from gql_crm.http.media_types import JSON, prefers_html, require_json, require_no_encoding, response_type
from gql_crm.http.origins import require_preflight
from gql_crm.http.parameters import request_of_body, request_of_query_string
from gql_crm.http.refusals import CHALLENGE, STATUS_OF_CODE, Refusal, bad_input
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.http.request_id import request_id_of
from gql_crm.schema.failures import known_failure
from gql_crm.schema.packed import Packed
from gql_crm.settings import Settings
from gql_crm.workspace import GraphQLRequest, GraphQLResponse, Workspace, respond, respond_remembered

_ALLOWED: Final = "GET, POST"
_GRACE_SECONDS: Final = 2.0
"""The workspace ends its statements at the deadline; this net catches what does not heed it."""

log = structlog.get_logger("gql_crm.http")


@dataclass(frozen=True, slots=True)
class GraphQLEndpoint:
    """An ASGI application. Every answer is JSON, except GraphiQL for browsers."""

    settings: Settings
    workspace: Workspace
    authentication: Authentication
    explorer: Explorer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        media_type = JSON
        try:
            headers = RequestHeaders(scope["headers"])
            accept = headers.get(b"accept")
            if scope["method"] == "GET" and prefers_html(accept):
                actor = await self.authentication.visitor(headers)
                tabs = await explorer_tabs(self.workspace, actor, headers)
                await self.explorer.answer(send, {}, tabs)
                return
            media_type = response_type(accept)
            request = await self._request(scope, receive, headers)
            response = await self._response(request, headers, scope["method"])
        except ClientGone:
            return
        except Exception as problem:  # noqa: BLE001 (whatever it is, the client gets a JSON answer)
            refusal = self._refusal(problem, scope)
            await send_answer(send, refusal.status, refusal.body(), media_type, refusal.headers)
            return
        body = response.content
        if response.executed and type(body) is bytes:
            await send_data(send, body, media_type, self.workspace.live.versions.catalog.version)
            return
        status = _status(response, media_type)
        answer = self._headers(status)
        if isinstance(body, Packed):
            body, encoding = await encoded(body, headers.get(b"accept-encoding"))
            answer |= encoding
        await send_answer(send, status, body, media_type, answer)

    async def _response(
        self, request: GraphQLRequest, headers: RequestHeaders, method: str
    ) -> GraphQLResponse:
        remembered = self.authentication.remembered(headers, method)
        response = await respond_remembered(self.workspace, request, remembered) if remembered else None
        if response is None:
            async with asyncio.timeout(self.settings.limit_operation_seconds + _GRACE_SECONDS):
                actor = await self.authentication.actor(headers, method)
                response = await respond(self.workspace, request, actor)
        return response

    async def _request(self, scope: Scope, receive: Receive, headers: RequestHeaders) -> GraphQLRequest:
        if scope["method"] == "POST":
            require_json(headers.get(b"content-type"))
            require_no_encoding(headers.get(b"content-encoding"))
            length = headers.get(b"content-length")
            limits = self.settings
            body = await read_body(scope, receive, length, limits.limit_body_bytes, limits.limit_body_seconds)
            return request_of_body(body, headers)
        if scope["method"] != "GET":
            raise bad_input(f'The method "{scope["method"]}" is not taken here.', 405, Allow=_ALLOWED)
        request = request_of_query_string(scope["query_string"], headers)
        if request.document is None or request.document.automatic:
            require_preflight(headers)
        return request

    def _headers(self, status: int) -> dict[str, str]:
        headers = catalog_header(self.workspace.live.versions.catalog.version)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = "POST"
        if status == HTTPStatus.UNAUTHORIZED:
            headers |= CHALLENGE
        return headers

    def _refusal(self, problem: Exception, scope: Scope) -> Refusal:
        if isinstance(problem, Refusal):
            return problem
        if isinstance(problem, TimeoutError):
            seconds = self.settings.limit_operation_seconds
            return Refusal(504, "TIMEOUT", f"The operation took longer than {seconds:g} seconds.")
        code, text = known_failure(problem)  # the database may be away before anybody is known to ask
        if code is not None and code in STATUS_OF_CODE:
            return Refusal(STATUS_OF_CODE[code], code, text)
        log.error("request failed", exc_info=problem)
        return Refusal(
            500,
            "INTERNAL",
            "The server failed. The id finds the cause in its log.",
            {},
            {"id": request_id_of(scope)},
        )


def _status(response: GraphQLResponse, media_type: str) -> int:
    if response.executed:
        return 200
    if response.needs_post:
        return HTTPStatus.METHOD_NOT_ALLOWED
    status = STATUS_OF_CODE.get(response.code or "", 400)
    # Clients of plain JSON take any other status for a fault of the network and never look into the body.
    is_theirs = status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}
    return 200 if media_type == JSON and is_theirs else status
