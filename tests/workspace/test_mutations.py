"""Mutations of records and settings as a client sees them: payloads, order, conflicts, languages, roles."""

from typing import Any

import pytest

from gql_crm.testing import Crm
from tests.workspace.workers import create_field, version_of

UPDATE = """
mutation ($id: ID!, $input: UpdateContactInput!, $expected: Int) {
  updateContact(id: $id, input: $input, expectedVersion: $expected) {
    contact { firstName version } userErrors { code field message } warnings { code }
  }
}
"""
UPDATE_WORKSPACE = """
mutation ($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace { name defaultCurrency defaultCountry timeZone languages weekStart calendar }
    userErrors { code field message }
  }
}
"""
WORKSPACE = "{ workspace { name defaultCurrency defaultCountry timeZone languages weekStart calendar } }"


async def contact(crm: Crm, **values: Any) -> str:
    return str((await crm.create("Contact", {"firstName": "Ona", **values})).id)


async def test_fields_of_a_document_run_in_order_each_in_a_transaction_of_its_own(crm: Crm) -> None:
    id_ = await contact(crm)
    data = await crm.data(
        """
        mutation ($id: ID!) {
          first: updateContact(id: $id, input: {firstName: "Eva"}) { contact { firstName version } }
          wrong: updateContact(id: $id, input: {firstName: "Ivo", email: "nope"}) { userErrors { code } }
          stale: updateContact(id: $id, input: {firstName: "Ida"}, expectedVersion: 1) { userErrors { code } }
          last: updateContact(id: $id, input: {lastName: "B"}, expectedVersion: 2) { contact { displayName } }
        }
        """,
        id=id_,
    )
    assert data == {
        "first": {"contact": {"firstName": "Eva", "version": 2}},
        "wrong": {"userErrors": [{"code": "VALIDATION"}]},
        "stale": {"userErrors": [{"code": "CONFLICT"}]},
        "last": {"contact": {"displayName": "Eva B"}},
    }


async def test_a_field_that_fails_does_not_undo_those_before_it(crm: Crm) -> None:
    id_ = await contact(crm)
    answer = await crm.execute(
        """
        mutation ($id: ID!) {
          first: updateContact(id: $id, input: {firstName: "Eva"}) { contact { id } }
          second: updateContact(id: "12", input: {firstName: "Ivo"}) { contact { id } }
          third: updateContact(id: $id, input: {firstName: "Ida"}) { contact { id } }
        }
        """,
        {"id": id_},
    )
    assert [error["path"] for error in answer["errors"]] == [["second"]]
    found = await crm.data("query ($id: ID!) { contact(id: $id) { firstName } }", id=id_)
    assert found["contact"]["firstName"] == "Eva"


async def test_a_field_may_be_created_beside_records_in_one_document(crm: Crm) -> None:
    given = 'input: {{entity: "Contact", key: "{}", kind: TEXT}}'
    field = f"createField({given}) {{{{ field {{{{ key }}}} userErrors {{{{ code }}}} }}}}"
    data = await crm.data(
        f"""
        mutation {{
          a: {field.format("plate")}
          b: createContact(input: {{firstName: "Ona"}}) {{ contact {{ firstName }} }}
          c: {field.format("number")}
          d: createContact(input: {{firstName: "Eva"}}) {{ contact {{ firstName }} }}
        }}
        """
    )
    assert data["a"] == {"field": {"key": "plate"}, "userErrors": []}
    assert data["c"] == {"field": {"key": "number"}, "userErrors": []}
    assert (data["b"], data["d"]) == ({"contact": {"firstName": "Ona"}}, {"contact": {"firstName": "Eva"}})
    totals = await crm.data("{ contacts { totalCount nodes { plate number } } }")
    assert totals["contacts"]["totalCount"] == 2


async def test_a_conflict_answers_with_the_record_as_it_is(crm: Crm) -> None:
    id_ = await contact(crm)
    await crm.data(UPDATE, id=id_, input={"firstName": "Eva"}, expected=1)
    refused = (await crm.data(UPDATE, id=id_, input={"firstName": "Ida"}, expected=1))["updateContact"]
    assert refused["contact"] == {"firstName": "Eva", "version": 2}
    (error,) = refused["userErrors"]
    assert (error["code"], error["field"]) == ("CONFLICT", ["expectedVersion"])
    assert "version 2" in error["message"]


async def test_other_refusals_answer_without_a_record(crm: Crm) -> None:
    id_ = await contact(crm)
    refused = (await crm.data(UPDATE, id=id_, input={"email": "nope"}, expected=1))["updateContact"]
    assert refused["contact"] is None
    assert [error["code"] for error in refused["userErrors"]] == ["VALIDATION"]


async def test_a_record_is_deleted_and_restored(crm: Crm) -> None:
    id_ = await contact(crm)
    delete = """
    mutation ($id: ID!, $expected: Int) {
      deleteContact(id: $id, expectedVersion: $expected) { deletedId userErrors { code field } }
    }
    """
    restore = """
    mutation ($id: ID!) { restoreContact(id: $id) { contact { id deletedAt } userErrors { code field } } }
    """
    stale = (await crm.data(delete, id=id_, expected=9))["deleteContact"]
    assert stale == {"deletedId": None, "userErrors": [{"code": "CONFLICT", "field": ["expectedVersion"]}]}
    assert (await crm.data(delete, id=id_))["deleteContact"] == {"deletedId": id_, "userErrors": []}
    twice = (await crm.data(delete, id=id_))["deleteContact"]
    assert (twice["deletedId"], twice["userErrors"][0]["code"]) == (None, "INVALID_STATE")
    shown = await crm.data(
        "query ($id: ID!) { contacts { totalCount } contact(id: $id) { deletedAt } }", id=id_
    )
    assert shown["contacts"]["totalCount"] == 0
    assert shown["contact"]["deletedAt"] is not None
    restored = (await crm.data(restore, id=id_))["restoreContact"]
    assert restored == {"contact": {"id": id_, "deletedAt": None}, "userErrors": []}
    again = (await crm.data(restore, id=id_))["restoreContact"]
    assert (again["contact"], again["userErrors"][0]["code"]) == (None, "INVALID_STATE")


@pytest.mark.parametrize("verb", ["update", "delete", "restore"])
async def test_what_is_not_there_is_not_found(crm: Crm, verb: str) -> None:
    more = ", input: {}" if verb == "update" else ""
    document = f"mutation ($id: ID!) {{ {verb}Contact(id: $id{more}) {{ userErrors {{ code field }} }} }}"
    payload = (await crm.data(document, id="01890a5d-ac96-774b-bcce-b302099a8057"))[f"{verb}Contact"]
    assert payload["userErrors"] == [{"code": "NOT_FOUND", "field": ["id"]}]


async def test_the_viewer_is_who_asks(crm: Crm) -> None:
    ona = await crm.user("Ona")
    assert (await crm.data("{ viewer { id name } }", actor=ona))["viewer"] == {
        "id": str(ona.user_id),
        "name": "Ona",
    }
    assert (await crm.data("{ viewer { id roleKeys } }"))["viewer"]["roleKeys"] == ["admin"]


async def test_settings_are_changed_in_part_and_told_at_once(crm: Crm) -> None:
    before = (await crm.data(WORKSPACE))["workspace"]
    version = version_of(crm)
    change = {"name": "Namai", "timeZone": "Europe/Vilnius", "languages": ["lt", "en"], "calendar": "PERSIAN"}
    payload = (await crm.data(UPDATE_WORKSPACE, input=change))["updateWorkspace"]
    assert payload == {"workspace": {**before, **change}, "userErrors": []}
    assert (await crm.data(WORKSPACE))["workspace"] == {**before, **change}
    assert version_of(crm) == version + 1


async def test_settings_that_cannot_stand_are_all_told_and_none_is_changed(crm: Crm) -> None:
    before = (await crm.data(WORKSPACE))["workspace"]
    payload = (
        await crm.data(
            UPDATE_WORKSPACE, input={"name": "x", "timeZone": "Europe/Nowhere", "languages": ["no language"]}
        )
    )["updateWorkspace"]
    assert payload["workspace"] is None
    assert {error["field"][0] for error in payload["userErrors"]} == {"timeZone", "languages"}
    assert (await crm.data(WORKSPACE))["workspace"] == before


async def test_only_administrators_change_settings(crm: Crm) -> None:
    ona = await crm.user("Ona")
    payload = (await crm.data(UPDATE_WORKSPACE, input={"name": "x"}, actor=ona))["updateWorkspace"]
    assert [error["code"] for error in payload["userErrors"]] == ["FORBIDDEN"]


LABELS = "{ catalog { entities { name label fields { key label options { value label } } } } }"


def labels(data: dict[str, Any], key: str) -> tuple[str, list[str]]:
    """The label of an own field of contacts and those of its options."""
    (entity,) = [one for one in data["catalog"]["entities"] if one["name"] == "Contact"]
    (field,) = [one for one in entity["fields"] if one["key"] == key]
    return field["label"], [option["label"] for option in field["options"] or ()]


@pytest.mark.parametrize(
    ("languages", "label", "option"),
    [
        ((), "Budget", "Small"),
        (("lt",), "Biudžetas", "Mažas"),
        (("lt-LT", "en"), "Biudžetas", "Mažas"),
        (("de", "lt"), "Biudžetas", "Mažas"),
        (("de",), "Budget", "Small"),
        (("fa",), "بودجه", "Small"),
        (("cs", "en"), "Budget", "Small"),
    ],
)
async def test_labels_come_in_the_callers_language(
    crm: Crm, languages: tuple[str, ...], label: str, option: str
) -> None:
    await create_field(
        crm,
        "budget",
        "CHOICE",
        label={"en": "Budget", "lt": "Biudžetas", "fa": "بودجه"},
        options=[{"value": "small", "label": {"en": "Small", "lt": "Mažas"}}],
    )
    answer = await crm.execute(LABELS, languages=languages)
    assert labels(answer["data"], "budget") == (label, [option])


async def test_a_users_own_language_goes_before_the_requests(crm: Crm) -> None:
    await create_field(crm, "budget", label={"en": "Budget", "lt": "Biudžetas"})
    ona = await crm.user("Ona")
    await crm.data(
        'mutation ($id: ID!) { updateUser(id: $id, input: {locale: "lt"}) { userErrors { code } } }',
        id=str(ona.user_id),
    )
    actor = await crm.workspace.actor_of_user(ona.user_id)
    answer = await crm.execute(LABELS, actor=actor, languages=("en",))
    assert labels(answer["data"], "budget")[0] == "Biudžetas"


async def test_a_role_sees_another_schema_everywhere(crm: Crm) -> None:
    ona = await crm.user("Ona")
    asked = '{ __type(name: "User") { fields { name } } catalog { entities { name fields { key } } } }'
    for actor, there in ((crm.admin, True), (ona, False)):
        data = await crm.data(asked, actor=actor)
        (user,) = [entity for entity in data["catalog"]["entities"] if entity["name"] == "User"]
        assert ("roleKeys" in {field["name"] for field in data["__type"]["fields"]}) is there
        assert ("roleKeys" in {field["key"] for field in user["fields"]}) is there
        assert ("roleKeys" in await crm.workspace.sdl(actor)) is there


async def test_a_hidden_field_is_as_unknown_as_one_that_never_was(crm: Crm) -> None:
    ona = await crm.user("Ona")
    texts = []
    for name in ("roleKeys", "someKeys"):
        (error,) = (await crm.execute(f"{{ viewer {{ {name} }} }}", actor=ona))["errors"]
        texts.append(error["message"].replace(name, "…"))
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert texts[0] == texts[1]
