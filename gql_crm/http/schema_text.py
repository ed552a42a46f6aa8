"""The schema as text (SDL), as the caller may see it."""

from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from gql_crm.http.answers import send_answer, send_not_modified, send_refusal
from gql_crm.http.authentication import Authentication
from gql_crm.http.compression import encoded
from gql_crm.http.refusals import Refusal, bad_input
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SchemaText:
    """Answers `GET /schema.graphql`; a client that has it already and names its ETag gets 304."""

    workspace: Workspace
    authentication: Authentication

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if scope["method"] not in {"GET", "HEAD"}:
                raise bad_input(f'The method "{scope["method"]}" is not taken here.', 405, Allow="GET, HEAD")
            request = RequestHeaders(scope["headers"])
            actor = await self.authentication.actor(request, "GET")
        except Refusal as refusal:
            await send_refusal(send, refusal)
            return
        text = await self.workspace.packed_sdl(actor)
        headers = {
            "ETag": f'W/"{text.digest}"',
            "Cache-Control": "private, no-cache",
            "X-GQL-CRM-Catalog": str(self.workspace.live.versions.catalog.version),
        }
        if _has_it(request.get(b"if-none-match"), text.digest):
            await send_not_modified(send, headers)
            return
        body, encoding = await encoded(text, request.get(b"accept-encoding"))
        await send_answer(send, 200, body, "text/plain", {**headers, **encoding})


def _has_it(if_none_match: str | None, digest: str) -> bool:
    """Compare weakly (RFC 9110, 8.8.3.2): compressed or not, it is the same text."""
    tags = [tag.strip() for tag in (if_none_match or "").split(",")]
    return "*" in tags or f'"{digest}"' in (tag.removeprefix("W/") for tag in tags)
