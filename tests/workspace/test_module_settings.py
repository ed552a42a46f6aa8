"""Settings of modules: typed like fields, changed without a restart, read by operations."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
import strawberry

from gql_crm import ChoiceOption, Field, Operation, OperationContext
from gql_crm.testing import Crm, Template, open_crm
from tests.plugins.declarations import module

OPTIONS = (ChoiceOption(value="SLOW"), ChoiceOption(value="FAST"))
EXAMPLES: dict[str, tuple[dict[str, Any], Any]] = {
    "TEXT": ({}, "Žuvėdra"),
    "LONG_TEXT": ({}, "a\nb"),
    "RICH_TEXT": ({}, "*a*"),
    "INTEGER": ({"min": Decimal(1)}, 30),
    "DECIMAL": ({}, "1.5"),
    "PERCENT": ({}, "12.5"),
    "MONEY": ({}, {"amount": "10.5", "currency": "EUR"}),
    "BOOLEAN": ({}, False),
    "DATE": ({}, "2026-03-15"),
    "DATETIME": ({}, "2026-03-15T12:30:00+00:00"),
    "TIME": ({}, "09:30:00"),
    "CHOICE": ({"options": OPTIONS}, "FAST"),
    "MULTI_CHOICE": ({"options": OPTIONS}, ["SLOW", "FAST"]),
    "EMAIL": ({}, "ona@example.com"),
    "PHONE": ({}, "+37061234567"),
    "URL": ({}, "https://example.com/"),
    "ADDRESS": ({}, {"street": "Pilies 1", "city": "Vilnius", "country": "LT"}),
    "GEO_POINT": ({}, {"latitude": 54.5, "longitude": 25.25}),
    "JSON": ({}, {"a": [1, None]}),
}
"""Options of a setting of each kind, and a value in the form in which it comes back."""
SELECTIONS = {
    "MONEY": " { amount currency }",
    "ADDRESS": " { street city country }",
    "GEO_POINT": " { latitude longitude }",
}


def key_of(kind: str) -> str:
    return "set" + kind.title().replace("_", "")


async def pace(info: strawberry.Info[OperationContext, None]) -> str:
    """Say what the operation finds."""
    return str(info.context.module_settings("tuned")["pace"])


PACE = Field(key="pace", kind="INTEGER", description="How fast.", default=3, min=Decimal(1), max=Decimal(9))
TUNED = module(
    "tuned",
    settings=(PACE, *(Field(key=key_of(kind), kind=kind, **more) for kind, (more, _) in EXAMPLES.items())),
    operations=(Operation.query("pace", strawberry.field(resolver=pace, description="The pace.")),),
)
UPDATE = """
mutation ($input: UpdateTunedSettingsInput!) {
  updateTunedSettings(input: $input) { tunedSettings { pace } userErrors { code field message } }
}
"""
PACES = "{ moduleSettings { tuned { pace } } pace }"


@pytest_asyncio.fixture(scope="module")
async def tuned_template(crm_template: Template) -> Template:
    return await crm_template.with_modules([TUNED])


@pytest_asyncio.fixture
async def crm(tuned_template: Template) -> AsyncIterator[Crm]:
    async with open_crm(tuned_template) as opened:
        yield opened


async def update(crm: Crm, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await crm.data(UPDATE, input=given))["updateTunedSettings"]
    return answer


async def test_a_setting_is_its_default_until_it_is_set_and_again_when_it_is_cleared(crm: Crm) -> None:
    assert await crm.data(PACES) == {"moduleSettings": {"tuned": {"pace": 3}}, "pace": "3"}
    assert (await update(crm, pace=7)) == {"tunedSettings": {"pace": 7}, "userErrors": []}
    assert await crm.data(PACES) == {"moduleSettings": {"tuned": {"pace": 7}}, "pace": "7"}
    await update(crm, setText="other")
    assert (await crm.data(PACES))["pace"] == "7"
    await update(crm, pace=None)
    assert (await crm.data(PACES))["pace"] == "3"


@pytest.mark.parametrize("kind", EXAMPLES)
async def test_a_setting_of_every_kind_comes_back_as_it_was_set(crm: Crm, kind: str) -> None:
    key, value = key_of(kind), EXAMPLES[kind][1]
    selection = f"{key}{SELECTIONS.get(kind, '')}"
    document = UPDATE.replace("{ pace }", f"{{ {selection} }}")
    answer = (await crm.data(document, input={key: value}))["updateTunedSettings"]
    assert answer == {"tunedSettings": {key: value}, "userErrors": []}
    read = await crm.data(f"{{ moduleSettings {{ tuned {{ {selection} }} }} }}")
    assert read["moduleSettings"]["tuned"] == {key: value}


async def test_the_kinds_of_settings_are_all_that_belong_to_no_record(crm: Crm) -> None:
    kinds = crm.workspace.live.versions.catalog.kinds.values()
    core = {kind.name for kind in kinds if type(kind).__module__.startswith("gql_crm.fields")}
    of_records = {
        kind.name
        for kind in kinds
        if kind.reference or not kind.placed(Field(key="x", kind=kind.name)).writable
    }
    assert core - of_records == EXAMPLES.keys()


async def test_all_faults_of_settings_come_at_once_and_nothing_is_changed(crm: Crm) -> None:
    answer = await update(crm, pace=99, setEmail="nobody", setText="kept?")
    assert answer["tunedSettings"] is None
    assert [(error["code"], error["field"]) for error in answer["userErrors"]] == [
        ("VALIDATION", ["pace"]),
        ("VALIDATION", ["setEmail"]),
    ]
    assert "99" in answer["userErrors"][0]["message"]
    read = await crm.data("{ moduleSettings { tuned { setText } } }")
    assert read["moduleSettings"]["tuned"]["setText"] is None


async def test_members_read_settings_and_do_not_change_them(crm: Crm) -> None:
    member = await crm.user("Rasa")
    await crm.data(PACES, actor=member)
    answer = (await crm.data(UPDATE, actor=member, input={"pace": 5}))["updateTunedSettings"]
    assert [error["code"] for error in answer["userErrors"]] == ["FORBIDDEN"]


async def test_settings_go_with_their_module_and_are_kept(crm: Crm) -> None:
    await update(crm, pace=8)
    await crm.data('mutation { disableModule(name: "tuned") { userErrors { code } } }')
    assert "errors" in await crm.execute(PACES)
    await crm.data('mutation { enableModule(name: "tuned") { userErrors { code } } }')
    assert (await crm.data(PACES))["pace"] == "8"


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (Field(key="friend", kind="REFERENCE", target="Contact"), '"friend" cannot be a reference'),
        (Field(key="code", kind="TEXT", unique=True), '"code" cannot be a reference, unique'),
        (Field(key="number", kind="AUTONUMBER"), "filled by itself"),
        (Field(key="odd", kind="ODDITY"), 'the kind "ODDITY"'),
        (Field(key="few", kind="INTEGER", min=Decimal(5), max=Decimal(1)), '"min" is 5'),
    ],
)
async def test_a_setting_that_cannot_stand_costs_its_module(
    tuned_template: Template, setting: Field, told: str
) -> None:
    given = tuned_template.contributions
    odd = module("odd", settings=(setting,))
    template = replace(tuned_template, contributions=replace(given, modules=[*given.modules, ("odd", odd)]))
    async with open_crm(template) as crm:
        problems = (await crm.data("{ catalog { problems { origin message } } }"))["catalog"]["problems"]
        (message,) = [problem["message"] for problem in problems if problem["origin"] == "odd"]
        assert told in message
