"""Fields that a formula makes, as clients see them."""

from typing import Any
from uuid import UUID

import pytest

from gql_crm.testing import Crm
from gql_crm.workspace import GraphQLRequest
from gql_crm.workspace.explaining import explain
from tests.customization.boats import UPDATE as UPDATE_ENTITY
from tests.customization.boats import boat, boats
from tests.story import Story, contact, organization, own_story, story_template

__all__ = ["own_story", "story_template"]

FIELD = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) {
    field { key kind valueKind expression writable } userErrors { code field message }
  }
}
"""
UPDATE = """
mutation ($entity: String!, $key: String!, $input: UpdateFieldInput!) {
  updateField(entity: $entity, key: $key, input: $input) {
    field { expression } userErrors { code field message }
  }
}
"""
RENAME = """
mutation ($key: String!, $newKey: String!) {
  renameField(entity: "Contact", key: $key, newKey: $newKey) { userErrors { message } }
}
"""


async def formula(
    crm: Crm, key: str, expression: str, entity: str = "Contact", **more: Any
) -> dict[str, Any]:
    given = {"entity": entity, "key": key, "kind": "FORMULA", "expression": expression, **more}
    payload: dict[str, Any] = (await crm.data(FIELD, input=given))["createField"]
    return payload


async def made(crm: Crm, key: str, expression: str, entity: str = "Contact", **more: Any) -> str:
    payload = await formula(crm, key, expression, entity, **more)
    assert payload["userErrors"] == []
    kind: str = payload["field"]["valueKind"]
    return kind


async def refused(crm: Crm, expression: str, **more: Any) -> str:
    errors = (await formula(crm, "made", expression, **more))["userErrors"]
    assert [error["code"] for error in errors] == ["VALIDATION"]
    message: str = errors[0]["message"]
    return message


async def value(crm: Crm, key: str, number: int = 1) -> Any:
    read = f"query ($id: ID!) {{ contact(id: $id) {{ value: {key} }} }}"
    return (await crm.data(read, id=contact(number)))["contact"]["value"]


async def test_the_result_decides_the_kind_of_the_values(own_story: Story) -> None:
    crm = own_story.crm
    assert await made(crm, "weighted", "stars * score / 3", scale=2) == "DECIMAL"
    assert await made(crm, "greeting", '"Labas, " & firstName & " " & lastName & "!"') == "TEXT"
    assert await made(crm, "busy", "vip and stars >= 4") == "BOOLEAN"
    assert await made(crm, "callBy", "nextCall + stars") == "DATE"
    read = "query ($id: ID!) { contact(id: $id) { weighted greeting busy callBy } }"
    assert (await crm.data(read, id=contact(1)))["contact"] == {
        "weighted": "7.5",
        "greeting": "Labas, Jūratė Žukauskienė!",
        "busy": True,
        "callBy": "2026-03-21",
    }
    assert (await crm.data(read, id=contact(2)))["contact"]["weighted"] is None


async def test_lists_are_filtered_ordered_grouped_and_summed_by_it(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "weight", "coalesce(stars, 0) * 2 + coalesce(rank, 0)")
    await made(crm, "level", 'if(stars > 3, "aukštas", "žemas")')
    data = await crm.data(
        """
        {
          all: contacts(first: 100) { nodes { weight } sum: aggregate { sum { weight } max { weight } } }
          some: contacts(filter: {weight: {gte: "10"}}, orderBy: [{weight: DESC}], first: 1) {
            nodes { weight } pageInfo { endCursor hasNextPage }
          }
          groups: contacts { groups(by: [{level: true}]) { key { level } count } }
        }
        """
    )
    weights = [int(node["weight"]) for node in data["all"]["nodes"]]
    assert int(data["all"]["sum"]["sum"]["weight"]) == sum(weights)
    assert int(data["all"]["sum"]["max"]["weight"]) == max(weights)
    wanted = sorted((one for one in weights if one >= 10), reverse=True)
    assert [node["weight"] for node in data["some"]["nodes"]] == [str(wanted[0])]
    after = await crm.data(
        """
        query ($after: String!) {
          contacts(filter: {weight: {gte: "10"}}, orderBy: [{weight: DESC}], first: 100, after: $after) {
            nodes { weight }
          }
        }
        """,
        after=data["some"]["pageInfo"]["endCursor"],
    )
    assert [int(node["weight"]) for node in after["contacts"]["nodes"]] == wanted[1:]
    assert {one["key"]["level"] for one in data["groups"]["groups"]} == {"aukštas", "žemas"}


async def test_a_change_is_seen_at_once_and_nobody_writes_it(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "stars * 2")
    update = """
    mutation ($id: ID!) {
      updateContact(id: $id, input: {stars: 7}) { contact { twice } userErrors { code } }
    }
    """
    assert (await crm.data(update, id=contact(1)))["updateContact"] == {
        "contact": {"twice": "14"},
        "userErrors": [],
    }
    answer = await crm.execute(update.replace("stars: 7", 'twice: "3"'), {"id": contact(1)})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_fields_of_a_related_record_are_read_as_the_viewer_sees_it(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "colleagues", "organization.employees - 1")
    await made(crm, "parentName", "organization.parent.name")
    assert await value(crm, "colleagues") == "11"
    assert await value(crm, "parentName", 3) == "Žvėryno namai"
    read = "query ($id: ID!) { contact(id: $id) { organization { name } colleagues } }"
    assert (await crm.data(read, id=contact(4), actor=own_story.ivo))["contact"] == {
        "organization": {"name": "Řeka reality"},
        "colleagues": "2",
    }
    async with crm.records(crm.admin) as records:
        await records.update("Contact", contact_id(4), {"organizationId": organization(1)})
    assert (await crm.data(read, id=contact(4), actor=own_story.ivo))["contact"] == {
        "organization": None,
        "colleagues": None,
    }
    assert await value(crm, "colleagues", 4) == "11"
    hidden = await crm.data(
        '{ contacts(filter: {colleagues: {eq: "11"}}) { nodes { id } } }', actor=own_story.ivo
    )
    assert hidden["contacts"]["nodes"] == []


def contact_id(number: int) -> Any:
    return UUID(contact(number))


async def test_a_formula_reads_other_formulas(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "stars * 2")
    await made(crm, "fourfold", "twice * 2")
    await made(crm, "ofMentor", "mentor.fourfold + 1")
    assert await value(crm, "fourfold") == "20"
    assert await value(crm, "ofMentor", 2) == "21"


async def test_money_is_its_amount_and_currencies_are_not_mixed(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "perEmployee", "organization.annualRevenue / organization.employees")
    await made(crm, "share", "budget * 100 / organization.annualRevenue", scale=1)
    assert await value(crm, "perEmployee") == "100000"
    assert await value(crm, "share") == "8.3"
    async with crm.records(crm.admin) as records:
        await records.update("Contact", contact_id(1), {"budget": {"amount": "1", "currency": "CZK"}})
    assert await value(crm, "share") is None


async def test_today_is_the_day_of_who_looks(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "daysToCall", "nextCall - today()")
    assert await value(crm, "daysToCall") == "1"
    read = "query ($id: ID!) { contact(id: $id) { daysToCall } }"
    there = await crm.execute(read, {"id": contact(1)}, time_zone="Pacific/Kiritimati")
    assert there["data"]["contact"]["daysToCall"] == "0"


async def test_after_a_field_is_renamed_its_formulas_go_on(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "stars  * 2")
    await crm.data(RENAME, key="stars", newKey="points")
    await crm.data(FIELD, input={"entity": "Contact", "key": "stars", "kind": "INTEGER"})
    assert await value(crm, "twice") == "10"


async def test_the_catalog_shows_the_names_of_now(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "mentor.stars * (stars + 1)")
    await crm.data(RENAME, key="stars", newKey="points")
    fields = (await crm.data("{ catalog { entities { name fields { key expression } } } }"))["catalog"][
        "entities"
    ]
    contact_fields = next(entity["fields"] for entity in fields if entity["name"] == "Contact")
    told = {field["key"]: field["expression"] for field in contact_fields}
    assert told["twice"] == "mentor.points * (points + 1)"
    payload = await crm.data(
        UPDATE, entity="Contact", key="twice", input={"expression": told["twice"] + " + 1"}
    )
    assert payload["updateField"]["userErrors"] == []


async def test_a_field_that_is_read_is_not_deleted(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "stars * 2")
    delete = """
    mutation {
      deleteField(entity: "Contact", key: "stars", confirm: "stars") { userErrors { code message } }
    }
    """
    errors = (await crm.data(delete))["deleteField"]["userErrors"]
    assert errors == [
        {
            "code": "IN_USE",
            "message": '"stars" of Contact is read by "Contact.twice"; change or delete that first.',
        }
    ]
    gone = (
        'mutation { deleteField(entity: "Contact", key: "twice", confirm: "twice") { userErrors { code } } }'
    )
    assert (await crm.data(gone))["deleteField"]["userErrors"] == []
    assert (await crm.data(delete))["deleteField"]["userErrors"] == []


async def test_a_cycle_is_refused_and_named(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "one", "stars")
    await made(crm, "two", "one + 1")
    await made(crm, "three", "mentor.two + 1")
    payload = await crm.data(UPDATE, entity="Contact", key="one", input={"expression": "three * 2"})
    assert payload["updateField"]["userErrors"] == [
        {
            "code": "VALIDATION",
            "field": ["expression"],
            "message": "The formula would read itself: one → three → two → one.",
        }
    ]


async def test_a_formula_keeps_the_kind_of_its_values(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "one", "stars")
    payload = await crm.data(UPDATE, entity="Contact", key="one", input={"expression": "lastName"})
    assert [error["message"] for error in payload["updateField"]["userErrors"]] == [
        "It yields TEXT, but the field's values are DECIMAL; make a new field for it."
    ]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("strs * 2", 'At character 1: Contact has no field "strs". Did you mean "stars" or "status"?'),
        (
            "1 + organization.emplyees",
            'At character 5: Organization has no field "emplyees". Did you mean "employees"?',
        ),
        ("organization", '"organization" is a record; name one of its fields, like "organization.name".'),
        ("memo & lastName", '"memo" is of the kind LONG_TEXT, which formulas cannot read.'),
        ("stars.count", '"stars" of Contact does not refer to one record, so nothing can be read behind it.'),
        ('status = "Aktive"', '"status" has no option "Aktive".'),
        ("null", "The formula yields nothing but null."),
    ],
)
async def test_a_fault_names_place_and_way_out(own_story: Story, expression: str, said: str) -> None:
    assert said in await refused(own_story.crm, expression)


async def test_options_that_do_not_apply_are_refused(own_story: Story) -> None:
    crm = own_story.crm
    wrong: tuple[tuple[str, Any], ...] = (
        ("unique", True),
        ("required", True),
        ("default", "1"),
    )
    for option, given in wrong:
        errors = (await formula(crm, "made", "stars", **{option: given}))["userErrors"]
        assert [error["field"] for error in errors] == [[option]]
    assert "is for numbers" in await refused(crm, "lastName", scale=2)
    missing = (await crm.data(FIELD, input={"entity": "Contact", "key": "x", "kind": "FORMULA"}))[
        "createField"
    ]
    assert [(error["code"], error["field"]) for error in missing["userErrors"]] == [
        ("REQUIRED", ["expression"])
    ]


async def test_all_of_it_is_one_statement(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "colleagues", "organization.employees - 1")
    await made(crm, "few", "colleagues < 5")
    crm.statements.clear()
    await crm.data("{ contacts(filter: {few: {eq: true}}, orderBy: [{colleagues: ASC}]) { nodes { few } } }")
    assert len(crm.statements) == 1


async def test_who_orders_by_it_is_told_that_every_record_is_read(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "stars * 2")
    request = GraphQLRequest(query="{ contacts(orderBy: [{twice: ASC}]) { nodes { id } } }", variables={})
    told = await explain(crm.workspace, request, crm.admin, analyze=False)
    assert ["whose values are computed" in one.text for one in told.warnings] == [True]


async def test_history_and_copies_leave_it_out(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "stars * 2")
    copied = await crm.data(
        "mutation ($id: ID!) { copyContact(id: $id) { contact { stars twice } userErrors { message } } }",
        id=contact(1),
    )
    assert copied["copyContact"] == {"contact": {"stars": 5, "twice": "10"}, "userErrors": []}


async def test_a_merge_and_its_undoing_leave_it_out(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "stars * 2")
    await crm.data(
        "mutation ($id: ID!) { updateContact(id: $id, input: {stars: null}) { userErrors { code } } }",
        id=contact(2),
    )
    merged = await crm.data(
        """
        mutation ($target: ID!, $sources: [ID!]!) {
          mergeContacts(targetId: $target, sourceIds: $sources) {
            contact { stars twice } merge { id } userErrors { message }
          }
        }
        """,
        target=contact(2),
        sources=[contact(1)],
    )
    payload = merged["mergeContacts"]
    assert (payload["userErrors"], payload["contact"]) == ([], {"stars": 5, "twice": "10"})
    undo = "mutation ($id: ID!) { undoMerge(id: $id) { userErrors { message } } }"
    undone = await crm.data(undo, id=payload["merge"]["id"])
    assert undone["undoMerge"]["userErrors"] == []
    assert [await value(crm, "twice", number) for number in (1, 2)] == ["10", None]


async def test_custom_entities_have_formulas_and_are_not_called_by_them(own_story: Story) -> None:
    crm = own_story.crm
    await boats(crm)
    assert await made(crm, "sign", 'trim(name) & " · " & text(length)', "Boat") == "TEXT"
    id_ = await boat(crm, "Žuvėdra", length="7.50", skipperId=contact(1))
    await made(crm, "skipperName", "skipper.lastName", "Boat")
    read = "query ($id: ID!) { boat(id: $id) { sign skipperName } }"
    assert (await crm.data(read, id=id_))["boat"] == {
        "sign": "Žuvėdra · 7.5",
        "skipperName": "Žukauskienė",
    }
    payload = await crm.data(UPDATE_ENTITY, name="Boat", input={"display": ["sign"]})
    message = payload["updateEntity"]["userErrors"][0]["message"]
    assert message.startswith('"sign" is of the kind FORMULA, which makes no name; fitting fields are ')


async def test_records_are_not_compared_by_it_to_find_duplicates(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "short", "left(firstName, 1) & left(lastName, 1)")
    payload = await crm.data(
        """
        mutation ($input: CreateDuplicateRuleInput!) {
          createDuplicateRule(input: $input) { userErrors { code message } }
        }
        """,
        input={"entity": "Contact", "name": "initials", "fields": ["short"]},
    )
    assert payload["createDuplicateRule"]["userErrors"] == [
        {
            "code": "VALIDATION",
            "message": '"short" is computed where it is read; rules compare what records hold.',
        }
    ]


async def test_deleting_it_wants_its_name(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "stars * 2")
    delete = (
        'mutation { deleteField(entity: "Contact", key: "twice", confirm: "x") { userErrors { message } } }'
    )
    errors = (await crm.data(delete))["deleteField"]["userErrors"]
    assert [error["message"] for error in errors] == [
        '"x" does not confirm it; expected "twice". No records hold a value, lost for good then.'
    ]


async def test_conditions_neither_read_it_nor_stand_at_it(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "twice", "stars * 2")
    create = {"entity": "Contact", "key": "why", "kind": "TEXT"}
    for option, given in (("requiredWhen", "twice > 3"), ("visibleWhen", "twice > 3")):
        errors = (await crm.data(FIELD, input={**create, option: given}))["createField"]["userErrors"]
        assert [(error["code"], error["field"]) for error in errors] == [("VALIDATION", [option])]
    for option in ("requiredWhen", "visibleWhen"):
        errors = (await formula(crm, "thrice", "stars * 3", **{option: "stars > 3"}))["userErrors"]
        assert [error["message"] for error in errors] == [
            f'"{option}" does not apply to the kind FORMULA: its values are computed.'
        ]
