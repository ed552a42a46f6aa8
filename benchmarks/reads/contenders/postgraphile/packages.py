"""PostGraphile's packages: installed at the first need, locked by `python -m …packages lock`."""

import subprocess
import sys
from pathlib import Path

from hatch_build import BuildError, Node, find_node

FOLDER = Path(__file__).parents[2] / "postgraphile"
OLDEST_NODE = 22


class NotInstalled(Exception):  # noqa: N818 (its text is the message)
    """Why PostGraphile cannot take part here."""


def installed() -> Node:
    """Install what package-lock.json says, unless that is there; return the Node to run it with."""
    try:
        node = find_node(OLDEST_NODE)
        if not _is_fresh():
            node.run_npm("ci", folder=FOLDER)
    except BuildError as error:
        raise NotInstalled(str(error)) from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotInstalled(f"its packages could not be installed: {error}") from error
    return node


def lock() -> None:
    """Write package-lock.json anew from package.json, without addresses of registries."""
    find_node(OLDEST_NODE).run_npm("install", "--package-lock-only", folder=FOLDER)


def _is_fresh() -> bool:
    there = FOLDER / "node_modules" / ".package-lock.json"
    return there.exists() and there.stat().st_mtime >= (FOLDER / "package-lock.json").stat().st_mtime


if __name__ == "__main__" and sys.argv[1:] == ["lock"]:
    lock()
