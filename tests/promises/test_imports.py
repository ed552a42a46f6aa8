"""Who may import what, beside the layers that import-linter holds."""

import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.promises.sources import PLUGINS, ROOT, Source, core_sources, plugin_sources

DOOR = {"gql_crm", "gql_crm.testing"}
PACKAGES_FOR_PLUGINS = {"gql_crm", "strawberry", "tortoise", "graphql"}
USERS_OF_STRAWBERRY = {"schema", "http", "modules"}
BELOW_GRAPHQL = {"sql", "database", "logging", "settings", "text", "clock", "errors"}


def test_strawberry_is_imported_by_the_schema_http_and_operations_only() -> None:
    outside = [source for source in core_sources() if source.package not in USERS_OF_STRAWBERRY]
    assert list(_uses(outside, "strawberry")) == []


def test_graphql_is_unknown_below_the_field_kinds() -> None:
    below = [source for source in core_sources() if source.package in BELOW_GRAPHQL]
    assert list(_uses(below, "graphql")) == []


def test_only_modules_enter_through_the_partners_door() -> None:
    inside = [source for source in core_sources() if source.package not in {"modules", "testing"}]
    found = {
        f"{source.name}:{line}" for source in inside for line, name in source.imports() if name == "gql_crm"
    }
    assert found == set(), "import from the module that defines the name"


def test_the_package_imports_nothing_that_it_does_not_depend_on() -> None:
    allowed, allowed_in_testing = _allowed_in(ROOT), _allowed_in(ROOT, "test")
    found = {
        f"{source.name}:{line}: {name}"
        for source in core_sources()
        for line, name in source.imports()
        if _top(name) not in (allowed_in_testing if source.package == "testing" else allowed)
    }
    assert found == set(), "name the distribution among the dependencies in pyproject.toml, then: make lock"


def test_plugins_import_of_gql_crm_only_its_door() -> None:
    found = [
        f"{source.name}:{line}: {name}"
        for source in plugin_sources()
        for line, name in source.imports()
        if _top(name) == "gql_crm" and name not in DOOR
    ]
    assert found == [], f"plugins may import {sorted(DOOR)} only"


def test_plugins_import_nothing_that_they_do_not_depend_on() -> None:
    sources = plugin_sources()
    allowed = {folder: _allowed_in(folder) for folder in {_plugin_folder(source) for source in sources}}
    found = [
        f"{source.name}:{line}: {name}"
        for source in sources
        for line, name in source.imports()
        if _top(name) not in allowed[_plugin_folder(source)] | PACKAGES_FOR_PLUGINS
    ]
    assert found == [], "name the distribution among the plugin's dependencies"


def _uses(sources: list[Source], package: str) -> Iterator[str]:
    for source in sources:
        yield from (f"{source.name}:{line}" for line, name in source.imports() if _top(name) == package)


def _top(name: str) -> str:
    return name.partition(".")[0]


def _plugin_folder(source: Source) -> Path:
    return PLUGINS / source.path.relative_to(PLUGINS).parts[0]


_packages = cache(packages_distributions)  # it reads the metadata of everything that is installed


@cache
def _allowed_in(project: Path, *extras: str) -> set[str]:
    """The standard library, the project's own package, and those of the distributions that it depends on."""
    table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [line for extra in extras for line in table["optional-dependencies"][extra]]
    declared = {
        canonicalize_name(Requirement(line).name) for line in [*table.get("dependencies", []), *optional]
    }
    installed = {
        package
        for package, distributions in _packages().items()
        if declared & {canonicalize_name(name) for name in distributions}
    }
    own = {package.name for package in project.glob("gql_crm*")}
    return set(sys.stdlib_module_names) | installed | own


def test_every_plugin_package_is_looked_at() -> None:
    folders = {path.parent.name for path in ROOT.glob("plugins_contrib/*/pyproject.toml")}
    assert {_plugin_folder(source).name for source in plugin_sources()} == folders
