"""Running the application: one process by itself, or a parent with several workers on one socket."""

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any, Final, TypeAlias

import uvicorn
from starlette.types import ASGIApp
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from gql_crm.http.protocol import BoundedHttpProtocol
from gql_crm.http.socket_frames import AbortableSocketProtocol
from gql_crm.settings import Settings

_KEEP_ALIVE_SECONDS: Final = 30
_ALLOCATIONS_BEFORE_COLLECTION: Final = 50_000
Announce: TypeAlias = Callable[[], None]
"""Tells that requests are answered from now on; signals are heeded by then."""

_WORKER: Final = "gql_crm.http.worker:create_worker_app"


class WorkerError(RuntimeError):
    """The worker processes cannot start."""


class GracefulServer(uvicorn.Server):
    """Ends by returning: uvicorn's own raises the signal once more, before anybody could clean up."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop on the first signal, at once on a second interrupt."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


async def run_here(app: ASGIApp, settings: Settings, listener: socket.socket, announce: Announce) -> None:
    """Serve in this process and event loop until SIGINT or SIGTERM; requests under way are finished."""
    spare_the_collector()
    server = http_server(app, settings)
    with server.capture_signals():  # whoever reads the announcement may send one at once
        announce()
        await server.serve(sockets=[listener])


def http_server(app: ASGIApp, settings: Settings) -> GracefulServer:
    """Return a server with the limits of the settings, for whoever runs it."""
    return GracefulServer(_configuration(app, settings))


def spare_the_collector() -> None:
    """Take what lives as long as the process out of the collector's sight: a full pass costs 45 ms."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(_ALLOCATIONS_BEFORE_COLLECTION, 20, 20)


def run_workers(
    settings: Settings, listener: socket.socket, environment: Mapping[str, str], announce: Announce
) -> None:
    """Serve with `settings.workers` processes, set up by `environment`; dead ones are replaced.

    Raises WorkerError when they cannot start.
    """
    gc.enable()
    os.environ.update(environment)
    configuration = _configuration(_WORKER, settings, factory=True, workers=settings.workers)
    workers = Multiprocess(configuration, [listener])
    announce()
    workers.run()
    if any(worker.exitcode == STARTUP_FAILURE for worker in workers.processes):
        raise WorkerError("The workers cannot start; the log above says why.")


def new_event_loop() -> asyncio.AbstractEventLoop:
    """Return uvloop's event loop."""
    import uvloop  # noqa: PLC0415 (commands that serve nothing do without)

    return uvloop.new_event_loop()


def _configuration(app: ASGIApp | str, settings: Settings, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=BoundedHttpProtocol,
        ws=AbortableSocketProtocol,
        ws_max_size=settings.limit_body_bytes,
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=settings.shutdown_seconds,
        timeout_worker_healthcheck=30,
        **more,
    )
