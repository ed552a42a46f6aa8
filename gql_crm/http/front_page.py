"""`/` for people: GraphiQL, signed in by a ticket, or in demo mode by sitting at this machine."""

import ipaddress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs
from uuid import UUID

from starlette.types import Receive, Scope, Send

from gql_crm.http.answers import send_answer, send_refusal
from gql_crm.http.authentication import Authentication
from gql_crm.http.explorer import Explorer
from gql_crm.http.explorer_tabs import explorer_tabs
from gql_crm.http.refusals import Refusal, bad_input
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.http.tickets import Tickets

_HERE: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FORWARDED: Final = (b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"via")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Ways to get a session without a password."""

    tickets: Tickets = field(default_factory=Tickets)
    local_user: UUID | None = None
    """In demo mode: the user as whom anybody at this machine is signed in."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Answers `GET /`."""

    authentication: Authentication
    explorer: Explorer
    sign_in: SignIn

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if scope["method"] not in {"GET", "HEAD"}:
                raise bad_input(f'The method "{scope["method"]}" is not taken here.', 405, Allow="GET, HEAD")
            headers = RequestHeaders(scope["headers"])
        except Refusal as refusal:
            await send_refusal(send, refusal)
            return
        ticket = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        if ticket and scope["method"] == "GET":
            await self._redeem(scope, send, ticket)
        else:
            await self._show(scope, send, headers)

    async def _redeem(self, scope: Scope, send: Send, ticket: str) -> None:
        """Lead to the page without the ticket in its address: it would stay in the history."""
        user_id = self.sign_in.tickets.redeem(ticket)
        await send_answer(send, 303, b"", "text/html", {"Location": "/", **self._session(scope, user_id)})

    async def _show(self, scope: Scope, send: Send, headers: RequestHeaders) -> None:
        workspace = self.authentication.workspace
        session: dict[str, str] = {}
        actor = await self.authentication.visitor(headers)
        if actor is None and self.sign_in.local_user is not None and _is_local(scope, headers):
            session = self._session(scope, self.sign_in.local_user)
            actor = await workspace.actor_of_user(self.sign_in.local_user)
        await self.explorer.answer(send, session, await explorer_tabs(workspace, actor, headers))

    def _session(self, scope: Scope, user_id: UUID | None) -> dict[str, str]:
        if user_id is None:
            return {}
        return {
            "Set-Cookie": self.authentication.sessions.set_cookie(user_id, secure=scope["scheme"] == "https")
        }


def _is_local(scope: Scope, headers: RequestHeaders) -> bool:
    """Tell whether a browser on this machine asks for this machine by name.

    A page elsewhere whose name was made to point here (DNS rebinding) has another Host; a proxy on this
    machine, whose visitors may sit anywhere, leaves its mark.
    """
    host = (headers.get(b"host") or "").lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    client = scope.get("client")
    return (
        name in _HERE and client is not None and _is_loopback(client[0]) and not headers.has_any(_FORWARDED)
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
