"""What a change of a field would break is told before it is made, and nothing is changed by asking."""

from typing import Any

import orjson
import pytest

from gql_crm.access import Actor
from gql_crm.clock import system_clock
from gql_crm.persisted import import_documents, read_manifest
from gql_crm.testing import Crm
from tests.customization.checks import created, shape

PLAN = """
query ($key: String!, $change: PlanFieldChangeInput!, $entity: String! = "Contact") {
  planFieldChange(entity: $entity, key: $key, change: $change) {
    records unfit complete
    examples { value reason record { id ... on Contact { lastName } } }
    breaks { kind name clients reason }
    userErrors { code field message }
  }
}
"""
CONVERT = """
mutation ($key: String!, $input: ConvertFieldInput!) {
  convertField(entity: "Contact", key: $key, input: $input) { userErrors { code field message } }
}
"""
VIEW = (
    "mutation ($input: CreateSavedViewInput!) { createSavedView(input: $input) { userErrors { message } } }"
)
RULE = """
mutation ($input: CreateValidationRuleInput!) {
  createValidationRule(input: $input) { userErrors { message } }
}
"""
DUPLICATES = """
mutation ($input: CreateDuplicateRuleInput!) { createDuplicateRule(input: $input) { userErrors { message } } }
"""
DELETE = """
mutation { deleteField(entity: "Contact", key: "budget", confirm: "budget") { userErrors { code } } }
"""
MANIFEST = {
    "reads": "query Budgets { contacts { nodes { id budget } } }",
    "filters": "query Rich($from: Decimal) { contacts(filter: {budget: {gte: $from}}) { totalCount } }",
    "other": "query Names { contacts { nodes { firstName } } }",
    "writes": 'mutation Plan { createContact(input: {lastName: "A", budget: "5"}) { userErrors { code } } }',
    "broken": "query Long { contacts { nodes { budget longGone } } }",
    "levels": 'query Best { contacts(filter: {level: {in: ["gold", "silver"]}}) { totalCount } }',
    "words": 'query Word { contacts(filter: {lastName: {eq: "gold"}}) { totalCount level: id } }',
}


async def plan(crm: Crm, key: str = "budget", actor: Actor | None = None, **change: Any) -> dict[str, Any]:
    answered = await crm.data(PLAN, actor=actor, key=key, change=change)
    told: dict[str, Any] = answered["planFieldChange"]
    return told


def broken(told: dict[str, Any], kind: str = "DOCUMENT") -> list[str]:
    return sorted(one["name"] for one in told["breaks"] if one["kind"] == kind)


async def with_clients(crm: Crm, *more: dict[str, Any]) -> None:
    budget = {"key": "budget", "kind": "DECIMAL", "label": {"fa": "بودجه", "cs": "Rozpočet"}}
    assert await shape(crm, budget, *more) == []
    async with crm.workspace.database.transaction() as connection:
        documents = read_manifest(orjson.dumps(MANIFEST))
        await import_documents(connection, documents, "mobilní", system_clock())


async def state_of(crm: Crm) -> tuple[Any, ...]:
    """Everything that a change would have touched."""
    tables = ("custom_field", "job", "catalog_state", "change", "people_contact", "unique_value")
    async with crm.workspace.database.connection() as connection:
        return tuple(
            [
                await connection.fetchval(
                    f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t"
                )
                for table in tables
            ]
        )


LEVELS = {"key": "level", "kind": "CHOICE", "options": [{"value": v} for v in ("silver", "gold", "bronze")]}


async def test_a_deletion_breaks_what_names_the_field(crm: Crm) -> None:
    await with_clients(crm)
    views: dict[str, dict[str, Any]] = {
        "Turtingi": {"filter": {"budget": {"gte": "1000"}}},
        "Богати": {"orderBy": [{"budget": "DESC"}]},
        "ثروتمند": {"columns": ["lastName", "budget"]},
        "Plain": {"filter": {"lastName": {"eq": "A"}}},
    }
    for name, view in views.items():
        given = {"entity": "Contact", "name": name, **view}
        assert (await crm.data(VIEW, input=given))["createSavedView"]["userErrors"] == []
    await created(crm, budget="5")
    before = await state_of(crm)
    told = await plan(crm, delete=True)
    assert (told["records"], told["unfit"], told["complete"], told["userErrors"]) == (1, 0, True, [])
    assert broken(told) == ["Budgets", "Plan", "Rich"]
    assert broken(told, "SAVED_VIEW") == sorted(["Turtingi", "Богати", "ثروتمند"])
    (document,) = [one for one in told["breaks"] if one["name"] == "Budgets"]
    assert document["clients"] == ["mobilní"]
    assert "Cannot query field 'budget'" in document["reason"]
    assert await state_of(crm) == before


async def test_a_retired_field_breaks_those_who_write_it_and_a_rename_all(crm: Crm) -> None:
    await with_clients(crm)
    assert broken(await plan(crm, retire=True)) == ["Plan"]
    assert broken(await plan(crm, rename="means")) == ["Budgets", "Plan", "Rich"]
    assert broken(await plan(crm, update={"label": {"lt": "Biudžetas"}})) == []


async def test_what_it_told_is_what_happens(crm: Crm) -> None:
    await with_clients(crm)
    foretold = broken(await plan(crm, delete=True))
    await crm.data(DELETE)
    refused = [
        name
        for name, body in (("Budgets", "reads"), ("Plan", "writes"), ("Rich", "filters"), ("Names", "other"))
        if "errors" in await crm.execute(MANIFEST[body])
    ]
    assert refused == foretold


async def test_what_stands_in_the_way_is_named_with_all_the_rest(crm: Crm) -> None:
    await with_clients(
        crm,
        {"key": "approvedBy", "kind": "TEXT", "requiredWhen": "budget > 10000"},
        {"key": "card", "kind": "TEXT", "unique": True, "uniqueWithin": ["budget"]},
    )
    assert await shape(crm, {"key": "double", "kind": "FORMULA", "expression": "budget * 2"}) == []
    rule = {"entity": "Contact", "key": "enough", "condition": "budget > 5", "message": {"bg": "Малко"}}
    assert (await crm.data(RULE, input=rule))["createValidationRule"]["userErrors"] == []
    told = await plan(crm, delete=True)
    assert {error["code"] for error in told["userErrors"]} == {"IN_USE"}
    assert broken(told) == ["Budgets", "Plan", "Rich"]
    assert broken(told, "CONDITION") == ["approvedBy"]
    assert broken(told, "UNIQUE_SCOPE") == ["card"]
    assert broken(told, "FORMULA") == ["Contact.double"]
    assert broken(told, "VALIDATION_RULE") == ["enough"]


async def test_the_list_that_a_reference_gives_and_rules_for_duplicates_go_with_it(crm: Crm) -> None:
    doctor = {"key": "doctor", "kind": "REFERENCE", "targetEntity": "Contact", "inverse": "patients"}
    assert await shape(crm, doctor, {"key": "badge", "kind": "TEXT"}) == []
    rule = {"entity": "Contact", "name": "badges", "fields": ["badge"]}
    assert (await crm.data(DUPLICATES, input=rule))["createDuplicateRule"]["userErrors"] == []
    other = await created(crm)
    await created(crm, doctorId=other)
    told = await plan(crm, "doctor", delete=True)
    assert broken(told, "LIST") == ["Contact.patients"]
    assert told["records"] == 1
    assert broken(await plan(crm, "badge", delete=True), "DUPLICATE_RULE") == ["badges"]


async def test_values_that_a_new_definition_would_not_take_are_counted_with_examples(crm: Crm) -> None:
    assert await shape(crm, {"key": "size", "kind": "INTEGER"}) == []
    for size in (5, 50, 500, None):
        await created(crm, lastName=f"Řehoř {size}", size=size)
    told = await plan(crm, "size", update={"max": "40"})
    assert (told["records"], told["unfit"]) == (3, 2)
    assert [(one["value"], one["record"]["lastName"]) for one in told["examples"]] == [
        (50, "Řehoř 50"),
        (500, "Řehoř 500"),
    ]
    assert all("40" in one["reason"] for one in told["examples"])
    assert (await plan(crm, "size", update={"required": True}))["unfit"] == 0
    assert (await plan(crm, "size", update={"min": "100", "max": "5"}))["userErrors"][0][
        "code"
    ] == "VALIDATION"


async def test_an_option_that_goes_is_found_in_views_documents_conditions_and_records(crm: Crm) -> None:
    await with_clients(crm, LEVELS, {"key": "reason", "kind": "TEXT", "requiredWhen": 'level == "gold"'})
    for name, filter_ in (("Geri", {"level": {"eq": "gold"}}), ("Kiti", {"lastName": {"eq": "gold"}})):
        given = {"entity": "Contact", "name": name, "filter": {"not": filter_}}
        assert (await crm.data(VIEW, input=given))["createSavedView"]["userErrors"] == []
    await created(crm, level="gold", reason="مهم")
    await created(crm, level="silver")
    options = [{"value": "silver"}, {"value": "bronze"}]
    told = await plan(crm, "level", update={"options": options})
    assert (told["records"], told["unfit"]) == (2, 1)
    assert [one["value"] for one in told["examples"]] == ["gold"]
    assert broken(told) == ["Best"]
    assert broken(told, "SAVED_VIEW") == ["Geri"]
    assert broken(told, "CONDITION") == ["reason"]
    assert [error["code"] for error in told["userErrors"]] == ["IN_USE"]
    moved = {"options": options, "removedOptions": [{"value": "gold", "moveTo": "silver"}]}
    again = await plan(crm, "level", update=moved)
    assert again["userErrors"] == []
    assert (again["unfit"], again["breaks"]) == (told["unfit"], told["breaks"])


async def test_a_modules_field_can_be_updated_and_nothing_else(crm: Crm) -> None:
    await created(crm, lastName="Long name")
    told = await plan(crm, "lastName", update={"maxLength": 5})
    assert (told["records"], told["unfit"], told["userErrors"]) == (1, 1, [])
    refused = await plan(crm, "lastName", delete=True)
    assert [error["code"] for error in refused["userErrors"]] == ["FORBIDDEN"]
    assert (refused["records"], refused["breaks"]) == (0, [])


async def test_a_field_or_entity_that_is_not_there_is_not_found(crm: Crm) -> None:
    assert [error["code"] for error in (await plan(crm, "bugdet", delete=True))["userErrors"]] == [
        "NOT_FOUND"
    ]
    answered = await crm.data(PLAN, key="x", entity="Contcat", change={"delete": True})
    assert [error["code"] for error in answered["planFieldChange"]["userErrors"]] == ["NOT_FOUND"]


@pytest.mark.parametrize(
    "change", [{}, {"delete": True, "retire": True}, {"delete": False}, {"rename": None}]
)
async def test_one_change_is_planned_at_a_time(crm: Crm, change: dict[str, Any]) -> None:
    document = await crm.execute(PLAN, {"key": "lastName", "change": change})
    assert document["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_only_administrators_plan(crm: Crm) -> None:
    member = Actor(crm.admin.user_id, ("member",))
    document = await crm.execute(PLAN, {"key": "lastName", "change": {"delete": True}}, actor=member)
    assert document["errors"][0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    "made",
    [
        {"kind": "FORMULA", "expression": "1 + 1"},
        {"kind": "ROLLUP", "rollup": {"list": "consents", "function": "COUNT"}},
    ],
)
async def test_computed_values_are_held_by_no_record(crm: Crm, made: dict[str, Any]) -> None:
    assert await shape(crm, {"key": "computed", **made}) == []
    renamed = {"label": {"lt": "Kita"}}
    for change in ({"delete": True}, {"retire": True}, {"rename": "other"}, {"update": renamed}):
        told = await plan(crm, "computed", **change)
        assert (told["records"], told["unfit"], told["userErrors"]) == (0, 0, [])
    told = await plan(crm, "computed", convert={"kind": "TEXT"})
    assert [error["code"] for error in told["userErrors"]] == ["VALIDATION"]


@pytest.mark.parametrize(
    "made",
    [
        {"kind": "FORMULA", "expression": "1 + 1"},
        {"kind": "ROLLUP", "rollup": {"list": "consents", "function": "COUNT"}},
    ],
)
async def test_computed_values_are_neither_unique_nor_a_scope(crm: Crm, made: dict[str, Any]) -> None:
    assert await shape(crm, {"key": "computed", **made}, {"key": "card", "kind": "TEXT"}) == []
    (error,) = (await plan(crm, "computed", update={"unique": True}))["userErrors"]
    assert (error["code"], error["field"]) == ("VALIDATION", ["unique"])
    scope = {"unique": True, "uniqueWithin": ["computed"]}
    (error,) = (await plan(crm, "card", update=scope))["userErrors"]
    assert 'Contact has no field "computed" that holds one value.' in error["message"]
    (error,) = (await plan(crm, "computed", convert={"kind": "TEXT"}))["userErrors"]
    assert error["message"].endswith("Delete it, and create a field of the kind TEXT.")


async def test_a_kind_that_is_not_there_is_told(crm: Crm) -> None:
    assert await shape(crm, {"key": "note", "kind": "TEXT"}) == []
    told = (await crm.data(CONVERT, key="note", input={"kind": "TAGS"}))["convertField"]["userErrors"]
    for (error,) in (told, (await plan(crm, "note", convert={"kind": "TAGS"}))["userErrors"]):
        assert (error["code"], error["field"]) == ("VALIDATION", ["kind"])
        assert 'There is no field kind "TAGS".' in error["message"]


@pytest.mark.parametrize("schema", [{"type": 5}, "x"])
async def test_a_definition_that_is_wrong_judges_no_values(crm: Crm, schema: object) -> None:
    assert await shape(crm, {"key": "extra", "kind": "JSON"}) == []
    await crm.create("Contact", {"extra": {"šventė": [1]}})
    told = await plan(crm, "extra", update={"schema": schema})
    assert [error["field"] for error in told["userErrors"]] == [["schema"]]
    assert (told["records"], told["unfit"]) == (1, 0)
