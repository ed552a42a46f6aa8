"""What the documentation shows works."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate
from markdown_it import MarkdownIt
from typer.core import TyperGroup
from typer.main import get_command

from gql_crm.cli.program import Debugging, build_program
from tests.promises.pages import Block, blocks, commands, pages, run_python
from tests.promises.sources import ROOT, text_of

PAGES = [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in pages()]
GRAPHQL = [
    pytest.param(block, id=str(block))
    for page in pages()
    for block in blocks(page)
    if block.language == "graphql"
]
LOOKS_LIKE_A_CUSTOM_FIELD = re.compile(r"\bcreate(Fields?|Entity)\b")


def test_readme_sets_up_with_exactly_two_commands() -> None:
    made = [words for _, words in commands(ROOT / "README.md") if words[0] == "make"]
    assert made == [["make", "demo"], ["make", "test"]]


@pytest.mark.parametrize("page", PAGES)
def test_python_blocks_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_python(page, monkeypatch)


@pytest.mark.parametrize("block", GRAPHQL)
def test_graphql_blocks_fit_the_schema(block: Block) -> None:
    document = parse(block.text)
    if _comes_after_a_custom_field(block):
        return  # its names are the page's own: test_docs_live.py runs it on a server
    assert [error.message for error in validate(_schema(), document)] == []


@pytest.mark.parametrize("page", PAGES)
def test_commands_exist(page: Path) -> None:
    unknown = [f"{block}: {' '.join(words)}" for block, words in commands(page) if not _is_known(words)]
    assert unknown == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: Path) -> None:
    assert [target for target in _links(page) if not (page.parent / target).exists()] == []


def _comes_after_a_custom_field(block: Block) -> bool:
    earlier = [other for other in blocks(block.page) if other.line < block.line]
    return any(
        LOOKS_LIKE_A_CUSTOM_FIELD.search(other.text) for other in earlier if other.language == "graphql"
    )


@cache
def _schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))


def _is_known(words: list[str]) -> bool:
    """Judge our own commands; those of other programs are the reader's business."""
    words = [word for word in words if not re.fullmatch(r"[A-Z_]+=.*", word)]
    if words[0] == "make":
        return set(words[1:]) <= _make_targets()
    if words[0].rpartition("/")[2] == "gql-crm":
        return _is_gql_crm_command(words[1:])
    return True


@cache
def _make_targets() -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))


def _is_gql_crm_command(words: list[str]) -> bool:
    command = get_command(build_program(Debugging()))
    while isinstance(command, TyperGroup) and words and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    options = {name for parameter in command.params for name in [*parameter.opts, *parameter.secondary_opts]}
    used = {word.partition("=")[0] for word in words if word.startswith("-")}
    return not isinstance(command, TyperGroup) and used <= options | {"--help"}


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (["make", "demo"], True),
        (["make", "coffee"], False),
        (["gql-crm", "schema", "print"], True),
        (["gql-crm", "schema"], False),
        (["gql-crm", "brew"], False),
        ([".venv/bin/gql-crm", "serve", "--port", "80"], True),
        (["DATABASE_URL=x", "gql-crm", "serve", "--sugar", "2"], False),
    ],
)
def test_the_judge_knows_our_commands(words: list[str], *, known: bool) -> None:
    assert _is_known(words) is known


def _links(page: Path) -> Iterator[str]:
    for token in MarkdownIt().parse(text_of(page)):
        for child in token.children or []:
            target = str(child.attrs.get("href", ""))
            if target and not target.startswith(("#", "http://", "https://", "mailto:")):
                yield target.partition("#")[0]
