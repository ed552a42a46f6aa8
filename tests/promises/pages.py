"""The documentation, as pages with blocks of code."""

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from graphql import NonNullTypeNode, OperationDefinitionNode, OperationType, parse
from markdown_it import MarkdownIt

from tests.promises.sources import ROOT

SHELLS = {"sh", "bash", "shell", "console"}


@dataclass(frozen=True)
class Block:
    """A fenced block of code; `line` is where it opens."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def pages() -> list[Path]:
    """Every page that people read, the plugins' own ones too."""
    folders = ["docs/**/*.md", "*.md", "plugins_contrib/*/*.md", "benchmarks/*.md"]
    return sorted(path for pattern in folders for path in ROOT.glob(pattern))


def blocks(page: Path) -> list[Block]:
    """The page's blocks of code, in order."""
    return [
        Block(page, token.map[0] + 1, token.info.partition(" ")[0], token.content)
        for token in MarkdownIt().parse(page.read_text(encoding="utf-8"))
        if token.type == "fence" and token.map
    ]


def runnable_examples(page: Path) -> list[Block]:
    """The page's queries and mutations that need no values from their reader, in order."""
    return [block for block in blocks(page) if block.language == "graphql" and not _needs_values(block.text)]


def run_python(page: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run the page's Python from top to bottom, as one module; return its names."""
    module = ModuleType("page")
    monkeypatch.setitem(sys.modules, "page", module)  # where Strawberry looks for the names of annotations
    for block in blocks(page):
        if block.language == "python":
            exec(compile(block.text, str(block), "exec"), vars(module))  # noqa: S102 (our own documentation)
    return vars(module)


def commands(page: Path) -> list[tuple[Block, list[str]]]:
    """Every command of the page's shell blocks, as words without comments."""
    return [
        (block, words)
        for block in blocks(page)
        if block.language in SHELLS
        for line in block.text.replace("\\\n", " ").splitlines()
        if (words := shlex.split(line.removeprefix("$ "), comments=True))
    ]


def _needs_values(document: str) -> bool:
    """Whether it cannot run as it stands: by HTTP, and without variables."""
    operations = [one for one in parse(document).definitions if isinstance(one, OperationDefinitionNode)]
    return any(one.operation is OperationType.SUBSCRIPTION for one in operations) or any(
        isinstance(variable.type, NonNullTypeNode) and variable.default_value is None
        for operation in operations
        for variable in operation.variable_definitions or ()
    )
