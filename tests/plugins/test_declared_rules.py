"""Conditions and rules that modules declare: they come and go with the module."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from gql_crm import Child, Entity, EntityAccess, Field, Module, RowScope, ValidationRule
from gql_crm.clock import system_clock
from gql_crm.plugins.merge import merge
from gql_crm.testing import Crm, Template, open_crm
from tests.customization.checks import create, created, reshape, shape, told

RULE = ValidationRule(
    entity="Contact",
    key="adults",
    condition='birthdate == null || birthdate < timestamp("2010-01-01T00:00:00Z")',
    message={"en": "Clients are adults.", "bg": "Клиентите са пълнолетни."},
    fields=("birthdate",),
)
AGENCY = Module(
    name="agency",
    version="1",
    requires=("people",),
    fields={
        "Contact": (
            Field(key="seeks", kind="BOOLEAN"),
            Field(key="wish", kind="TEXT", visible_when="seeks", min_length=2, max_length=20),
            Field(key="place", kind="TEXT", required_when="seeks", pattern="[A-ZŽ].*"),
            Field(
                key="rank",
                kind="INTEGER",
                min=Decimal(1),
                max=Decimal(9),
                unique=True,
                unique_within=("seeks",),
            ),
        )
    },
    validation_rules=(RULE,),
)


@pytest_asyncio.fixture(scope="session")
async def agency_template(crm_template: Template) -> Template:
    return await crm_template.with_modules([AGENCY])


@pytest_asyncio.fixture
async def agency(agency_template: Template) -> AsyncIterator[Crm]:
    async with open_crm(agency_template) as crm:
        yield crm


async def test_declared_conditions_and_rules_are_kept(agency: Crm) -> None:
    assert told((await create(agency, wish="Namas"))[1]) == [("VALIDATION", "wish")]
    assert told((await create(agency, seeks=True))[1]) == [("REQUIRED", "place")]
    _, errors = await create(agency, birthdate="2020-01-01")
    assert [(error["field"], error["message"]) for error in errors] == [
        (["birthdate"], "Clients are adults.")
    ]
    await created(agency, seeks=True, wish="Namas", place="Žvėrynas", birthdate="1980-05-17")


async def test_a_declared_scope_is_kept(agency: Crm) -> None:
    await created(agency, rank=1, seeks=False)
    await created(agency, rank=1, seeks=True, place="Praha")
    assert told((await create(agency, rank=1, seeks=False))[1]) == [("DUPLICATE", "rank")]


async def test_administrators_switch_a_modules_rule_and_change_nothing_else(agency: Crm) -> None:
    query = """mutation ($input: UpdateValidationRuleInput!) {
      updateValidationRule(entity: "Contact", key: "adults", input: $input) {
        validationRule { enabled origin } userErrors { code field message } } }"""
    off = (await agency.data(query, input={"enabled": False}))["updateValidationRule"]
    assert off == {"validationRule": {"enabled": False, "origin": "agency"}, "userErrors": []}
    await created(agency, birthdate="2020-01-01")
    refused = (await agency.data(query, input={"condition": "true"}))["updateValidationRule"]["userErrors"]
    assert told(refused) == [("VALIDATION", "condition")]
    delete = (
        'mutation { deleteValidationRule(entity: "Contact", key: "adults") { userErrors { code field } } }'
    )
    assert told((await agency.data(delete))["deleteValidationRule"]["userErrors"]) == [("FORBIDDEN", "key")]
    assert (await agency.data(query, input={"enabled": True}))["updateValidationRule"]["userErrors"] == []
    assert told((await create(agency, birthdate="2020-01-01"))[1]) == [("VALIDATION", "birthdate")]


async def test_rules_that_read_a_field_of_a_module_that_is_switched_off_are_left_out_and_told(
    agency: Crm,
) -> None:
    assert await shape(agency, {"key": "note", "kind": "TEXT", "requiredWhen": "rank > 5"}) == []
    switch = 'mutation {{ it: {}Module(name: "agency") {{ userErrors {{ message }} }} }}'
    assert (await agency.data(switch.format("disable")))["it"]["userErrors"] == []
    await created(agency, birthdate="2020-01-01")
    (problem,) = (await agency.data("{ catalog { problems { message } } }"))["catalog"]["problems"]
    assert '"required_when" of the field "note" of Contact is left out' in problem["message"]
    assert (await agency.data(switch.format("enable")))["it"]["userErrors"] == []
    assert told((await create(agency, rank=6))[1]) == [("REQUIRED", "note")]


@pytest.mark.parametrize(
    ("key", "given", "demand"),
    [
        ("rank", {"min": "0"}, "at least 1"),
        ("rank", {"max": "10"}, "at most 9"),
        ("wish", {"minLength": 1}, "at least 2"),
        ("wish", {"maxLength": 21}, "at most 20"),
        ("place", {"pattern": ".*"}, 'the pattern "[A-ZŽ].*"'),
    ],
)
async def test_a_workspace_asks_for_no_less_than_the_module(
    agency: Crm, key: str, given: dict[str, Any], demand: str
) -> None:
    (error,) = await reshape(agency, key, **given)
    assert (error["code"], error["field"]) == ("VALIDATION", list(given))
    assert f'The module "agency" asks for {demand}' in error["message"]


async def test_a_workspace_asks_for_more_than_the_module(agency: Crm) -> None:
    assert await reshape(agency, "rank", min="2", max="5", immutable=True) == []
    assert await reshape(agency, "wish", minLength=3, maxLength=5, pattern="[^0-9]*") == []
    for values in ({"rank": 1}, {"rank": 6}):
        assert told((await create(agency, None, **values))[1]) == [("VALIDATION", "rank")]
    for wish in ("ab", "abcdef", "ab1"):
        assert told((await create(agency, seeks=True, place="Žž", wish=wish))[1]) == [("VALIDATION", "wish")]
    assert await reshape(agency, "rank", min=None, max=None) == []
    await created(agency, rank=1)


async def test_emails_and_addresses_of_the_web_take_patterns(agency: Crm) -> None:
    assert await reshape(agency, "email", pattern=r".*@example\.com") == []
    assert told((await create(agency, email="a@example.org"))[1]) == [("VALIDATION", "email")]
    await created(agency, email="a@example.com")


ACCESS = EntityAccess(RowScope.ALL, create=True, update=RowScope.ALL, hidden=frozenset({"margin"}))
CHILD = Child(key="visits", name="HomeVisit", fields=(Field(key="by", kind="TEXT", visible_when="true"),))
HOME = Entity(name="Home", plural="homes", display=("name",), fields=(Field(key="name", kind="TEXT"),))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"validation_rules": (replace(RULE, condition="birthday == null"),)}, 'Did you mean "birthdate"?'),
        ({"validation_rules": (replace(RULE, fields=("birthday",)),)}, 'is shown at "birthday"'),
        ({"validation_rules": (replace(RULE, entity="Kontact"),)}, 'names the entity "Kontact"'),
        ({"validation_rules": (RULE, RULE)}, 'two rules "adults"'),
        ({"validation_rules": (replace(RULE, message={}),)}, "has no message"),
        ({"validation_rules": (replace(RULE, key="Adults!"),)}, "no key of a rule"),
        ({"fields": {"Contact": (Field(key="x", kind="TEXT", required_when="y"),)}}, 'function "y"'),
        ({"entities": (replace(HOME, children=(CHILD,)),)}, "objects in lists have none"),
    ],
)
def test_a_declaration_that_cannot_stand_leaves_its_module_out(
    agency_template: Template, changes: dict[str, Any], message: str
) -> None:
    given = agency_template.contributions
    broken = replace(replace(AGENCY, name="broken", fields={}, validation_rules=()), **changes)
    modules = [pair for pair in given.modules if pair[1].name != "agency"]
    catalog = merge(replace(given, modules=[*modules, ("test", broken)]), version=1, now=system_clock())
    (problem,) = [one for one in catalog.problems if one.origin == "broken"]
    assert message in problem.message


async def test_what_a_role_cannot_see_is_not_told_and_kept_all_the_same(crm_template: Template) -> None:
    secret = Entity(
        name="Home",
        plural="homes",
        display=("name",),
        fields=(
            Field(key="name", kind="TEXT", visible_when="margin > 5"),
            Field(key="margin", kind="INTEGER", default=1),
            Field(key="price", kind="INTEGER"),
            Field(key="code", kind="TEXT", unique=True, unique_within=("margin", "price")),
        ),
    )
    rules = (
        ValidationRule(entity="Home", key="m", condition="price > margin", message={"en": "Too low."},
        fields=("margin", "price")),
        ValidationRule(entity="Home", key="p", condition="price > 0", message={"en": "Free."}),
    )  # fmt: skip
    module = Module(
        name="homes",
        version="1",
        requires=("people",),
        entities=(secret,),
        validation_rules=rules,
        permissions={"member": {"Home": ACCESS}},
    )
    async with open_crm(await crm_template.with_modules([module])) as crm:
        member = await crm.user("Rasa")
        members = "fields { key visibleWhen uniqueWithin } validationRules { key }"
        query = f"{{ catalog {{ entities {{ name {members} }} }} }}"
        found = (await crm.data(query, actor=member))["catalog"]["entities"]
        seen = {one["name"]: one for one in found}
        assert [one["key"] for one in seen["Home"]["validationRules"]] == ["p"]
        assert {one["visibleWhen"] for one in seen["Home"]["fields"]} == {None}
        within = {one["key"]: one["uniqueWithin"] for one in seen["Home"]["fields"]}
        assert "margin" not in within
        assert within["code"] == ["price"]
        write = """mutation ($input: CreateHomeInput!) {
          createHome(input: $input) { userErrors { code field message } } }"""
        answered = await crm.data(write, actor=member, input={"price": 2, "name": "Namas"})
        assert answered["createHome"]["userErrors"] == [
            {"code": "VALIDATION", "field": ["name"], "message": '"name" takes no value here.'},
        ]
        answered = await crm.data(write, actor=member, input={"price": 1})
        assert answered["createHome"]["userErrors"] == [
            {"code": "VALIDATION", "field": ["price"], "message": "Too low."}
        ]
