"""Who sends a request: a bearer token (RFC 6750), or the cookie of a session in a browser."""

from dataclasses import dataclass
from typing import Final

from gql_crm.access import Actor
from gql_crm.http.origins import require_same_origin
from gql_crm.http.refusals import unauthenticated
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.http.sessions import Sessions
from gql_crm.workspace import Workspace

_LONGEST_TOKEN: Final = 512


@dataclass(frozen=True, slots=True)
class Authentication:
    """Finds the actor of a request."""

    workspace: Workspace
    sessions: Sessions

    async def actor(self, headers: RequestHeaders, method: str) -> Actor:
        """Return who acts; a token goes before a cookie, even a bad one. Raises Refusal (401, 403)."""
        authorization = headers.get(b"authorization")
        if authorization is not None:
            return await self._actor_of_token(authorization)
        user_id = self.sessions.user_of(headers.get(b"cookie"))
        if user_id is None:
            raise unauthenticated('Sign in, or send a token: "Authorization: Bearer ...".')
        require_same_origin(headers, method)
        actor = await self.workspace.actor_of_user(user_id)
        if actor is None:
            raise unauthenticated("The session has ended. Sign in again.")
        return actor

    async def visitor(self, headers: RequestHeaders) -> Actor | None:
        """Return whose browser asks for a page; None without a session that is good."""
        user_id = self.sessions.user_of(headers.get(b"cookie"))
        return None if user_id is None else await self.workspace.actor_of_user(user_id)

    async def _actor_of_token(self, authorization: str) -> Actor:
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise unauthenticated('"Authorization" is not understood. Expected "Bearer" and a token.')
        actor = None
        if len(token) <= _LONGEST_TOKEN and token.isascii():
            actor = await self.workspace.authenticate(token)
        if actor is None:
            raise unauthenticated("The token is not valid, or no longer.")
        return actor
