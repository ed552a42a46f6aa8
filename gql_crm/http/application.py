"""The ASGI application of one workspace."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from http import HTTPStatus
from typing import Final, TypeAlias

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp

from gql_crm.http.answers import NotFound
from gql_crm.http.authentication import Authentication
from gql_crm.http.envelope import Envelope
from gql_crm.http.explorer import ASSETS, Explorer
from gql_crm.http.explorer_assets import ExplorerAssets
from gql_crm.http.front_page import FrontPage, SignIn
from gql_crm.http.graphql_endpoint import GraphQLEndpoint
from gql_crm.http.health import Healthz, Readyz
from gql_crm.http.refusals import Refusal
from gql_crm.http.request_id import request_id_of
from gql_crm.http.schema_text import SchemaText
from gql_crm.http.secret_key import secret_key
from gql_crm.http.sessions import Sessions
from gql_crm.http.shortcut import Shortcut
from gql_crm.http.socket_endpoint import SocketEndpoint
from gql_crm.settings import Settings
from gql_crm.subscriptions import Subscriptions
from gql_crm.workspace import Workspace

OpenWorkspace: TypeAlias = Callable[[], AbstractAsyncContextManager[Workspace]]

_CORS_HEADERS: Final = (
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "GraphQL-Require-Preflight",
    "X-GQL-CRM-Catalog",
    "X-GQL-CRM-Extensions",
    "X-GQL-CRM-Time-Zone",
    "X-Request-Id",
    "X-Requested-With",
)

log = structlog.get_logger("gql_crm.http")


def create_app(settings: Settings, open_workspace: OpenWorkspace, sign_in: SignIn | None = None) -> ASGIApp:
    """Return the application. While it runs, the workspace is open and works on its jobs, if it may."""
    sessions = Sessions(secret_key(settings))
    straight: dict[str, ASGIApp] = {}

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with open_workspace() as workspace:
            subscriptions = Subscriptions(workspace)
            routes = _routes(settings, workspace, subscriptions, sessions, sign_in or SignIn())
            app.router.routes.extend(routes)
            straight.update({route.path: route.endpoint for route in routes[:1] if isinstance(route, Route)})
            async with subscriptions, workspace.jobs if settings.serve_jobs else nullcontext():
                yield

    app = Starlette(
        exception_handlers={HTTPException: _answer_http_exception, Exception: _answer_fault},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.router.default = NotFound()
    return _wrapped(Shortcut(app, straight), settings)


def _routes(
    settings: Settings,
    workspace: Workspace,
    subscriptions: Subscriptions,
    sessions: Sessions,
    sign_in: SignIn,
) -> tuple[BaseRoute, ...]:
    authentication = Authentication(workspace, sessions)
    explorer = Explorer.of_package()
    return (
        Route("/graphql", GraphQLEndpoint(settings, workspace, authentication, explorer)),
        WebSocketRoute("/graphql", SocketEndpoint(settings, workspace, authentication, subscriptions)),
        Route("/schema.graphql", SchemaText(workspace, authentication)),
        Route("/healthz", Healthz()),
        Route("/readyz", Readyz(workspace)),
        Route("/", FrontPage(authentication, explorer, sign_in)),
        Mount(ASSETS, ExplorerAssets(directory=explorer.assets, check_dir=False)),
    )


def _wrapped(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Put around the application what every answer needs, those of the router's own failures among them."""
    if settings.allowed_origins:
        app = CORSMiddleware(
            app,
            allow_origins=settings.allowed_origins,
            allow_methods=("GET", "POST"),
            allow_headers=_CORS_HEADERS,
            expose_headers=("X-GQL-CRM-Catalog", "X-Request-Id"),
        )
    return Envelope(app, show_worker=not settings.in_production)


def _answer_http_exception(_request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    refusal = Refusal(status, "BAD_USER_INPUT", HTTPStatus(status).description or HTTPStatus(status).phrase)
    return _response(refusal)


def _answer_fault(request: Request, problem: Exception) -> Response:
    log.error("request failed", exc_info=problem, path=request.url.path)
    text = "The server failed. The id finds the cause in its log."
    return _response(Refusal(500, "INTERNAL", text, {}, {"id": request_id_of(request.scope)}))


def _response(refusal: Refusal) -> Response:
    return Response(refusal.body(), refusal.status, refusal.headers, "application/json")
