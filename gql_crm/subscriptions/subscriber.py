"""Who has subscribed: what they asked for, who they are, where they are told of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from graphql import GraphQLError

from gql_crm.access import Actor
from gql_crm.workspace import GraphQLRequest


class SinkClosed(Exception):  # noqa: N818 (an event)
    """Nobody listens there any more."""


class Sink(Protocol):
    """Where a subscriber is told."""

    async def tell(self, body: bytes) -> None:
        """Hand over a GraphQL response; waits for room. Raises SinkClosed."""

    async def fail(self, errors: Sequence[GraphQLError]) -> None:
        """End with errors."""

    async def complete(self) -> None:
        """End: there is nothing more to tell."""


@dataclass(eq=False, slots=True)
class Subscriber:
    """One subscription of somebody. `authenticate` tells who they are now; None: they may nothing more."""

    request: GraphQLRequest
    actor: Actor
    authenticate: Callable[[], Awaitable[Actor | None]]
    sink: Sink
    place: str | None = None
    """Behind what was told last, where there is an order."""
    is_behind: bool = False
    """Whether there may be much to tell until they are where the others are."""
    last_told: object = None
    """What was told last, where that is a state."""
    over: bool = False

    def has_expired(self, now: datetime) -> bool:
        """Whether the token has run out by whom they are known."""
        return self.actor.expires_at is not None and self.actor.expires_at <= now
