"""Pages that list what the code has list all of it, and nothing else."""

import ast
import json
import re
from typing import Any

import pytest

import gql_crm
from gql_crm.errors import CLIENT_ERROR_CODES, USER_ERROR_CODES, WARNING_CODES
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.text import camel_case
from tests.promises.pages import blocks
from tests.promises.sources import ROOT, Source, core_sources, text_of

RENAMED = {"target": "targetEntity"}


def test_every_error_code_has_a_page() -> None:
    pages = {page.stem for page in (ROOT / "docs" / "errors").glob("*.md")} - {"README"}
    assert pages == {*USER_ERROR_CODES, *CLIENT_ERROR_CODES}


def test_error_pages_open_with_what_the_schema_says() -> None:
    for codes in (USER_ERROR_CODES, CLIENT_ERROR_CODES):
        wrong = [
            code
            for code, text in codes.items()
            if text not in text_of(ROOT / "docs" / "errors" / f"{code}.md")
        ]
        assert wrong == []


def test_the_codes_of_warnings_are_listed_with_what_the_schema_says() -> None:
    lines = text_of(ROOT / "docs" / "errors" / "README.md").splitlines()
    assert [
        line for code, text in WARNING_CODES.items() if (line := f"| `{code}` | {text} |") not in lines
    ] == []


def test_the_table_of_field_kinds_is_complete() -> None:
    table = [
        line for line in text_of(ROOT / "docs" / "custom-fields.md").splitlines() if line.startswith("| `")
    ]
    assert table == [_row(kind) for kind in DEFAULT_KINDS]


def _row(kind: FieldKind) -> str:
    options = " ".join(RENAMED.get(name, camel_case(name)) for name in sorted(kind.options))
    return f"| `{kind.name}` | {kind.description} | {f'`{options}`' if options else ''} |"


def test_every_name_of_the_door_is_documented() -> None:
    page = text_of(ROOT / "docs" / "plugins.md").partition("## The door")[2]
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(gql_crm.__all__)


@pytest.mark.parametrize("code", sorted({*USER_ERROR_CODES, *CLIENT_ERROR_CODES}))
def test_error_pages_show_an_answer_with_their_code(code: str) -> None:
    page = ROOT / "docs" / "errors" / f"{code}.md"
    answers = [json.loads(block.text) for block in blocks(page) if block.language == "json"]
    if not answers:
        assert "No answer has this code yet" in text_of(page)
        assert [source.name for source in core_sources() if _raises(source, code)] == []
    assert {_code(answer) for answer in answers} <= {code}


def _code(answer: dict[str, Any]) -> str:
    if "errors" in answer:
        return str(answer["errors"][0]["extensions"]["code"])
    (payload,) = answer["data"].values()
    return str(payload["userErrors"][0]["code"])


def _raises(source: Source, code: str) -> bool:
    """Whether a call is given the code; tables of all codes do not count."""
    calls = (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))
    return any(
        isinstance(argument, ast.Constant) and argument.value == code
        for call in calls
        for argument in call.args
    )
