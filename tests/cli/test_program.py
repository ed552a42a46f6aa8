import re

import pytest

from tests.cli.commands import run, run_apart


def test_help_names_every_command() -> None:
    said = run("--help").stdout
    for command in ("demo", "serve", "migrate", "doctor", "schema", "token", "settings"):
        assert re.search(rf"^  {command} ", said, re.MULTILINE), command


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"gql-crm \d+\.\d+\.\d+\S*\n", run("--version").stdout)


def test_a_bad_setting_is_one_sentence_and_no_traceback() -> None:
    failed = run_apart("serve", GQL_CRM_PORT="eighty")
    assert failed.returncode == 1
    assert failed.stderr.startswith('gql-crm: GQL_CRM_PORT is "eighty": expected a valid integer')
    assert "Traceback" not in failed.stderr


def test_debug_shows_where_a_failure_happened() -> None:
    failed = run("--debug", "serve", GQL_CRM_PORT="eighty")
    assert failed.returncode == 1
    assert "Traceback" in failed.stderr
    assert failed.stderr.splitlines()[-1].startswith("gql-crm: GQL_CRM_PORT")


@pytest.mark.parametrize("arguments", [["nonsense"], ["serve", "--nonsense"], ["token", "create"]])
def test_a_misspelt_command_is_told_apart_from_a_failure(arguments: list[str]) -> None:
    failed = run(*arguments)
    assert failed.returncode == 2
    assert "Traceback" not in failed.stderr


def test_settings_prints_the_page_of_settings() -> None:
    assert "`GQL_CRM_LIMIT_DEPTH`" in run("settings").stdout
