"""Conditions of fields: when a field makes sense, and when it needs a value."""

from typing import Any

import pytest
import pytest_asyncio

from gql_crm.testing import Crm, Template
from gql_crm.workspace import Workspace
from tests.customization.checks import create, created, reshape, shape, told, update
from tests.workspace.workers import database_of

COMPANY = [{"value": "person"}, {"value": "company"}]
FIELDS: list[dict[str, Any]] = [
    {"key": "clientKind", "kind": "CHOICE", "options": COMPANY},
    {"key": "vatCode", "kind": "TEXT", "visibleWhen": 'clientKind == "company"'},
    {"key": "budget", "kind": "DECIMAL"},
    {"key": "approvedBy", "kind": "TEXT", "requiredWhen": "budget > 10000"},
]


@pytest_asyncio.fixture
async def shaped(crm: Crm) -> Crm:
    assert await shape(crm, *FIELDS) == []
    return crm


async def conditions(crm: Crm, key: str, **more: Any) -> tuple[str | None, str | None]:
    query = "{ catalog { entities { name fields { key visibleWhen requiredWhen } } } }"
    answered = await crm.data(query, **more)
    contact = next(one for one in answered["catalog"]["entities"] if one["name"] == "Contact")
    field = next(one for one in contact["fields"] if one["key"] == key)
    return field["visibleWhen"], field["requiredWhen"]


async def test_a_value_is_required_when_the_condition_holds(shaped: Crm) -> None:
    _, errors = await create(shaped, budget="10001")
    assert told(errors) == [("REQUIRED", "approvedBy")]
    assert "it is required when budget > 10000" in errors[0]["message"]
    for values in ({"budget": "10000"}, {}, {"budget": "10001", "approvedBy": "Řehoř"}):
        await created(shaped, **values)


async def test_an_update_that_touches_what_the_condition_reads_is_asked_for_the_value(shaped: Crm) -> None:
    id_ = await created(shaped, budget="5")
    assert told(await update(shaped, id_, budget="20000")) == [("REQUIRED", "approvedBy")]
    assert await update(shaped, id_, budget="20000", approvedBy="Петър") == []
    assert told(await update(shaped, id_, approvedBy=None)) == [("REQUIRED", "approvedBy")]


async def test_other_updates_of_a_record_from_before_the_condition_go_through(shaped: Crm) -> None:
    id_ = await created(shaped, budget="5", firstName="Ona")
    assert await reshape(shaped, "approvedBy", requiredWhen="budget > 1") == []
    assert await update(shaped, id_, firstName="گلناز") == []
    assert told(await update(shaped, id_, budget="6")) == [("REQUIRED", "approvedBy")]


async def test_a_field_that_does_not_show_takes_no_value(shaped: Crm) -> None:
    for values in ({"vatCode": "LT1"}, {"vatCode": "LT1", "clientKind": "person"}):
        _, errors = await create(shaped, None, **values)
        assert told(errors) == [("VALIDATION", "vatCode")]
        assert 'it is there when clientKind == "company"' in errors[0]["message"]
    await created(shaped, vatCode="LT1", clientKind="company")


async def test_a_value_that_was_there_stays_when_its_field_does_not_show_any_more(shaped: Crm) -> None:
    id_ = await created(shaped, vatCode="LT100", clientKind="company")
    assert await update(shaped, id_, clientKind="person") == []
    seen = await shaped.data("query ($id: ID!) { contact(id: $id) { vatCode } }", id=id_)
    assert seen["contact"]["vatCode"] == "LT100"
    assert await update(shaped, id_, vatCode="LT100") == [], "what was shown may be sent back"
    assert told(await update(shaped, id_, vatCode="LT200")) == [("VALIDATION", "vatCode")]
    assert await update(shaped, id_, vatCode=None) == []


async def test_a_field_that_does_not_show_is_not_asked_for(shaped: Crm) -> None:
    assert await reshape(shaped, "vatCode", required=True) == []
    id_ = await created(shaped, clientKind="person")
    assert told((await create(shaped, clientKind="company"))[1]) == [("REQUIRED", "vatCode")]
    assert told(await update(shaped, id_, clientKind="company")) == [("REQUIRED", "vatCode")]
    assert await update(shaped, id_, clientKind="company", vatCode="BG1") == []
    assert told(await update(shaped, id_, vatCode=None)) == [("REQUIRED", "vatCode")]
    assert await update(shaped, id_, clientKind="person", vatCode=None) == []


async def test_the_default_of_a_field_that_does_not_show_is_left_out(shaped: Crm) -> None:
    assert await reshape(shaped, "vatCode", default="LT0") == []
    ids = [await created(shaped, clientKind=kind) for kind in ("person", "company")]
    query = "query ($id: ID!) { contact(id: $id) { vatCode } }"
    seen = [(await shaped.data(query, id=id_))["contact"]["vatCode"] for id_ in ids]
    assert seen == [None, "LT0"]


async def test_a_copy_takes_no_value_over_that_would_not_show(shaped: Crm) -> None:
    id_ = await created(shaped, vatCode="CZ699001", clientKind="company")
    copy = """mutation ($id: ID!, $input: CreateContactInput) {
      copyContact(id: $id, input: $input) { contact { vatCode } userErrors { code field } } }"""
    for kind, code in (("person", None), ("company", "CZ699001")):
        copied = (await shaped.data(copy, id=id_, input={"clientKind": kind}))["copyContact"]
        assert copied == {"contact": {"vatCode": code}, "userErrors": []}


async def test_many_records_are_held_to_conditions_one_by_one(shaped: Crm) -> None:
    query = """mutation ($inputs: [CreateContactInput!]!) {
      createContacts(inputs: $inputs) { userErrors { code field elementIndex } } }"""
    inputs = [{"lastName": "Čepaitis", "budget": budget} for budget in ("1", "99999", "2", "88888")]
    answered = (await shaped.data(query, inputs=inputs))["createContacts"]["userErrors"]
    assert answered == [
        {"code": "REQUIRED", "field": ["inputs", str(index), "approvedBy"], "elementIndex": index}
        for index in (1, 3)
    ] or [error["elementIndex"] for error in answered] == [1, 3]


async def test_the_catalog_tells_conditions(shaped: Crm) -> None:
    assert await conditions(shaped, "vatCode") == ('clientKind == "company"', None)
    assert await conditions(shaped, "approvedBy") == (None, "budget > 10000")


async def test_fields_of_modules_have_conditions_too(shaped: Crm) -> None:
    assert await reshape(shaped, "phone", requiredWhen='clientKind == "company"') == []
    assert told((await create(shaped, clientKind="company"))[1]) == [("REQUIRED", "phone")]
    assert await reshape(shaped, "phone", requiredWhen=None) == []
    await created(shaped, clientKind="company")


async def test_references_are_read_by_the_names_of_their_inputs(shaped: Crm) -> None:
    assert await reshape(shaped, "jobTitle", visibleWhen="organizationId != null") == []
    _, errors = await create(shaped, jobTitle="Direktorė")
    assert told(errors) == [("VALIDATION", "jobTitle")]
    made = await shaped.data(
        'mutation { createOrganization(input: {name: "Имоти Шипка"}) { organization { id } } }'
    )
    await created(
        shaped, jobTitle="Direktorė", organizationId=made["createOrganization"]["organization"]["id"]
    )


async def test_conditions_see_who_writes_and_when(shaped: Crm) -> None:
    assert await reshape(shaped, "description", visibleWhen='"admin" in actor.roles') == []
    assert await reshape(shaped, "birthdate", requiredWhen='now < timestamp("2001-01-01T00:00:00Z")') == []
    await created(shaped, description="می‌خواهد خانه بخرد")
    member = await shaped.user("Asta")
    assert told((await create(shaped, member, description="x"))[1]) == [("VALIDATION", "description")]


async def test_a_merge_fills_only_what_shows_and_loses_nothing(shaped: Crm) -> None:
    wishes = [{"value": "flat"}, {"value": "house"}]
    wish = {"key": "wish", "kind": "MULTI_CHOICE", "options": wishes}
    assert await shape(shaped, {**wish, "visibleWhen": 'clientKind == "company"'}) == []
    target = await created(shaped, clientKind="company", wish=["flat"])
    assert await update(shaped, target, clientKind="person") == []
    source = await created(shaped, clientKind="company", wish=["house"], vatCode="BG175074752")
    query = """mutation ($target: ID!, $source: ID!, $choose: [MergeChoiceInput!]) {
      mergeContacts(targetId: $target, sourceIds: [$source], choose: $choose) {
        contact { clientKind wish vatCode } userErrors { code field message } } }"""
    chosen = [{"field": "vatCode", "recordId": source}]
    refused = await shaped.data(query, target=target, source=source, choose=chosen)
    assert told(refused["mergeContacts"]["userErrors"]) == [("VALIDATION", "vatCode")]
    merged = await shaped.data(query, target=target, source=source)
    kept = {"clientKind": "person", "wish": ["flat"], "vatCode": None}
    assert merged["mergeContacts"] == {"contact": kept, "userErrors": []}


BAD = [
    ("budget >", "the condition ends; expected a value", "Line 1, column 9"),
    ("budget > )", '")" cannot stand here', "Line 1, column 10"),
    ("bugdet.amount > 5", 'no field or function "bugdet". Did you mean "budget"?', "Line 1, column 7"),
    ("bugdet > 5", 'no field or function "bugdet". Did you mean "budget"?', "Line 1, column 1"),
    ('budget > "daug"', '">" does not take a number with decimals and a text', "Line 1, column 8"),
    ("budget", "is a number with decimals, not true or false", ""),
    ("contactTypes.map(t, t) == []", '"map" copies lists', "Line 1, column 14"),
    ('lastName.matches("(ž")', "no regular expression of RE2", "Line 1, column 10"),
    ("lastName.matches(firstName)", "takes a pattern that is written out", "Line 1, column 10"),
    ("(" * 60 + "true" + ")" * 60, "nested too deeply", ""),
    ("true " + "&& true " * 200, "1000 are the most", ""),
    ("", "The condition is empty", ""),
]


@pytest.mark.parametrize("option", ["visibleWhen", "requiredWhen"])
@pytest.mark.parametrize(("condition", "message", "place"), BAD)
async def test_a_bad_condition_is_refused_where_it_is_bad(
    refusing: Crm, option: str, condition: str, message: str, place: str
) -> None:
    (error,) = await reshape(refusing, "vatCode", **{option: condition})
    assert (error["code"], error["field"]) == ("VALIDATION", [option])
    assert message in error["message"]
    assert error["message"].startswith(place or "The condition")


async def test_all_faults_of_a_condition_are_told_at_once(shaped: Crm) -> None:
    errors = await reshape(shaped, "vatCode", visibleWhen='bugdet > 5 || cientKind == "x"')
    assert ["Did you mean" in error["message"] for error in errors] == [True, True]


async def test_a_field_cannot_depend_on_itself_for_being_there(shaped: Crm) -> None:
    errors = await reshape(shaped, "vatCode", visibleWhen="vatCode != null")
    assert 'reads "vatCode" itself' in errors[0]["message"]


async def test_fields_that_come_together_may_read_each_other(crm: Crm) -> None:
    fields = [
        {"key": "married", "kind": "BOOLEAN"},
        {"key": "spouse", "kind": "TEXT", "visibleWhen": "married"},
    ]
    assert await shape(crm, *fields) == []
    assert told((await create(crm, spouse="Žaneta"))[1]) == [("VALIDATION", "spouse")]
    await created(crm, spouse="Žaneta", married=True)


async def test_of_several_fields_the_one_with_the_bad_condition_is_named(crm: Crm) -> None:
    errors = await shape(
        crm, {"key": "good", "kind": "TEXT"}, {"key": "bad", "kind": "TEXT", "requiredWhen": "god == null"}
    )
    assert [(error["elementIndex"], error["field"]) for error in errors] == [(1, ["requiredWhen"])]


@pytest.mark.parametrize(
    "change",
    [
        'retireField(entity: "Contact", key: "budget")',
        'deleteField(entity: "Contact", key: "budget", confirm: "budget")',
    ],
)
async def test_a_field_that_a_condition_reads_cannot_go(refusing: Crm, change: str) -> None:
    answered = await refusing.data(
        f"mutation {{ change: {change} {{ userErrors {{ code field message }} }} }}"
    )
    (error,) = answered["change"]["userErrors"]
    assert (error["code"], error["field"]) == ("IN_USE", ["key"])
    assert 'the conditions of "approvedBy" needs it' in error["message"]


async def test_a_field_can_go_once_the_condition_is_gone(shaped: Crm) -> None:
    assert await reshape(shaped, "approvedBy", requiredWhen=None) == []
    change = 'mutation { retireField(entity: "Contact", key: "budget") { userErrors { message } } }'
    assert (await shaped.data(change))["retireField"]["userErrors"] == []


async def test_other_workers_follow_a_condition_at_the_next_request(
    shaped: Crm, crm_template: Template
) -> None:
    dsn = crm_template.server.dsn("gql_crm_owner", await database_of(shaped))
    other = Crm(await Workspace.open(shaped.workspace.settings, dsn=dsn), shaped.admin)
    try:
        assert await reshape(shaped, "approvedBy", requiredWhen="budget > 1") == []
        assert told((await create(other, budget="2"))[1]) == [("REQUIRED", "approvedBy")]
    finally:
        await other.workspace.close()


async def test_operands_that_are_missing_make_nothing_required_and_nothing_visible(shaped: Crm) -> None:
    assert await reshape(shaped, "vatCode", visibleWhen="budget > 5") == []
    assert told((await create(shaped, vatCode="x"))[1]) == [("VALIDATION", "vatCode")]
    await created(shaped, vatCode="x", budget="6")


async def test_a_fault_of_a_field_is_told_without_what_conditions_would_make_of_it(shaped: Crm) -> None:
    _, errors = await create(shaped, budget="many")
    assert told(errors) == [("VALIDATION", "budget")]
