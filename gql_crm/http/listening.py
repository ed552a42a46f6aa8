"""The socket that a server listens on, taken before anything else is started."""

import errno
import socket
from typing import Final

from gql_crm.settings import Settings

_BACKLOG: Final = 2048


class PortError(OSError):
    """The server cannot listen where it should."""


def listen(settings: Settings) -> socket.socket:
    """Take the port. Raises PortError."""
    host, port = settings.host, settings.port
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family)
    except socket.gaierror:
        raise PortError(f'This machine knows no address "{host}". Choose another one with --host.') from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as problem:
        listener.close()
        raise PortError(_advice(host, port, problem)) from None
    listener.set_inheritable(True)
    return listener


def address_of(listener: socket.socket) -> str:
    """Return the URL of a listening socket, as a browser on this machine writes it."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (read, not bound)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _advice(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use. Choose another one with --port, or stop what uses it."
    if problem.errno == errno.EACCES:
        return f"Port {port} may only be used by the administrator. Choose one from 1024 up with --port."
    if problem.errno == errno.EADDRNOTAVAIL:
        return f'The address "{host}" does not belong to this machine. Choose another one with --host.'
    return f"Cannot listen on {host}, port {port}: {problem.strerror}. Choose others with --host and --port."
