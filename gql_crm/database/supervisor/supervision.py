"""Keeping one server as long as somebody uses its folder."""

import fcntl
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from gql_crm.database.supervisor.account import Account
from gql_crm.database.supervisor.cluster import Cluster
from gql_crm.database.supervisor.folder import Failure, Folder, try_lock
from gql_crm.database.supervisor.server import Server

IDLE_SECONDS = 2.0
MOST_ENDS_A_MINUTE = 5


class Supervisor:
    def __init__(self, folder: Folder, binaries: Path) -> None:
        self._folder = folder
        self._binaries = binaries
        self._lock = os.open(folder.lock, os.O_RDWR | os.O_CREAT, 0o600)
        self._users = os.open(folder.users, os.O_RDWR | os.O_CREAT, 0o600)
        self._asked_to_stop = False

    def take_folder(self) -> bool:
        """Become the only supervisor. Users test the lock for an instant, so one refusal says nothing."""
        for _ in range(10):
            if try_lock(self._lock, fcntl.LOCK_EX):
                self._folder.state.unlink(missing_ok=True)
                return True
            time.sleep(0.005)
        return False

    def run(self, report: Callable[[str], None], ready: Callable[[], None]) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop_soon)
        account = Account(self._folder, self._binaries)
        cluster = Cluster(self._folder, self._binaries, account)
        cluster.prepare(report)
        server = Server(self._folder, self._binaries, account)
        server.clear_predecessor()
        try:
            server.start(report)
            self._publish(server, cluster.major)
            ready()
            self._watch(server, report)
        finally:
            self._folder.state.unlink(missing_ok=True)
            server.stop()
            os.close(self._lock)  # before `users`: who waits for that one finds this one free

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True

    def _publish(self, server: Server, major: int) -> None:
        state = {"supervisor": os.getpid(), "socket_folder": str(server.socket_folder), "major": major}
        unfinished = self._folder.state.with_suffix(".new")
        unfinished.write_text(json.dumps(state))
        unfinished.rename(self._folder.state)

    def _watch(self, server: Server, report: Callable[[str], None]) -> None:
        unused_since: float | None = None
        ends: list[float] = []
        while not self._asked_to_stop and self._owns_folder():
            if server.has_ended():
                ends = [end for end in ends if end > time.monotonic() - 60] + [time.monotonic()]
                if len(ends) > MOST_ENDS_A_MINUTE:
                    raise Failure("PostgreSQL ended again and again.")
                server.start(report)
            if not try_lock(self._users, fcntl.LOCK_EX):
                unused_since = None
            else:
                unused_since = unused_since or time.monotonic()
                if time.monotonic() - unused_since >= IDLE_SECONDS:
                    return  # with the lock in hand: who comes now waits until the server is down
                fcntl.flock(self._users, fcntl.LOCK_UN)
            time.sleep(0.2)

    def _owns_folder(self) -> bool:
        try:
            return self._folder.lock.stat().st_ino == os.fstat(self._lock).st_ino
        except FileNotFoundError:
            return False
