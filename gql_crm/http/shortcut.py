"""The way past the router: what is asked all day and answers whatever happens is not looked up each time."""

from collections.abc import Awaitable, Mapping

from starlette.types import ASGIApp, Receive, Scope, Send


class Shortcut:
    """Calls the application of a path itself; other paths go on to the router."""

    def __init__(self, app: ASGIApp, straight: Mapping[str, ASGIApp]) -> None:
        self._app = app
        self._straight = straight

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        known = self._straight.get(scope["path"]) if scope["type"] == "http" else None
        return (known or self._app)(scope, receive, send)
