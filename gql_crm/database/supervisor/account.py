"""The account that the server runs under: PostgreSQL refuses root."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from gql_crm.database.supervisor.folder import Failure, Folder

CLONE_NEWUSER = 0x10000000
SET_PARENT_DEATH_SIGNAL = 1
NOBODY = 65534


def succeeds_in_child(attempt: Callable[[], None]) -> bool:
    """Run `attempt` in a forked process of its own and say whether it ended without an error."""
    child = os.fork()
    if child == 0:
        try:
            attempt()
        except BaseException:  # noqa: BLE001 (a forked process must never return from here)
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def map_root_to_nobody() -> None:
    """Enter a user namespace in which root is called nobody: PostgreSQL runs, and files keep their owner."""
    user, group = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")


class Account:
    """The account that the programs of PostgreSQL run under."""

    def __init__(self, folder: Folder, binaries: Path) -> None:
        self.user: int | None = None
        self.group: int | None = None
        self.mapped = False
        if os.geteuid() == 0:
            self._leave_root(folder, binaries)

    def _leave_root(self, folder: Folder, binaries: Path) -> None:
        owner = folder.data.stat() if folder.data.exists() else None
        if owner is not None and owner.st_uid != 0:
            self.user, self.group = owner.st_uid, owner.st_gid
            self._check_reach(folder, binaries)
        elif sys.platform == "linux" and succeeds_in_child(map_root_to_nobody):
            self.mapped = True
        else:
            nobody = pwd.getpwnam("nobody")
            self.user, self.group = nobody.pw_uid, nobody.pw_gid
            self._check_reach(folder, binaries)
            self.give(folder.path)

    def _check_reach(self, folder: Folder, binaries: Path) -> None:
        if not succeeds_in_child(lambda: self._reach(folder.path.parent, binaries)):
            raise Failure(
                f"PostgreSQL refuses to run as root, and the account number {self.user} that would run it "
                f'cannot reach "{folder.path}" or "{binaries}". Run gql_crm as an ordinary user, or let '
                "DATABASE_URL name a PostgreSQL server."
            )

    def _reach(self, parent: Path, binaries: Path) -> None:
        os.setgroups([])
        os.setgid(self.group or 0)
        os.setuid(self.user or 0)
        os.chdir(parent)
        subprocess.run([binaries / "postgres", "-V"], check=True, stdout=subprocess.DEVNULL)

    def give(self, path: Path) -> None:
        """Make the account the owner of `path` and of everything in it."""
        if self.user is None:
            return
        for place in (path, *path.rglob("*")):
            os.chown(place, self.user, self.group or 0, follow_symlinks=False)

    def start(self, command: list[str], **options: object) -> "subprocess.Popen[bytes]":
        """Start a program under this account; it ends when this process does (on Linux)."""
        supervisor, linux = os.getpid(), sys.platform == "linux"
        libc = ctypes.CDLL(None) if linux else None

        def prepare() -> None:
            if self.mapped:
                map_root_to_nobody()
            if libc is not None:
                libc.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGINT)
                if os.getppid() != supervisor:
                    os._exit(1)

        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))
        }
        environment |= {"LC_ALL": "C", "TZ": "UTC"}
        if self.user is not None:
            options |= {"user": self.user, "group": self.group, "extra_groups": []}
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return] # options by name
            command,
            env=environment,
            cwd="/",
            preexec_fn=prepare,  # noqa: PLW1509 (this process has one thread)
            **options,
        )
