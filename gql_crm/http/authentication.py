"""Who sends a request: a bearer token (RFC 6750), or the cookie of a session in a browser."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from gql_crm.access import Actor
from gql_crm.http.origins import require_same_origin
from gql_crm.http.refusals import unauthenticated
from gql_crm.http.request_headers import RequestHeaders
from gql_crm.http.sessions import Sessions
from gql_crm.workspace import Workspace

_LONGEST_TOKEN: Final = 512
_MOST_REMEMBERED: Final = 10_000


class _RememberedActors:
    """Actors of earlier requests, by what proved who they are; the longest unused is forgotten first."""

    def __init__(self) -> None:
        self._actors: OrderedDict[bytes | UUID, Actor] = OrderedDict()

    def get(self, proof: bytes | UUID) -> Actor | None:
        """Return who has come with this proof before."""
        actor = self._actors.get(proof)
        if actor is not None:
            self._actors.move_to_end(proof)
        return actor

    def put(self, proof: bytes | UUID, actor: Actor | None) -> None:
        """Remember an actor; None forgets."""
        if actor is None:
            self._actors.pop(proof, None)
            return
        self._actors[proof] = actor
        if len(self._actors) > _MOST_REMEMBERED:
            self._actors.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Authentication:
    """Finds the actor of a request."""

    workspace: Workspace
    sessions: Sessions
    _remembered: _RememberedActors = field(default_factory=_RememberedActors)

    def remembered(self, headers: RequestHeaders, method: str) -> Actor | None:
        """Return who seems to act: whether they still may is for the statement to tell that answers them."""
        authorization = headers.raw(b"authorization")
        if authorization is not None:
            return self._remembered.get(_digest(authorization))
        user_id = self.sessions.user_of(headers.get(b"cookie"))
        if user_id is None:
            return None
        require_same_origin(headers, method)
        return self._remembered.get(user_id)

    async def actor(self, headers: RequestHeaders, method: str) -> Actor:
        """Return who acts; a token goes before a cookie, even a bad one. Raises Refusal (401, 403)."""
        authorization = headers.raw(b"authorization")
        if authorization is not None:
            return await self._actor_of_token(authorization)
        user_id = self.sessions.user_of(headers.get(b"cookie"))
        if user_id is None:
            raise unauthenticated('Sign in, or send a token: "Authorization: Bearer ...".')
        require_same_origin(headers, method)
        actor = await self.workspace.actor_of_user(user_id)
        self._remembered.put(user_id, actor)
        if actor is None:
            raise unauthenticated("The session has ended. Sign in again.")
        return actor

    async def visitor(self, headers: RequestHeaders) -> Actor | None:
        """Return whose browser asks for a page; None without a session that is good."""
        user_id = self.sessions.user_of(headers.get(b"cookie"))
        return None if user_id is None else await self.workspace.actor_of_user(user_id)

    async def _actor_of_token(self, authorization: bytes) -> Actor:
        scheme, _, token = authorization.decode("latin-1").partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise unauthenticated('"Authorization" is not understood. Expected "Bearer" and a token.')
        actor = None
        if len(token) <= _LONGEST_TOKEN and token.isascii():
            actor = await self.workspace.authenticate(token)
            self._remembered.put(_digest(authorization), actor)
        if actor is None:
            raise unauthenticated("The token is not valid, or no longer.")
        return actor


def _digest(authorization: bytes) -> bytes:
    """No secret is kept in memory longer than its request."""
    return hashlib.blake2b(authorization, digest_size=32).digest()
