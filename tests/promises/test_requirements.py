"""The locked requirements are those of pyproject.toml: `make lock` was not forgotten."""

import re
import tomllib
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.promises.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = PROJECT["dependencies"]
EXTRAS = [line for extra in PROJECT["optional-dependencies"].values() for line in extra]


@pytest.mark.parametrize("line", RUNTIME)
def test_a_dependency_is_locked_for_users(line: str) -> None:
    assert _is_locked(line, "runtime.txt")


@pytest.mark.parametrize("line", [line for line in [*RUNTIME, *EXTRAS] if not line.startswith("gql-crm[")])
def test_a_dependency_is_locked_for_developers(line: str) -> None:
    assert _is_locked(line, "dev.txt")


def test_developers_have_the_versions_of_users() -> None:
    assert _locked("runtime.txt").items() <= _locked("dev.txt").items()


def _is_locked(line: str, file: str) -> bool:
    requirement = Requirement(line)
    return _locked(file)[canonicalize_name(requirement.name)] in requirement.specifier


@cache
def _locked(file: str) -> dict[str, str]:
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    }
