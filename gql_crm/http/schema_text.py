"""The schema as text (SDL), as the caller may see it."""

from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from gql_crm.http.answers import send_answer, send_refusal
from gql_crm.http.authentication import Authentication
from gql_crm.http.refusals import Refusal, bad_input
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SchemaText:
    """Answers `GET /schema.graphql`."""

    workspace: Workspace
    authentication: Authentication

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if scope["method"] not in {"GET", "HEAD"}:
                raise bad_input(f'The method "{scope["method"]}" is not taken here.', 405, Allow="GET, HEAD")
            actor = await self.authentication.actor(RequestHeaders(scope["headers"]), "GET")
        except Refusal as refusal:
            await send_refusal(send, refusal)
            return
        text = await self.workspace.sdl(actor)
        await send_answer(send, 200, text.encode(), "text/plain")
