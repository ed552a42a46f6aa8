"""One running `postgres`: started, watched until it is ready, stopped; also one that lost its supervisor."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gql_crm.database.supervisor.account import Account
from gql_crm.database.supervisor.folder import SOCKET, Failure, Folder

SHARED_MEMORY_TRIES = 50  # a tenth of a second each
PATIENCE_SECONDS = 3.0
LARGEST_LOG = 10_000_000
LONGEST_SOCKET_FOLDER = 85  # bytes: "/.s.PGSQL.5432.lock" comes after it, and macOS stops at 104
PLAIN_PATH = re.compile(r"[\w./+-]+", re.ASCII)  # asyncpg takes a comma in a host for a second host

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_destination": "stderr",
    "logging_collector": "off",
    "log_min_messages": "log",  # what a statement did wrong is told to who sent it, values and all
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
    "cluster_name": "gql_crm",
}


def socket_folder(folder: Folder, account: Account) -> Path:
    """Return where the socket lies: in the folder, or in a temporary one if the path is too long or odd."""
    if len(os.fsencode(folder.path)) <= LONGEST_SOCKET_FOLDER and PLAIN_PATH.fullmatch(str(folder.path)):
        return folder.path
    with suppress(OSError):
        recorded = Path(folder.socket_record.read_text())
        if recorded.is_dir() and recorded.stat().st_uid in {os.geteuid(), account.user}:
            return recorded
    made = Path(tempfile.mkdtemp(prefix="gql_crm-"))
    account.give(made)
    folder.socket_record.write_text(str(made))
    return made


def is_alive(pid: int) -> bool:
    """Say whether a process runs. One that has ended and that nobody has asked after (a zombie) does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return not Path("/proc/self").exists()
    return state != "Z"


def command_line(pid: int) -> bytes:
    """Return the command line of a process, empty if there is none."""
    if Path("/proc/self").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        return b""
    return subprocess.run(
        ["/bin/ps", "-o", "command=", "-p", str(pid)], check=False, capture_output=True
    ).stdout


def stop_process(pid: int, has_ended: Callable[[], bool]) -> None:
    """Stop a server: fast, then at once, then by force."""
    for number, seconds in ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if has_ended():
                return
            time.sleep(0.02)


class Server:
    """One running `postgres`."""

    def __init__(self, folder: Folder, binaries: Path, account: Account) -> None:
        self._folder = folder
        self._pid_file = folder.data / "postmaster.pid"
        self._binaries = binaries
        self._account = account
        self._process: subprocess.Popen[bytes] | None = None
        self.socket_folder = socket_folder(folder, account)

    def _recorded(self) -> list[str]:
        try:
            return self._pid_file.read_text().splitlines()
        except OSError:
            return []

    def clear_predecessor(self) -> None:
        """Stop a server that lost its supervisor; disarm what it or a restarted machine left behind."""
        lines = self._recorded()
        if lines and lines[0].isdigit():
            pid = int(lines[0])
            if is_alive(pid) and os.fsencode(self._folder.data) in command_line(pid):
                stop_process(pid, lambda: not is_alive(pid))
            # The number may be a stranger's by now, or a zombie's. PostgreSQL passes over that of its parent,
            # and still looks whether the memory of its predecessor is in use.
            self._pid_file.write_text("\n".join([str(os.getpid()), *lines[1:], ""]))
        for name in (SOCKET, f"{SOCKET}.lock"):
            (self.socket_folder / name).unlink(missing_ok=True)

    def start(self, report: Callable[[str], None]) -> None:
        """Start the server and return when it takes connections."""
        self._rotate_log()
        for attempt in range(SHARED_MEMORY_TRIES):
            offset = self._folder.log.stat().st_size if self._folder.log.exists() else 0
            if self._start_once(report):
                return
            said = self._folder.last_log_lines(offset)
            # Backends of a killed server need a moment to see that it is gone.
            if "shared memory block" not in said or attempt == SHARED_MEMORY_TRIES - 1:
                raise Failure(
                    f"PostgreSQL does not start. It says:\n{said}\nThe whole log: {self._folder.log}"
                )
            time.sleep(0.1)

    def _rotate_log(self) -> None:
        if self._folder.log.exists() and self._folder.log.stat().st_size > LARGEST_LOG:
            self._folder.log.replace(self._folder.log.with_suffix(".log.1"))

    def _start_once(self, report: Callable[[str], None]) -> bool:
        settings = SETTINGS | {"unix_socket_directories": str(self.socket_folder)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self._binaries / "postgres"), "-D", str(self._folder.data), *options]
        with self._folder.log.open("ab") as log:
            self._process = self._account.start(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        begun, told = time.monotonic(), False
        while self._process.poll() is None:
            lines = self._recorded()
            if lines[:1] == [str(self._process.pid)] and [line.strip() for line in lines[7:8]] == ["ready"]:
                return True
            if not told and time.monotonic() - begun > PATIENCE_SECONDS:
                report("The database recovers from a sudden stop; this takes a moment.")
                told = True
            time.sleep(0.01)
        return False

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def stop(self) -> None:
        if self._process is not None:
            stop_process(self._process.pid, self.has_ended)
        if self.socket_folder != self._folder.path:
            shutil.rmtree(self.socket_folder, ignore_errors=True)
