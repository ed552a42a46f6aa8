"""Run by its path with `python -I -S`: the packages above import much, and the server shall start at once."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType

for name, place in ("gql_crm", 2), ("gql_crm.database", 1):
    if name not in sys.modules:
        sys.modules[name] = ModuleType(name)
        sys.modules[name].__path__ = [str(Path(__file__).resolve().parents[place])]

from gql_crm.database.supervisor.folder import Failure, Folder  # noqa: E402 (the stubs come first)
from gql_crm.database.supervisor.supervision import Supervisor  # noqa: E402 (the stubs come first)


def say(message: dict[str, object]) -> None:
    with suppress(OSError, ValueError):  # whoever asked may be gone
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()


def fall_silent() -> None:
    say({"ready": {}})
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def main(folder_path: str, binaries: str) -> None:
    """Supervise the server of a folder until nobody uses it."""
    if os.fork():
        os._exit(0)  # so that nobody is left to wait for this process
    os.umask(0o077)
    os.chdir("/")
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    folder = Folder(Path(folder_path))
    try:
        supervisor = Supervisor(folder, Path(binaries))
        if not supervisor.take_folder():
            say({"held": {}})
            return
        supervisor.run(lambda text: say({"progress": text}), fall_silent)
    except (Failure, OSError, subprocess.CalledProcessError) as problem:
        say({"failed": str(problem)})
        with suppress(OSError), folder.log.open("a") as log:
            log.write(f"gql_crm: {problem}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
