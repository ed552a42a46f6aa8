"""Rules between the fields of a record, made by administrators while the CRM runs."""

from typing import Any

import pytest
import pytest_asyncio

from gql_crm.testing import Crm, Template
from gql_crm.workspace import Workspace
from tests.customization.boats import CREATE_BOAT, DELETE, NAME, boats, create_entity
from tests.customization.checks import CREATE, Errors, create, created, shape, told, update
from tests.workspace.workers import database_of

CREATE_RULE = """
mutation ($input: CreateValidationRuleInput!) {
  createValidationRule(input: $input) {
    validationRule { key entity label message condition fields enabled origin }
    catalogVersion
    userErrors { code field message }
  }
}
"""
UPDATE_RULE = """
mutation ($key: String!, $input: UpdateValidationRuleInput!) {
  updateValidationRule(entity: "Contact", key: $key, input: $input) {
    validationRule { condition enabled }
    userErrors { code field message }
  }
}
"""
DELETE_RULE = """
mutation ($key: String!) {
  deleteValidationRule(entity: "Contact", key: $key) { validationRule { key } userErrors { code field } }
}
"""
MESSAGE = {
    "en": "The move ends before it begins.",
    "lt": "Pabaiga ankstesnė už pradžią.",
    "cs": "Konec je před začátkem.",
    "bg": "Краят е преди началото.",
    "fa": "پایان پیش از آغاز است.",
}
FIELDS: list[dict[str, Any]] = [
    {"key": "movesIn", "kind": "DATE"},
    {"key": "movesOut", "kind": "DATE"},
    {"key": "rooms", "kind": "INTEGER"},
    {"key": "code", "kind": "TEXT", "unique": True},
]
RULE = {
    "entity": "Contact",
    "key": "dates",
    "label": {"en": "Dates in order", "lt": "Datų tvarka"},
    "message": MESSAGE,
    "condition": "movesIn <= movesOut",
    "fields": ["movesOut"],
}


async def make(crm: Crm, **given: Any) -> Errors:
    answered = await crm.data(CREATE_RULE, input={**RULE, **given})
    errors: Errors = answered["createValidationRule"]["userErrors"]
    return errors


async def change(crm: Crm, key: str = "dates", **given: Any) -> Errors:
    answered = await crm.data(UPDATE_RULE, key=key, input=given)
    errors: Errors = answered["updateValidationRule"]["userErrors"]
    return errors


@pytest_asyncio.fixture
async def ruled(crm: Crm) -> Crm:
    assert await shape(crm, *FIELDS) == []
    assert await make(crm) == []
    return crm


WRONG = {"movesIn": "2026-05-02", "movesOut": "2026-05-01"}
RIGHT = {"movesIn": "2026-05-01", "movesOut": "2026-05-02"}


async def test_what_breaks_a_rule_is_refused_with_its_message_at_its_field(ruled: Crm) -> None:
    _, errors = await create(ruled, None, **WRONG)
    assert errors == [{"code": "VALIDATION", "field": ["movesOut"], "message": MESSAGE["en"]}]
    await created(ruled, **RIGHT)


@pytest.mark.parametrize("language", ["lt", "cs-CZ", "bg", "fa"])
async def test_the_message_is_in_the_callers_language(ruled: Crm, language: str) -> None:
    values = {"lastName": "Илиева", **WRONG}
    answered = await ruled.execute(CREATE, {"input": values}, languages=(language,))
    (error,) = answered["data"]["createContact"]["userErrors"]
    assert error["message"] == MESSAGE[language[:2]]


async def test_a_rule_that_lacks_a_value_is_kept(ruled: Crm) -> None:
    id_ = await created(ruled, movesIn="2026-05-02")
    assert told(await update(ruled, id_, movesOut="2026-05-01")) == [("VALIDATION", "movesOut")]
    assert await update(ruled, id_, movesOut="2026-05-03") == []
    assert told(await update(ruled, id_, movesIn="2026-06-01")) == [("VALIDATION", "movesOut")]


async def test_records_from_before_the_rule_are_judged_when_a_change_touches_it(crm: Crm) -> None:
    assert await shape(crm, *FIELDS) == []
    id_ = await created(crm, **WRONG)
    assert await make(crm) == []
    assert await update(crm, id_, firstName="Čeněk") == []
    assert told(await update(crm, id_, movesIn="2026-05-03")) == [("VALIDATION", "movesOut")]


async def test_a_rule_is_shown_at_each_of_its_fields_or_at_none(ruled: Crm) -> None:
    assert await change(ruled, fields=["movesIn", "movesOut"]) == []
    assert told((await create(ruled, None, **WRONG))[1]) == [
        ("VALIDATION", "movesIn"),
        ("VALIDATION", "movesOut"),
    ]
    assert await change(ruled, fields=[]) == []
    assert told((await create(ruled, None, **WRONG))[1]) == [("VALIDATION", "")]


async def test_every_way_to_write_is_held_to_rules(ruled: Crm) -> None:
    id_ = await created(ruled, code="a1", **RIGHT)
    wrong = {"lastName": "Rak", **WRONG}
    payload = "{ userErrors { code field elementIndex } }"
    ways: list[tuple[str, str, dict[str, Any]]] = [
        (
            "($inputs: [CreateContactInput!]!)",
            f"createContacts(inputs: $inputs) {payload}",
            {"inputs": [wrong]},
        ),
        (
            "($input: CreateContactInput!)",
            "upsertContact(by: code, input: $input) { userErrors { code field } }",
            {"input": {**wrong, "code": "a1"}},
        ),
        (
            "($id: ID!, $input: CreateContactInput)",
            "copyContact(id: $id, input: $input) { userErrors { code field } }",
            {"id": id_, "input": {"movesOut": "2020-01-01"}},
        ),
        (
            "($ids: [ID!]!, $input: UpdateContactInput!)",
            f"updateContacts(target: {{ ids: $ids }}, input: $input) {payload}",
            {"ids": [id_], "input": {"movesOut": "2020-01-01"}},
        ),
    ]
    for variables, field, given in ways:
        answered = await ruled.data(f"mutation {variables} {{ written: {field} }}", **given)
        (error,) = answered["written"]["userErrors"]
        assert (error["code"], error["field"][-1]) == ("VALIDATION", "movesOut"), field


async def test_taking_a_change_back_is_held_to_rules(ruled: Crm) -> None:
    assert await change(ruled, enabled=False) == []
    id_ = await created(ruled, **WRONG)
    assert await update(ruled, id_, movesOut="2026-06-01") == []
    assert await change(ruled, enabled=True) == []
    seen = await ruled.data(
        "query ($id: ID!) { contact(id: $id) { history(first: 1) { nodes { id } } } }", id=id_
    )
    change_id = seen["contact"]["history"]["nodes"][0]["id"]
    taken = await ruled.data(
        "mutation ($id: ID!) { revertChange(changeId: $id) { userErrors { code field message } } }",
        id=change_id,
    )
    (error,) = taken["revertChange"]["userErrors"]
    assert (error["code"], error["field"], error["message"]) == ("VALIDATION", ["changeId"], MESSAGE["en"])


async def test_a_rule_is_changed_switched_off_and_deleted(ruled: Crm) -> None:
    assert await change(ruled, condition="movesIn < movesOut || rooms > 9") == []
    assert told((await create(ruled, None, rooms=1, **WRONG))[1]) == [("VALIDATION", "movesOut")]
    await created(ruled, rooms=10, **WRONG)
    assert await change(ruled, enabled=False) == []
    await created(ruled, **WRONG)
    assert await change(ruled, enabled=True) == []
    assert (await create(ruled, None, rooms=1, **WRONG))[0] == ""
    deleted = await ruled.data(DELETE_RULE, key="dates")
    assert deleted["deleteValidationRule"] == {"validationRule": {"key": "dates"}, "userErrors": []}
    await created(ruled, **WRONG)
    again = await ruled.data(DELETE_RULE, key="dates")
    assert told(again["deleteValidationRule"]["userErrors"]) == [("NOT_FOUND", "key")]


async def test_the_catalog_lists_rules(ruled: Crm) -> None:
    query = """{ catalog { entities { name validationRules {
      key entity label message condition fields enabled origin } } } }"""
    answered = await ruled.execute(query, languages=("lt",))
    rules = {one["name"]: one["validationRules"] for one in answered["data"]["catalog"]["entities"]}
    assert rules["Contact"] == [
        {
            "key": "dates",
            "entity": "Contact",
            "label": "Datų tvarka",
            "message": MESSAGE["lt"],
            "condition": "movesIn <= movesOut",
            "fields": ["movesOut"],
            "enabled": True,
            "origin": "custom",
        }
    ]
    assert rules["Organization"] == []


@pytest.mark.parametrize(
    ("given", "code", "field", "message"),
    [
        ({"condition": "movesIn <= moveOut"}, "VALIDATION", "condition", 'Did you mean "movesOut"?'),
        ({"condition": "movesIn"}, "VALIDATION", "condition", "not true or false"),
        ({"fields": ["moveOut"]}, "VALIDATION", "fields", 'Did you mean "movesOut"?'),
        ({"message": {}}, "REQUIRED", "message", "message is missing"),
        ({"message": {"en": " "}}, "VALIDATION", "message", "is empty"),
        ({"key": "Datų tvarka"}, "VALIDATION", "key", 'Try "datuTvarka"'),
        ({"key": "dates"}, "DUPLICATE", "key", "already"),
        ({"entity": "Kontact"}, "NOT_FOUND", "entity", 'Did you mean "Contact"?'),
    ],
)
async def test_a_rule_that_cannot_stand_is_refused(
    ruled_for_refusals: Crm, given: dict[str, Any], code: str, field: str, message: str
) -> None:
    (error,) = await make(ruled_for_refusals, **{"key": "other", **given})
    assert (error["code"], error["field"]) == (code, [field])
    assert message in error["message"]


async def test_members_make_no_rules(ruled_for_refusals: Crm) -> None:
    member = await ruled_for_refusals.user("Ivo")
    answered = await ruled_for_refusals.data(CREATE_RULE, actor=member, input={**RULE, "key": "mine"})
    assert told(answered["createValidationRule"]["userErrors"]) == [("FORBIDDEN", "")]


async def test_fields_of_a_rule_cannot_go(ruled_for_refusals: Crm) -> None:
    for key in ("movesIn", "movesOut"):
        answered = await ruled_for_refusals.data(
            f'mutation {{ retireField(entity: "Contact", key: "{key}") {{ userErrors {{ code message }} }} }}'
        )
        (error,) = answered["retireField"]["userErrors"]
        assert error["code"] == "IN_USE"
        assert 'the rule "dates" needs it' in error["message"]


async def test_custom_entities_have_conditions_and_rules(crm: Crm) -> None:
    berth = {"key": "berth", "kind": "TEXT", "unique": True, "uniqueWithin": ["pier"]}
    refused = await create_entity(crm, fields=[NAME, {**berth, "requiredWhen": "pier =="}])
    assert sorted(told(refused["userErrors"])) == [
        ("VALIDATION", "fields.1.requiredWhen"),
        ("VALIDATION", "fields.1.uniqueWithin"),
    ]
    await boats(crm, [{**berth, "requiredWhen": "pier != null"}, {"key": "pier", "kind": "TEXT"}])
    assert await make(crm, entity="Boat", key="long", condition="length < 100.0", fields=["length"]) == []
    given = {"name": "Žuvėdra", "pier": "A"}
    for more, expected in (
        ({}, [("REQUIRED", "berth")]),
        ({"berth": "1", "length": "200"}, [("VALIDATION", "length")]),
        ({"berth": "1"}, []),
        ({"berth": "1"}, [("DUPLICATE", "berth")]),
        ({"berth": "1", "pier": "B"}, []),
    ):
        answered = await crm.data(CREATE_BOAT, input={**given, **more})
        assert told(answered["createBoat"]["userErrors"]) == expected
    answered = await crm.data(DELETE, name="Boat", confirm="Boat")
    assert answered["deleteEntity"]["userErrors"] == []


async def test_a_rule_that_cannot_be_evaluated_lets_nothing_pass(ruled: Crm) -> None:
    assert await make(ruled, key="share", condition="100 / rooms > 10", fields=["rooms"]) == []
    _, errors = await create(ruled, rooms=0)
    assert told(errors) == [("VALIDATION", "rooms")]
    assert "The rule cannot be evaluated: divide by zero." in errors[0]["message"]
    await created(ruled, rooms=5)


async def test_what_costs_too_much_ends_early(ruled: Crm) -> None:
    assert await shape(ruled, {"key": "data", "kind": "JSON"}) == []
    assert await make(ruled, key="far", condition="data.all(a, data.all(b, a >= 0 && b >= 0))") == []
    await created(ruled, data=list(range(50)))
    _, errors = await create(ruled, data=list(range(240)))
    assert "budget" in errors[0]["message"]


async def test_other_workers_follow_a_rule_at_the_next_request(ruled: Crm, crm_template: Template) -> None:
    dsn = crm_template.server.dsn("gql_crm_owner", await database_of(ruled))
    other = Crm(await Workspace.open(ruled.workspace.settings, dsn=dsn), ruled.admin)
    try:
        assert (await create(other, None, **WRONG))[0] == ""
        assert await make(ruled, key="size", condition="rooms < 9", fields=["rooms"]) == []
        assert told((await create(other, rooms=9))[1]) == [("VALIDATION", "rooms")]
        assert await change(ruled, "size", enabled=False) == []
        await created(other, rooms=9)
    finally:
        await other.workspace.close()
