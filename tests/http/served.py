"""A running server: real sockets, a real workspace, its own database."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

import httpx
import uvicorn
from starlette.types import ASGIApp
from uvicorn.lifespan.on import LifespanOn

from gql_crm.access import Actor
from gql_crm.http.application import create_app
from gql_crm.http.front_page import SignIn
from gql_crm.http.listening import address_of, listen
from gql_crm.http.server import GracefulServer, http_server, new_event_loop
from gql_crm.settings import Settings
from gql_crm.workspace import Workspace
from gql_crm.workspace.setup import first_admin_token, prepare


class Served:
    """One server in a thread with an event loop of its own."""

    def __init__(self, settings: Settings, owner_dsn: str, app_dsn: str) -> None:
        self.settings = settings
        self._dsns = owner_dsn, app_dsn
        self._server: GracefulServer | None = None
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="server under test")
        self.url = ""
        self.token = ""
        self.actor: Actor | None = None
        self.sign_in = SignIn()

    def __enter__(self) -> Self:
        self._thread.start()
        deadline = time.monotonic() + 150
        while self._server is None or not self._server.started:
            if self._failure is not None:
                raise self._failure
            assert time.monotonic() < deadline, "the server does not start"
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.should_exit = True
        self._thread.join(30)
        assert not self._thread.is_alive(), "the server does not stop"

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, for sockets."""
        url = httpx.URL(self.url)
        return url.host, url.port or 80

    def client(self, **headers: str) -> httpx.Client:
        """Return a client with the administrator's token and further headers; an empty one takes it away."""
        signed = {
            "Authorization": f"Bearer {self.token}",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        return httpx.Client(base_url=self.url, headers={name: text for name, text in signed.items() if text})

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=new_event_loop) as runner:
                runner.run(self._serve())
        except BaseException as failure:  # noqa: BLE001 (raised again in the test)
            self._failure = failure

    async def _serve(self) -> None:
        owner_dsn, app_dsn = self._dsns
        await prepare(self.settings, owner_dsn, progress=lambda _text: None)
        self.token = await first_admin_token(self.settings, app_dsn)
        with listen(self.settings) as listener:
            self.url = address_of(listener)
            server = http_server(create_app(self.settings, self._workspace, self.sign_in), self.settings)
            self._server = server
            await server.serve(sockets=[listener])

    @asynccontextmanager
    async def _workspace(self) -> AsyncIterator[Workspace]:
        workspace = await Workspace.open(self.settings, dsn=self._dsns[1])
        try:
            self.actor = await workspace.authenticate(self.token)
            yield workspace
        finally:
            await workspace.close()


@asynccontextmanager
async def running(app: ASGIApp) -> AsyncIterator[None]:
    """Start an application as a server does, without one, and stop it."""
    lifespan = LifespanOn(uvicorn.Config(app, lifespan="on", log_config=None))
    await lifespan.startup()
    assert not lifespan.should_exit, "the application does not start"
    yield
    await lifespan.shutdown()


def settings_for(folder: Path, **chosen: object) -> Settings:
    """Return settings of a server under test: a free port, a short patience."""
    defaults = {
        "data_dir": folder,
        "port": 0,
        "environment": "development",
        "limit_body_seconds": 1,
        "limit_operation_seconds": 60,
    }
    return Settings.load(**{**defaults, **chosen})
