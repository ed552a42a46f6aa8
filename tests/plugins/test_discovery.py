"""A broken plugin costs its own contribution and is named; everything else is served."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from gql_crm import Module, hookimpl
from gql_crm.plugins.discovery import discover
from gql_crm.plugins.merge import Contributions, merge
from gql_crm.settings import Settings
from gql_crm.testing import Template, open_crm
from gql_crm.workspace.contributions import BUILTIN, contributions_of
from tests.plugins.declarations import NOW
from tests.plugins.packages import a_module, install

NO_HOOK = "def register_modules():\n    return []\n"
IMPORTS = "from gql_crm import Field, Module, TextKind, hookimpl\n"
BROKEN = {
    "raises at import": ("1 / 0", ["ZeroDivisionError"]),
    "has a syntax error": ("def", ["SyntaxError"]),
    "imports what is not there": ("import there_is_no_such_package", ["there_is_no_such_package"]),
    "exits at import": ("import sys\nsys.exit('bye')", ["SystemExit", "bye"]),
    "marks no hook": (NO_HOOK, ["hookimpl"]),
    "has no hook at all": ("", ["hookimpl"]),
    "misspells a hook": (
        IMPORTS + "@hookimpl\ndef register_module():\n    return []\n",
        ["register_module"],
    ),
    "has a hook with arguments": (
        IMPORTS + "@hookimpl\ndef register_modules(catalog):\n    return []\n",
        ["catalog"],
    ),
    "raises in a hook": (
        IMPORTS + "@hookimpl\ndef register_modules():\n    raise LookupError('no licence')\n",
        ["register_modules", "LookupError", "no licence"],
    ),
    "exits in a hook": (
        IMPORTS + "@hookimpl\ndef register_modules():\n    raise SystemExit(3)\n",
        ["register_modules", "SystemExit"],
    ),
    "returns a text": (
        IMPORTS + "@hookimpl\ndef register_modules():\n    return 'shop'\n",
        ["register_modules", "str", "Module"],
    ),
    "returns a number": (
        IMPORTS + "@hookimpl\ndef register_modules():\n    return 5\n",
        ["register_modules", "int", "Module"],
    ),
    "returns a list of nonsense": (
        IMPORTS + "@hookimpl\ndef register_modules():\n    return [Module]\n",
        ["register_modules", "Module"],
    ),
    "returns kinds that are classes": (
        IMPORTS + "@hookimpl\ndef register_field_kinds():\n    return [TextKind]\n",
        ["register_field_kinds", "FieldKind"],
    ),
    "yields": (
        IMPORTS + "@hookimpl\ndef register_modules():\n    yield Module(name='x', version='1')\n",
        ["register_modules", "generator"],
    ),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that Python imports from."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def found() -> Contributions:
    return contributions_of(None, NOW)


def modules_of(contributions: Contributions) -> list[str]:
    return [module.name for _, module in contributions.modules]


@pytest.mark.parametrize(("source", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_plugin_is_named_and_the_others_are_there(site: Path, source: str, told: list[str]) -> None:
    before = modules_of(found())
    install(site, "broken-plugin", source)
    install(site, "fine-plugin", a_module("fine", "fineness"))
    contributions = found()
    assert [problem.origin for problem in contributions.problems] == ["broken-plugin"]
    (problem,) = contributions.problems
    assert '"broken-plugin"' in problem.message
    for part in told:
        assert part in problem.message
    assert set(modules_of(contributions)) == {*before, "fine"}


def test_an_entry_point_without_its_object_is_named(site: Path) -> None:
    install(site, "hollow", a_module("hollow", "depth"), attribute="plugin")
    (problem,) = found().problems
    assert problem.origin == "hollow"


def test_a_problem_says_nothing_of_the_servers_folders(site: Path) -> None:
    install(site, "hollow", "from gql_crm.fields import nothing_of_this_name")
    (problem,) = found().problems
    assert "nothing_of_this_name" in problem.message
    assert str(Path(__file__).parents[2]) not in problem.message


def test_built_in_plugins_come_first_then_the_others_by_distribution(site: Path) -> None:
    for distribution, entry_point in (("zebra", "a"), ("Bee", "b"), ("ant", "z")):
        install(
            site, distribution, a_module(distribution.lower(), distribution.lower()), entry_point=entry_point
        )
    order = modules_of(found())
    assert order[:2] == ["identity", "people"]
    assert [name for name in order if name in {"zebra", "bee", "ant"}] == ["ant", "bee", "zebra"]


def test_two_distributions_may_not_call_their_plugins_the_same(site: Path) -> None:
    install(site, "first", a_module("first", "a"), entry_point="shop")
    install(site, "second", a_module("second", "b"), entry_point="shop")
    contributions = found()
    assert "first" in modules_of(contributions)
    assert "second" not in modules_of(contributions)
    (problem,) = contributions.problems
    assert '"shop"' in problem.message


def test_a_plugin_called_like_a_built_in_one_does_not_take_its_place(site: Path) -> None:
    install(site, "intruder", a_module("intruder", "a"), entry_point="people")
    contributions = found()
    assert modules_of(contributions)[:2] == ["identity", "people"]
    assert "intruder" not in modules_of(contributions)
    (problem,) = contributions.problems
    assert '"people"' in problem.message


def test_two_plugins_with_a_module_or_kind_of_one_name_are_told_apart_by_their_names(site: Path) -> None:
    kind = IMPORTS + (
        "class Kind(TextKind):\n    name = 'FRAME_NUMBER'\n    description = 'A number.'\n"
        "@hookimpl\ndef register_field_kinds():\n    return [Kind()]\n"
        "@hookimpl\ndef register_modules():\n    return [Module(name='cars', version='1')]\n"
    )
    install(site, "first", kind)
    install(site, "second", kind)
    catalog = merge(found(), version=1, now=NOW)
    assert [module.name for module in catalog.modules].count("cars") == 1
    told = [problem.message for problem in catalog.problems]
    assert len(told) == 2
    assert any('"FRAME_NUMBER"' in text and '"first"' in text and '"second"' in text for text in told)
    assert any('"cars"' in text and '"second"' in text for text in told)


def test_settings_choose_among_the_plugins_modules_but_not_the_core(site: Path) -> None:
    install(site, "fine", a_module("fine", "a"))
    install(site, "other", a_module("other", "b"))
    chosen = contributions_of(Settings.load(modules=("fine",)), NOW)
    assert modules_of(chosen) == ["identity", "people", "views", "fine"]


def test_a_plugin_object_that_is_given_by_hand_is_asked_like_an_installed_one() -> None:
    plugin = ModuleType("by_hand")

    def register_modules() -> list[Module]:
        return [Module(name="shop", version="1")]

    plugin.register_modules = hookimpl(register_modules)  # type: ignore[attr-defined]
    contributions = discover([*BUILTIN, ("by hand", plugin)], now=NOW, installed=False)
    assert modules_of(contributions) == ["identity", "people", "views", "shop"]
    assert contributions.modules[-1][0] == "by hand"
    assert not contributions.problems


@pytest.fixture
def broken_site(site: Path) -> Path:
    """All that can be wrong with plugins at once, and one that is fine."""
    for number, (source, _) in enumerate(BROKEN.values()):
        install(site, f"broken-{number}", source)
    install(site, "fine", a_module("fine", "fineness"))
    install(site, "late", a_module("late", "fineness"))
    return site


@pytest.mark.usefixtures("broken_site")
async def test_a_server_full_of_broken_plugins_serves_everything_else(crm_template: Template) -> None:
    template = replace(crm_template, contributions=contributions_of(Settings.load(), NOW))
    async with open_crm(template) as crm:
        catalog = (await crm.data("{ catalog { modules { name } problems { origin message } } }"))["catalog"]
        assert {"identity", "people", "fine"} <= {module["name"] for module in catalog["modules"]}
        assert "late" not in {module["name"] for module in catalog["modules"]}
        origins = {problem["origin"] for problem in catalog["problems"]}
        assert origins == {*(f"broken-{number}" for number in range(len(BROKEN))), "late"}
        made = await crm.data(
            'mutation { createContact(input: {firstName: "Ona", fineness: 3}) { contact { fineness } } }'
        )
        assert made["createContact"]["contact"] == {"fineness": 3}
