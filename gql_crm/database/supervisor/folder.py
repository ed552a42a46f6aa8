"""The folder of an embedded server: its places and its locks."""

import fcntl
from contextlib import suppress
from pathlib import Path

DATABASE = "gql_crm"
OWNER_ROLE = "gql_crm_owner"
APP_ROLE = "gql_crm_app"
SOCKET = ".s.PGSQL.5432"


class Failure(Exception):  # noqa: N818 (its text is the message)
    """Why the server cannot run, in words for the person who started it."""


class Folder:
    """The places inside the folder of one embedded server."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = path / "lock"
        self.users = path / "users"
        self.state = path / "running.json"
        self.data = path / "data"
        self.fresh = path / "data.new"
        self.log = path / "server.log"
        self.socket_record = path / "socket-folder"

    def last_log_lines(self, offset: int = 0, count: int = 8) -> str:
        """Return what the server wrote last, after `offset` bytes."""
        with suppress(OSError), self.log.open("rb") as log:
            log.seek(offset)
            return "\n".join(log.read()[-8000:].decode(errors="replace").splitlines()[-count:])
        return ""


def try_lock(descriptor: int, kind: int) -> bool:
    """Take the lock without waiting; `kind` is `fcntl.LOCK_SH` or `fcntl.LOCK_EX`."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
