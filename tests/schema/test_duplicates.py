"""Duplicates as a client sees them: found by id and by what a form holds, told of new records."""

from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.testing import Crm

FIND = """
query ($id: ID, $input: CreateContactInput) {
  findDuplicateContacts(id: $id, input: $input) {
    rule score record { id displayName recordType ... on Contact { email organization { name } } }
  }
}
"""
CREATE = """
mutation ($input: CreateContactInput!, $skip: Boolean) {
  createContact(input: $input, skipDuplicateCheck: $skip) {
    contact { id displayName }
    duplicates { rule score record { id displayName } }
    warnings { code message field recordIds }
    userErrors { code }
  }
}
"""


async def made(crm: Crm, entity: str = "Contact", actor: Actor | None = None, **values: Any) -> str:
    return str((await crm.create(entity, values, actor=actor)).id)


async def found(crm: Crm, actor: Actor | None = None, **variables: Any) -> list[tuple[str, str]]:
    data = await crm.data(FIND, actor=actor, **variables)
    return [(one["rule"], one["record"]["id"]) for one in data["findDuplicateContacts"]]


async def test_any_email_of_a_contact_is_compared_with_any_of_another(crm: Crm) -> None:
    one = await made(crm, firstName="Jūratė", email="Jurate@Example.com")
    other = await made(crm, firstName="J.", secondaryEmail="jurate@example.COM")
    await made(crm, firstName="Ona", email="ona@example.com")
    assert await found(crm, id=one) == [("email", other)]
    assert await found(crm, id=other) == [("email", one)]


async def test_phones_are_compared_as_e164_whichever_they_are(crm: Crm) -> None:
    one = await made(crm, firstName="A", phone="+370 612 34567")
    await crm.data('mutation { updateWorkspace(input: {defaultCountry: "LT"}) { userErrors { code } } }')
    assert await found(crm, input={"mobile": "8 612 34567"}) == [("phone", one)]
    assert await found(crm, input={"mobile": "8 612 34568"}) == []


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        (("Šarūnas", "Žukauskas"), ("sarunas", "ZUKAUSKAS")),
        (("Řehoř", "Čapek"), ("Rehor", "Capek")),
        (("Петър", "ЦВЕТКОВ"), ("петър", "Цветков")),
        (("مريم", "كاظمي"), ("مریم", "کاظمی")),
    ],
)
async def test_names_are_compared_as_people_read_them(
    crm: Crm, held: tuple[str, str], asked: tuple[str, str]
) -> None:
    firm = await made(crm, "Organization", name="Žvėryno namai")
    at_work = await made(crm, firstName=held[0], lastName=held[1], organizationId=firm)
    without = await made(crm, firstName=held[0], lastName=held[1])
    names = {"firstName": asked[0], "lastName": asked[1]}
    rule = "nameAndOrganization"
    assert await found(crm, input={**names, "organizationId": firm}) == [(rule, at_work)]
    assert await found(crm, input=names) == [(rule, without)]
    assert await found(crm, input={"firstName": asked[0]}) == []


async def test_the_surest_rule_is_told_and_the_surest_match_comes_first(crm: Crm) -> None:
    by_name = await made(crm, firstName="Ona", lastName="Rak")
    by_both = await made(crm, firstName="Ona", lastName="Rak", email="ona@example.com")
    newer = await made(crm, firstName="Ona", lastName="Rak")
    input = {"firstName": "Ona", "lastName": "Rak", "email": "ona@example.com"}
    assert await found(crm, input=input) == [
        ("email", by_both),
        ("nameAndOrganization", newer),
        ("nameAndOrganization", by_name),
    ]


async def test_no_more_than_ten_are_told(crm: Crm) -> None:
    inputs = [{"firstName": "Ona", "lastName": "Rak"}] * 25
    query = "mutation ($i: [CreateContactInput!]!) { createContacts(inputs: $i) { userErrors { code } } }"
    await crm.data(query, i=inputs)
    assert len(await found(crm, input=inputs[0])) == 10


async def test_matching_and_the_selection_are_one_statement(crm: Crm) -> None:
    firm = await made(crm, "Organization", name="Řeka reality")
    for number in range(3):
        await made(crm, firstName="Ona", email="ona@example.com", organizationId=firm, jobTitle=str(number))
    crm.statements.clear()
    data = await crm.data(FIND, input={"email": "ONA@example.com"})
    assert len(crm.statements) == 1
    assert [one["record"]["organization"] for one in data["findDuplicateContacts"]] == [
        {"name": "Řeka reality"}
    ] * 3
    await crm.data(FIND, input={"mobile": "+37061234567", "lastName": "X"})
    assert len(set(crm.statements)) == 1, "another form is another statement"


async def test_changes_deletions_and_restorations_are_followed(crm: Crm) -> None:
    one = await made(crm, firstName="Ona", lastName="Rak", email="ona@example.com")
    input = {"email": "ona@example.com"}
    change = "mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input) { userErrors { code } } }"
    await crm.data(change, id=one, input={"email": "new@example.com"})
    assert await found(crm, input=input) == []
    assert await found(crm, input={"email": "NEW@example.com"}) == [("email", one)]
    await crm.data(change, id=one, input={"secondaryEmail": "ona@example.com"})
    assert await found(crm, input=input) == [("email", one)]
    await crm.data("mutation ($id: ID!) { deleteContact(id: $id) { deletedId } }", id=one)
    assert await found(crm, input=input) == []
    await crm.data("mutation ($id: ID!) { restoreContact(id: $id) { userErrors { code } } }", id=one)
    assert await found(crm, input=input) == [("email", one)]


async def test_a_key_that_two_fields_hold_stays_while_one_of_them_does(crm: Crm) -> None:
    one = await made(crm, firstName="Ona", email="ona@example.com", secondaryEmail="ONA@example.com")
    change = 'mutation ($id: ID!) { updateContact(id: $id, input: {email: "a@example.com"}) { userErrors { code } } }'
    await crm.data(change, id=one)
    assert await found(crm, input={"email": "ona@example.com"}) == [("email", one)]


async def test_what_a_form_does_not_hold_right_yet_matches_nothing(crm: Crm) -> None:
    await made(crm, firstName="Ona", lastName="Rak", email="ona@example.com")
    assert await found(crm, input={"email": "ona@", "phone": "x"}) == []
    assert await found(crm, input={}) == []


async def test_either_an_id_or_an_input_is_asked_for(crm: Crm) -> None:
    one = await made(crm, firstName="Ona")
    for variables in ({}, {"id": one, "input": {"firstName": "Ona"}}):
        answer = await crm.execute(FIND, **variables)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert "findDuplicateContacts" in answer["errors"][0]["message"]


async def test_a_new_record_is_written_and_told_to_be_like_another(crm: Crm) -> None:
    one = await made(crm, firstName="Ona", email="ona@example.com")
    answer = (await crm.data(CREATE, input={"firstName": "O.", "email": "ONA@example.com"}))["createContact"]
    assert answer["userErrors"] == []
    new = answer["contact"]["id"]
    assert answer["duplicates"] == [
        {"rule": "email", "score": 1.0, "record": {"id": one, "displayName": "Ona"}}
    ]
    (warning,) = answer["warnings"]
    assert (warning["code"], warning["recordIds"]) == ("POSSIBLE_DUPLICATE", [new, one])
    assert '"email"' in warning["message"]
    assert await found(crm, id=new) == [("email", one)]


async def test_a_record_like_no_other_is_told_to_have_none(crm: Crm) -> None:
    answer = (await crm.data(CREATE, input={"firstName": "Ona", "email": "ona@example.com"}))["createContact"]
    assert (answer["duplicates"], answer["warnings"]) == ([], [])


async def test_the_check_can_be_left_out(crm: Crm) -> None:
    await made(crm, firstName="Ona", email="ona@example.com")
    answer = (await crm.data(CREATE, input={"email": "ona@example.com"}, skip=True))["createContact"]
    assert answer["contact"]
    assert (answer["duplicates"], answer["warnings"]) == (None, [])


async def test_records_of_others_are_not_told(crm: Crm) -> None:
    await made(crm, firstName="Ona", email="ona@example.com")
    member = await crm.user("Max", "member")
    own = await made(crm, actor=member, firstName="O.", email="ona@example.com")
    assert await found(crm, member, id=own) == []
    data = await crm.data(CREATE, actor=member, input={"email": "ona@example.com"})
    assert [one["record"]["id"] for one in data["createContact"]["duplicates"]] == [own]


async def test_a_record_that_one_does_not_see_tells_nothing(crm: Crm) -> None:
    hidden = await made(crm, firstName="Ona", email="ona@example.com")
    member = await crm.user("Max", "member")
    await made(crm, actor=member, firstName="O.", email="ona@example.com")
    assert await found(crm, member, id=hidden) == []
