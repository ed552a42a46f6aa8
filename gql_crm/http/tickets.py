"""One-time tickets: the start of the server prints one, whoever opens that address first is signed in."""

import secrets
from uuid import UUID


class Tickets:
    """Tickets of one process; they end with it."""

    def __init__(self) -> None:
        self._users: dict[str, UUID] = {}

    def issue(self, user_id: UUID) -> str:
        """Return a new ticket (256 random bits as text) for a user."""
        ticket = secrets.token_urlsafe(32)
        self._users[ticket] = user_id
        return ticket

    def redeem(self, ticket: str) -> UUID | None:
        """Return the ticket's user, the first time only."""
        return self._users.pop(ticket, None)
