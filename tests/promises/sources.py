"""The project's own files, as the promises look at them."""

import ast
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "gql_crm"
PLUGINS = ROOT / "plugins_contrib"


@dataclass(frozen=True)
class Source:
    """A Python file of the product."""

    path: Path

    @property
    def name(self) -> str:
        """The path inside the project, as in "gql_crm/errors.py"."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def package(self) -> str:
        """The first part below gql_crm: a package, as in "fields", or a module that lies there itself."""
        return self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and dotted name of every import, those inside functions too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield from ((node.lineno, _imported(node.module, alias.name)) for alias in node.names)


@cache  # a file is read once for all promises
def core_sources() -> Sequence[Source]:
    """Everything in gql_crm that people write: generated migrations are left out."""
    return [source for source in _sources(PACKAGE) if not _is_migration(source.path)]


@cache
def plugin_sources() -> Sequence[Source]:
    """The packages of plugins_contrib, without their tests."""
    return [
        source
        for package in sorted(PLUGINS.glob("*/gql_crm_*"))
        for source in _sources(package)
        if not _is_migration(source.path)
    ]


def tracked_files() -> list[Path]:
    """Every file that belongs to the project: what git knows, and what it would take in."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in answer.split("\0") if name]
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str:
    """The file's text, nothing for files of bytes."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def _imported(module: str, name: str) -> str:
    """The module that "from module import name" brings: "from gql_crm import sql" brings "gql_crm.sql"."""
    inner = ROOT.joinpath(*module.split("."), name)
    return f"{module}.{name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else module


def _sources(folder: Path) -> list[Source]:
    return [Source(path) for path in sorted(folder.rglob("*.py")) if "__pycache__" not in path.parts]


def _is_migration(path: Path) -> bool:
    return "migrations" in path.parts and re.match(r"\d", path.name) is not None
