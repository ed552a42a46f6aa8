"""`gql-crm module`: what an operator sees and switches without a server."""

from pathlib import Path

import pytest

from tests.cli.commands import run
from tests.plugins.packages import a_module, install


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A data folder with a database of the test's own."""
    migrated = run("migrate", "--data-dir", str(tmp_path))
    assert migrated.returncode == 0, migrated.stderr
    return tmp_path


def listed(folder: Path) -> dict[str, list[str]]:
    """Return the words of each line of `module list` by the module's name."""
    shown = run("module", "list", "--data-dir", str(folder))
    assert shown.returncode == 0, shown.stderr
    return {words[0]: words[1:] for words in map(str.split, shown.stdout.splitlines())}


def test_everything_that_is_installed_is_enabled_in_a_new_workspace(data_dir: Path) -> None:
    lines = listed(data_dir)
    assert {"identity", "people", "real_estate"} <= lines.keys()
    assert {words[1] for words in lines.values()} == {"enabled"}


def test_a_module_is_disabled_and_enabled_again(own_folder: Path) -> None:
    folder = ("--data-dir", str(own_folder))
    disabled = run("module", "disable", "real_estate", *folder)
    assert disabled.stdout == 'The module "real_estate" is disabled.\n'
    assert listed(own_folder)["real_estate"][1] == "disabled"
    enabled = run("module", "enable", "real_estate", *folder)
    assert enabled.stdout == 'The module "real_estate" is enabled.\n'
    assert listed(own_folder)["real_estate"][1] == "enabled"


def test_a_plugin_that_is_installed_later_waits_until_it_is_enabled(
    own_folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path_factory.mktemp("site")
    monkeypatch.syspath_prepend(str(site))
    install(site, "fleet", a_module("fleet", "fleetRank"))
    assert listed(own_folder)["fleet"][1] == "disabled"
    assert run("module", "enable", "fleet", "--data-dir", str(own_folder)).returncode == 0
    assert listed(own_folder)["fleet"][1] == "enabled"


@pytest.mark.parametrize(
    ("command", "name", "told"),
    [
        ("enable", "real_estat", 'There is no module "real_estat". Did you mean "real_estate"?'),
        ("disable", "people", 'depend on the module "people"; disable them first.'),
        ("disable", "identity", 'the module "identity" cannot be switched off.'),
    ],
)
def test_what_cannot_be_switched_is_told_in_a_sentence(
    data_dir: Path, command: str, name: str, told: str
) -> None:
    failed = run("module", command, name, "--data-dir", str(data_dir))
    assert failed.returncode == 1
    assert told in failed.stderr
    assert failed.stdout == ""
