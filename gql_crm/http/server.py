"""Running the application: one process by itself, or a parent with several workers on one socket."""

import asyncio
import errno
import gc
import os
import signal
import socket
from collections.abc import Mapping
from types import FrameType
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from gql_crm.http.head_limits import BoundedHttpProtocol
from gql_crm.settings import Settings

_KEEP_ALIVE_SECONDS: Final = 30
_ALLOCATIONS_BEFORE_COLLECTION: Final = 50_000
_BACKLOG: Final = 2048
_WORKER: Final = "gql_crm.http.worker:create_worker_app"


class PortError(OSError):
    """The server cannot listen where it should."""


class WorkerError(RuntimeError):
    """The worker processes cannot start."""


def listen(settings: Settings) -> socket.socket:
    """Take the port, before anything else is started. Raises PortError."""
    host, port = settings.host, settings.port
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except socket.gaierror:
        raise PortError(f'This machine knows no address "{host}". Choose another one with --host.') from None
    except OSError as problem:
        raise PortError(_advice(host, port, problem)) from None
    listener.set_inheritable(True)
    return listener


def address_of(listener: socket.socket) -> str:
    """Return the URL of a listening socket, as a browser on this machine writes it."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (read, not bound)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


class GracefulServer(uvicorn.Server):
    """Ends by returning: uvicorn's own raises the signal once more, before anybody could clean up."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop on the first signal, at once on a second interrupt."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


async def run_here(app: ASGIApp, settings: Settings, listener: socket.socket) -> None:
    """Serve in this process and event loop until SIGINT or SIGTERM; requests under way are finished."""
    spare_the_collector()
    await http_server(app, settings).serve(sockets=[listener])


def http_server(app: ASGIApp, settings: Settings) -> GracefulServer:
    """Return a server with the limits of the settings, for whoever runs it."""
    return GracefulServer(_configuration(app, settings))


def spare_the_collector() -> None:
    """Take what lives as long as the process out of the collector's sight: a full pass costs 45 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BEFORE_COLLECTION, 20, 20)


def run_workers(settings: Settings, listener: socket.socket, environment: Mapping[str, str]) -> None:
    """Serve with `settings.workers` processes, set up by `environment`; dead ones are replaced.

    Raises WorkerError when they cannot start.
    """
    os.environ.update(environment)
    configuration = _configuration(_WORKER, settings, factory=True, workers=settings.workers)
    workers = Multiprocess(configuration, [listener])
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
        ws="none",
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


def _advice(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use. Choose another one with --port, or stop what uses it."
    if problem.errno == errno.EACCES:
        return f"Port {port} may only be used by the administrator. Choose one from 1024 up with --port."
    if problem.errno == errno.EADDRNOTAVAIL:
        return f'The address "{host}" does not belong to this machine. Choose another one with --host.'
    return f"Cannot listen on {host}, port {port}: {problem.strerror}. Choose others with --host and --port."
