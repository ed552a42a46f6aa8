"""Many records in one mutation, as a client sees it: targets, policies, rights, warnings and what is told."""

from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm
from tests.story import LONER, PRAHA, RASA, VILNIUS, Story, contact, organization

CREATE = """
mutation ($inputs: [CreateContactInput!]!, $policy: ErrorPolicy) {
  createContacts(inputs: $inputs, errorPolicy: $policy) {
    contacts { id firstName budget { amount } organization { name } }
    warnings { code recordIds }
    userErrors { code field message elementIndex }
  }
}
"""
UPDATE = """
mutation ($target: ContactTarget!, $input: UpdateContactInput!, $policy: ErrorPolicy) {
  updateContacts(target: $target, input: $input, errorPolicy: $policy) {
    contacts { id status stars version }
    userErrors { code field message elementIndex }
  }
}
"""
DELETE = """
mutation ($target: ContactTarget!, $policy: ErrorPolicy) {
  deleteContacts(target: $target, errorPolicy: $policy) {
    deletedIds userErrors { code field message elementIndex }
  }
}
"""
RESTORE = """
mutation ($ids: [ID!]!, $policy: ErrorPolicy) {
  restoreContacts(ids: $ids, errorPolicy: $policy) {
    contacts { id deletedAt } userErrors { code field message elementIndex }
  }
}
"""
ABSENT = "018f0000-0009-7000-8000-000000000001"


async def done(story: Story, query: str, actor: Actor | None = None, **variables: Any) -> dict[str, Any]:
    (result,) = (await story.data(query, actor=actor, **variables)).values()
    return dict(result)


def told(result: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(one["code"], one["elementIndex"], one["field"]) for one in result["userErrors"]]


def ids(result: dict[str, Any]) -> list[str]:
    return [one["id"] for one in result["contacts"]]


async def count(story: Story, filter: dict[str, Any]) -> int:
    query = "query ($filter: ContactFilter) { contacts(filter: $filter) { totalCount } }"
    return int((await story.data(query, filter=filter))["contacts"]["totalCount"])


async def test_records_are_created_in_the_order_of_their_inputs(own_story: Story) -> None:
    inputs = [
        {"firstName": "Žygimantas", "budget": {"amount": "100", "currency": "EUR"}},
        {"firstName": "Бояна", "organizationId": organization(3)},
        {"firstName": "گلناز"},
    ]
    result = await done(own_story, CREATE, inputs=inputs)
    assert [(one["firstName"], one["budget"], one["organization"]) for one in result["contacts"]] == [
        ("Žygimantas", {"amount": "100"}, None),
        ("Бояна", None, {"name": "Имоти Шипка"}),
        ("گلناز", None, None),
    ]
    assert result["userErrors"] == []


MIXED = [
    {"firstName": "Dobroslav"},
    {"firstName": "Dobromila", "email": "nope", "nextCall": "2026-13-01"},
    {"firstName": "Dobromír", "organizationId": ABSENT},
]


async def test_all_faults_of_all_inputs_are_told_and_nothing_is_created(own_story: Story) -> None:
    result = await done(own_story, CREATE, inputs=MIXED)
    assert told(result) == [
        ("VALIDATION", 1, ["email"]),
        ("VALIDATION", 1, ["nextCall"]),
        ("NOT_FOUND", 2, ["organizationId"]),
    ]
    assert result["contacts"] == []
    assert await count(own_story, {"firstName": {"startsWith": "Dobro"}}) == 0


async def test_with_best_effort_the_good_ones_are_created(own_story: Story) -> None:
    result = await done(own_story, CREATE, inputs=MIXED, policy="BEST_EFFORT")
    assert [error["elementIndex"] for error in result["userErrors"]] == [1, 1, 2]
    assert [one["firstName"] for one in result["contacts"]] == ["Dobroslav"]
    assert await count(own_story, {"firstName": {"startsWith": "Dobro"}}) == 1


async def test_one_input_that_is_not_understood_refuses_the_request(own_story: Story) -> None:
    answer = await own_story.crm.execute(CREATE, {"inputs": [{"firstName": "A"}, {"nothing": 1}]})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await count(own_story, {"firstName": {"eq": "A"}}) == 0


async def test_more_inputs_than_a_list_may_have_are_refused(own_story: Story) -> None:
    code, text = await own_story.refusal(CREATE, inputs=[{}] * 251)
    assert (code, text) == (
        "BAD_USER_INPUT",
        "A list in the variables has 251 elements; at most 250 are allowed.",
    )
    assert len((await done(own_story, CREATE, inputs=[{}] * 250))["contacts"]) == 250


async def test_no_inputs_create_nothing(own_story: Story) -> None:
    assert await done(own_story, CREATE, inputs=[]) == {"contacts": [], "warnings": [], "userErrors": []}


async def test_records_that_go_out_of_sight_are_written_and_not_shown(own_story: Story) -> None:
    inputs = [{"firstName": "Sau"}, {"firstName": "Kitam", "ownerId": LONER, "teamId": PRAHA}]
    result = await done(own_story, CREATE, own_story.rasa, inputs=inputs)
    assert [one["firstName"] for one in result["contacts"]] == ["Sau"]
    assert await count(own_story, {"firstName": {"in": ["Sau", "Kitam"]}}) == 2


async def test_records_are_changed_by_ids_and_answered_in_their_order(own_story: Story) -> None:
    wanted = [contact(4), contact(1), contact(10)]
    target = {"ids": [*wanted, contact(1)]}
    result = await done(own_story, UPDATE, target=target, input={"status": "OnVacation", "stars": 4})
    assert ids(result) == wanted
    assert {(one["status"], one["stars"], one["version"]) for one in result["contacts"]} == {
        ("OnVacation", 4, 2)
    }


async def test_each_id_that_fails_is_told_by_its_place(own_story: Story) -> None:
    target = {"ids": [contact(1), ABSENT, contact(15), contact(2)]}
    for policy, changed in (("ALL_OR_NOTHING", []), ("BEST_EFFORT", [contact(1), contact(2)])):
        result = await done(own_story, UPDATE, target=target, input={"stars": 1}, policy=policy)
        assert told(result) == [
            ("NOT_FOUND", 1, ["target", "ids", "1"]),
            ("INVALID_STATE", 2, ["target", "ids", "2"]),
        ]
        assert ids(result) == changed


async def test_records_are_changed_by_the_filter_of_lists(own_story: Story) -> None:
    filter = {
        "or": [{"stars": {"gte": 5}}, {"organization": {"name": {"startsWith": "reka"}}}],
        "not": {"firstName": {"eq": "Čeněk"}},
    }
    result = await done(own_story, UPDATE, target={"filter": filter}, input={"status": "OnVacation"})
    assert ids(result) == [contact(1), contact(4)]
    assert result["userErrors"] == []


async def test_a_fault_of_a_record_that_a_filter_found_names_its_id(own_story: Story) -> None:
    target = {"filter": {"firstName": {"in": ["Jūratė", "Žaneta"]}}}
    result = await done(own_story, UPDATE, target=target, input={"externalUid": "same"}, policy="BEST_EFFORT")
    (error,) = result["userErrors"]
    assert (error["code"], error["field"], error["elementIndex"]) == ("DUPLICATE", ["externalUid"], None)
    assert error["message"] == (
        f'Contact "{contact(4)}": "same" is taken; "externalUid" must be unique.'
        " Choose another value, or change the record that has it."
    )
    assert ids(result) == [contact(1)]


async def test_all_are_those_that_the_actor_sees_and_that_are_not_deleted(own_story: Story) -> None:
    seen = await own_story.data("{ contacts { nodes { id } } }", actor=own_story.rasa)
    result = await done(own_story, UPDATE, own_story.rasa, target={"all": True}, input={"stars": 3})
    assert sorted(ids(result)) == sorted(one["id"] for one in seen["contacts"]["nodes"])
    assert 0 < len(ids(result)) < 14
    assert result["userErrors"] == []


@pytest.mark.parametrize("filter", [{}, {"and": [{}]}, {"firstName": None}, {"lastName": {}}])
async def test_an_empty_filter_is_refused(own_story: Story, filter: dict[str, Any]) -> None:
    result = await done(own_story, DELETE, target={"filter": filter})
    assert told(result) == [("VALIDATION", None, ["target", "filter"])]
    assert 'give "all: true" instead' in result["userErrors"][0]["message"]
    assert await count(own_story, {}) == 14


async def test_false_is_not_all(own_story: Story) -> None:
    assert told(await done(own_story, DELETE, target={"all": False})) == [
        ("VALIDATION", None, ["target", "all"])
    ]


@pytest.mark.parametrize("target", [{}, {"all": True, "ids": []}, {"ids": None}, {"ids": ["12"]}])
async def test_a_target_says_one_thing(own_story: Story, target: dict[str, Any]) -> None:
    code, _ = await own_story.refusal(UPDATE, target=target, input={})
    assert code == "BAD_USER_INPUT"


async def test_more_than_a_thousand_are_refused_with_their_number(own_story: Story) -> None:
    async with own_story.crm.workspace.database.transaction() as connection:
        await connection.execute(
            """
            WITH made AS (
              INSERT INTO record (id, entity, created_at, updated_at)
              SELECT gen_random_uuid(), 'Contact', now(), now() FROM generate_series(1, 1001) RETURNING id)
            INSERT INTO people_contact (id, first_name, created_at, updated_at, version)
            SELECT id, 'Daug', now(), now(), 1 FROM made
            """
        )
    target = {"filter": {"firstName": {"eq": "Daug"}}}
    query = UPDATE.replace("contacts { id status stars version }", "")
    result = await done(own_story, query, target=target, input={"stars": 1})
    assert told(result) == [("VALIDATION", None, ["target", "filter"])]
    assert result["userErrors"][0]["message"] == (
        "1,001 records of Contact are meant; all or nothing is possible with at most 1,000. "
        'Give "errorPolicy: BEST_EFFORT", and a job does it, or narrow the target.'
    )
    (result["userErrors"],) = [(await done(own_story, DELETE, target={"all": True}))["userErrors"]]
    assert told(result) == [("VALIDATION", None, ["target", "all"])]


async def test_members_are_told_what_they_see_and_may_not_delete(own_story: Story) -> None:
    target = {"filter": {"firstName": {"in": ["Jūratė", "Ąžuolas", "Žaneta"]}}}
    result = await done(own_story, DELETE, own_story.rasa, target=target)
    assert told(result) == [("FORBIDDEN", None, [])]
    assert result["userErrors"][0]["message"].startswith(f'Contact "{contact(2)}": You may see this record')
    assert result["deletedIds"] == []
    result = await done(own_story, DELETE, own_story.rasa, target=target, policy="BEST_EFFORT")
    assert told(result) == [("FORBIDDEN", None, [])]
    assert result["deletedIds"] == [contact(1)], "Žaneta's does not exist for Rasa"
    named = {"ids": [contact(2), contact(4), contact(3)]}
    result = await done(own_story, DELETE, own_story.rasa, target=named, policy="BEST_EFFORT")
    assert told(result) == [("FORBIDDEN", 0, []), ("NOT_FOUND", 1, ["target", "ids", "1"])]
    assert result["deletedIds"] == [contact(3)]


async def test_what_was_deleted_comes_back(own_story: Story) -> None:
    deleted = await done(own_story, DELETE, target={"filter": {"stars": {"eq": 5}}})
    assert deleted["deletedIds"] == [contact(1), contact(4)]
    back = [contact(4), contact(2), contact(1)]
    result = await done(own_story, RESTORE, ids=back)
    assert told(result) == [("INVALID_STATE", 1, ["ids", "1"])]
    assert await count(own_story, {"stars": {"eq": 5}}) == 0
    result = await done(own_story, RESTORE, ids=back, policy="BEST_EFFORT")
    assert ids(result) == [contact(4), contact(1)]
    assert {one["deletedAt"] for one in result["contacts"]} == {None}


async def test_computed_fields_are_there_in_the_answer(own_story: Story) -> None:
    query = """
    mutation ($ids: [ID!]) {
      updateContacts(target: {ids: $ids}, input: {stars: 1}) { contacts { initials age } }
    }
    """
    result = await done(own_story, query, ids=[contact(10), contact(1)])
    assert result["contacts"] == [{"initials": "عی", "age": None}, {"initials": "JŽ", "age": 45}]


async def test_a_role_that_cannot_create_is_told_for_each(own_story: Story) -> None:
    query = """
    mutation { createTeams(inputs: [{name: "Ostrava"}, {name: "Пловдив"}]) {
      teams { name } userErrors { code field elementIndex } } }
    """
    result = await done(own_story, query, own_story.rasa)
    assert told(result) == [("FORBIDDEN", 0, []), ("FORBIDDEN", 1, [])]
    assert len((await done(own_story, query))["teams"]) == 2


async def test_the_whole_of_a_failed_call_is_undone(own_story: Story) -> None:
    target = {"ids": [contact(1), contact(2), ABSENT]}
    await done(own_story, UPDATE, target=target, input={"stars": 1})
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Contact { stars version } } }"
    assert (await own_story.data(query, ids=[contact(1), contact(2)]))["nodes"] == [
        {"stars": 5, "version": 1},
        {"stars": 2, "version": 1},
    ]


async def test_a_plugins_entity_and_its_custom_field_have_all_of_it(garage: Crm) -> None:
    made = await garage.data(
        'mutation { createCars(inputs: [{title: "Škoda", plate: "1AB"}, {title: "Tatra"}])'
        " { cars { id plate } } }"
    )
    assert [car["plate"] for car in made["createCars"]["cars"]] == ["1AB", None]
    changed = await garage.data(
        'mutation { updateCars(target: {filter: {plate: {isNull: true}}}, input: {plate: "2CD"})'
        " { cars { title plate } } }"
    )
    assert changed["updateCars"]["cars"] == [{"title": "Tatra", "plate": "2CD"}]
    copied = await garage.data(
        'mutation ($id: ID!) { copyCar(id: $id, input: {title: "Kopie"}) { car { title plate } } }',
        id=made["createCars"]["cars"][0]["id"],
    )
    assert copied["copyCar"]["car"] == {"title": "Kopie", "plate": "1AB"}
    gone = await garage.data(
        'mutation { deleteCars(target: {filter: {plate: {eq: "1AB"}}}) { deletedIds userErrors { code } } }'
    )
    assert len(gone["deleteCars"]["deletedIds"]) == 2
    back = await garage.data(
        "mutation ($ids: [ID!]!) { restoreCars(ids: $ids) { cars { plate } } }",
        ids=gone["deleteCars"]["deletedIds"],
    )
    assert back["restoreCars"]["cars"] == [{"plate": "1AB"}, {"plate": "1AB"}]


UPSERT = """
mutation ($by: ContactUniqueKey!, $input: CreateContactInput!) {
  upsertContact(by: $by, input: $input) {
    contact { id firstName lastName version } userErrors { code field message elementIndex }
  }
}
"""


async def test_a_unique_custom_field_is_a_key_from_the_next_request_on(own_story: Story) -> None:
    variables: dict[str, Any] = {"by": "asmensKodas", "input": {"asmensKodas": "A-1", "firstName": "Jonas"}}
    code, _ = await own_story.refusal(UPSERT, **variables)
    assert code == "BAD_USER_INPUT"
    await own_story.data(
        """
        mutation { createField(input: {entity: "Contact", key: "asmensKodas", kind: TEXT, unique: true,
          label: {lt: "Asmens kodas"}}) { userErrors { code } } }
        """
    )
    made = await done(own_story, UPSERT, **variables)
    variables["input"] = {"asmensKodas": "a-1", "lastName": "Jonaitis"}
    changed = await done(own_story, UPSERT, **variables)
    assert changed["contact"] == {**made["contact"], "lastName": "Jonaitis", "version": 2}
    await own_story.data(
        'mutation { retireField(entity: "Contact", key: "asmensKodas") { userErrors { code } } }'
    )
    code, _ = await own_story.refusal(UPSERT, **variables)
    assert code == "BAD_USER_INPUT"


async def test_a_member_cannot_upsert_what_they_do_not_see(own_story: Story) -> None:
    await done(own_story, UPSERT, by="externalUid", input={"externalUid": "S-1", "firstName": "Slapta"})
    variables: dict[str, Any] = {"by": "externalUid", "input": {"externalUid": "S-1", "firstName": "Ivo"}}
    result = await done(own_story, UPSERT, own_story.ivo, **variables)
    assert result["contact"] is None
    assert told(result) == [("DUPLICATE", None, ["externalUid"])]
    variables["input"] = {"externalUid": "S-2", "firstName": "Ivo"}
    assert (await done(own_story, UPSERT, own_story.ivo, **variables))["contact"]["firstName"] == "Ivo"


COPY = """
mutation ($id: ID!, $input: CreateContactInput) {
  copyContact(id: $id, input: $input) {
    contact { id firstName lastName externalUid version owner { id } team { id } organization { name }
      budget { amount currency } hobbies rank oldCode consents { purpose }
      lenders { totalCount } properties { totalCount } }
    userErrors { code field message }
  }
}
"""


async def test_a_copy_of_a_contact_has_its_values_and_not_its_consents(own_story: Story) -> None:
    result = await done(own_story, COPY, own_story.rasa, id=contact(1), input={"firstName": "Rūta"})
    assert result["userErrors"] == []
    copied = result["contact"]
    assert copied.pop("id") != contact(1)
    assert copied == {
        "firstName": "Rūta",
        "lastName": "Žukauskienė",
        "externalUid": None,
        "version": 1,
        "owner": {"id": RASA},
        "team": {"id": VILNIUS},
        "organization": {"name": "Žvėryno namai"},
        "budget": {"amount": "100000", "currency": "EUR"},
        "hobbies": ["chess"],
        "rank": 3,
        "oldCode": None,
        "consents": [],
        "lenders": {"totalCount": 0},
        "properties": {"totalCount": 0},
    }


async def test_what_a_member_does_not_see_cannot_be_copied(own_story: Story) -> None:
    result = await done(own_story, COPY, own_story.loner, id=contact(1))
    assert told({"userErrors": [{"elementIndex": None, **one} for one in result["userErrors"]]}) == [
        ("NOT_FOUND", None, ["id"])
    ]


async def test_a_copy_of_a_listing_has_offers_of_its_own(own_story: Story) -> None:
    query = """
    mutation ($id: ID!) { copyListing(id: $id, input: {title: "Antras namas"}) { listing {
      offers { id amount { amount } } viewers { totalCount } partners { nodes { name } } } } }
    """
    original = "018f0000-0005-7000-8000-000000000001"
    (before,) = (
        await own_story.data("query ($id: ID!) { listing(id: $id) { offers { id } } }", id=original)
    ).values()
    copied = (await own_story.data(query, id=original))["copyListing"]["listing"]
    assert [offer["amount"]["amount"] for offer in copied["offers"]] == ["240000", "90000", "245000.5"]
    assert {one["id"] for one in copied["offers"]}.isdisjoint(one["id"] for one in before["offers"])
    assert copied["viewers"] == {"totalCount": 0}
    assert copied["partners"] == {"nodes": [{"name": "Žvėryno namai"}]}
