"""uvicorn's protocol of WebSockets, from which a client that takes nothing any more can be cut off."""

from typing import Final

from starlette.types import Scope
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

ABORT: Final = "gql_crm.abort"
"""The key in a scope's extensions under which a server offers to cut the connection, as `now`."""


class AbortableSocketProtocol(WebSocketsSansIOProtocol):
    """Closing a connection waits until all that was written has left, which may be never."""

    def handle_connect(self, event: Request) -> None:
        """Offer to cut the connection, before the application runs."""
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.scope["extensions"] = {
                **(self.scope.get("extensions") or {}),
                ABORT: {"now": self.transport.abort},
            }


def abort(scope: Scope) -> None:
    """Cut the connection, where the server offers it."""
    offered = scope.get("extensions", {}).get(ABORT)
    if offered:
        offered["now"]()
