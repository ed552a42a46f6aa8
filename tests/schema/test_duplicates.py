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

UPDATE = """
mutation ($id: ID!, $input: UpdateContactInput!) {
  updateContact(id: $id, input: $input) { userErrors { code } }
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
    await crm.data(UPDATE, id=one, input={"email": "new@example.com"})
    assert await found(crm, input=input) == []
    assert await found(crm, input={"email": "NEW@example.com"}) == [("email", one)]
    await crm.data(UPDATE, id=one, input={"secondaryEmail": "ona@example.com"})
    assert await found(crm, input=input) == [("email", one)]
    await crm.data("mutation ($id: ID!) { deleteContact(id: $id) { deletedId } }", id=one)
    assert await found(crm, input=input) == []
    await crm.data("mutation ($id: ID!) { restoreContact(id: $id) { userErrors { code } } }", id=one)
    assert await found(crm, input=input) == [("email", one)]


async def test_a_key_that_two_fields_hold_stays_while_one_of_them_does(crm: Crm) -> None:
    one = await made(crm, firstName="Ona", email="ona@example.com", secondaryEmail="ONA@example.com")
    await crm.data(UPDATE, id=one, input={"email": "a@example.com"})
    assert await found(crm, input={"email": "ona@example.com"}) == [("email", one)]


async def test_what_a_form_does_not_hold_right_yet_matches_nothing(crm: Crm) -> None:
    await made(crm, firstName="Ona", lastName="Rak", email="ona@example.com")
    assert await found(crm, input={"email": "ona@", "phone": "x"}) == []
    assert await found(crm, input={}) == []


async def test_either_an_id_or_an_input_is_asked_for(crm: Crm) -> None:
    one = await made(crm, firstName="Ona")
    both: list[dict[str, Any]] = [{}, {"id": one, "input": {"firstName": "Ona"}}]
    for variables in both:
        answer = await crm.execute(FIND, variables)
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


CREATE_RULE = """
mutation ($input: CreateDuplicateRuleInput!) {
  createDuplicateRule(input: $input) {
    duplicateRule { entity name label fields optional anyOf domainOnly score enabled complete origin }
    catalogVersion userErrors { code field message }
  }
}
"""
UPDATE_RULE = """
mutation ($entity: String!, $name: String!, $input: UpdateDuplicateRuleInput!) {
  updateDuplicateRule(entity: $entity, name: $name, input: $input) {
    duplicateRule { name enabled score } userErrors { code field message }
  }
}
"""
DELETE_RULE = """
mutation ($entity: String!, $name: String!) {
  deleteDuplicateRule(entity: $entity, name: $name) {
    duplicateRule { name } userErrors { code field message }
  }
}
"""
RULES = "{ catalog { entities { name duplicateRules { name enabled score complete origin } } } }"


async def rules_of(crm: Crm, entity: str = "Contact", actor: Actor | None = None) -> dict[str, Any]:
    entities = (await crm.data(RULES, actor=actor))["catalog"]["entities"]
    of_entity = next(one for one in entities if one["name"] == entity)
    return {rule["name"]: rule for rule in of_entity["duplicateRules"]}


async def changed(crm: Crm, query: str, actor: Actor | None = None, /, **variables: Any) -> dict[str, Any]:
    (result,) = (await crm.data(query, actor=actor, **variables)).values()
    return dict(result)


async def test_a_rule_that_is_switched_off_is_not_asked_from_the_next_request_on(crm: Crm) -> None:
    one = await made(crm, firstName="Ona", email="ona@example.com")
    input = {"email": "ona@example.com"}
    assert await found(crm, input=input) == [("email", one)]
    named: dict[str, Any] = {"entity": "Contact", "name": "email"}
    off = await changed(crm, UPDATE_RULE, **named, input={"enabled": False})
    assert off == {"duplicateRule": {"name": "email", "enabled": False, "score": 1.0}, "userErrors": []}
    assert await found(crm, input=input) == []
    other = await changed(crm, CREATE, input={"firstName": "O.", **input})
    assert other["duplicates"] == []
    await changed(crm, UPDATE_RULE, **named, input={"enabled": None, "score": 0.25})
    assert {rule for rule, _ in await found(crm, input=input)} == {"email"}
    assert len(await found(crm, input=input)) == 2, "what was written meanwhile is not found"
    assert (await rules_of(crm))["email"]["score"] == 0.25


async def test_a_rule_over_a_custom_field_finds_old_records_after_its_job(crm: Crm) -> None:
    fields = """mutation { createField(input: {
      entity: "Contact", key: "cardNumber", kind: TEXT, label: {en: "Card"}
    }) { userErrors { code } } }"""
    await crm.data(fields)
    one = await made(crm, firstName="Ona", cardNumber="AB 1")
    rule = {
        "entity": "Contact",
        "name": "card",
        "fields": ["cardNumber"],
        "score": 0.95,
        "label": {"en": "Same card"},
    }
    answer = await changed(crm, CREATE_RULE, input=rule)
    assert answer["userErrors"] == []
    assert answer["duplicateRule"] == {
        "entity": "Contact", "name": "card", "label": "Same card", "origin": "custom",
        "fields": ["cardNumber"], "optional": [], "anyOf": [], "domainOnly": False,
        "score": 0.95, "enabled": True, "complete": False,
    }  # fmt: skip
    newer = await made(crm, firstName="Eva", cardNumber="ab 1")
    assert await found(crm, input={"cardNumber": "AB 1"}) == [("card", newer)]
    await crm.run_jobs()
    assert await found(crm, input={"cardNumber": "AB 1"}) == [("card", newer), ("card", one)]
    assert (await rules_of(crm))["card"]["complete"]
    gone = await changed(crm, DELETE_RULE, entity="Contact", name="card")
    assert gone == {"duplicateRule": None, "userErrors": []}
    assert await found(crm, input={"cardNumber": "AB 1"}) == []


async def test_a_rule_that_comes_back_knows_what_was_written_meanwhile(crm: Crm) -> None:
    rule = {"entity": "Contact", "name": "job", "fields": ["jobTitle"]}
    await changed(crm, CREATE_RULE, input=rule)
    one = await made(crm, firstName="Ona", jobTitle="Direktorė")
    await changed(crm, DELETE_RULE, entity="Contact", name="job")
    other = await made(crm, firstName="Eva", jobTitle="direktore")
    await crm.data(
        'mutation ($id: ID!) { updateContact(id: $id, input: {jobTitle: "x"}) { userErrors { code } } }',
        id=one,
    )
    await changed(crm, CREATE_RULE, input=rule)
    await crm.run_jobs()
    assert await found(crm, input={"jobTitle": "Direktorė"}) == [("job", other)]


async def test_the_domain_of_a_website_is_enough_for_a_guess(crm: Crm) -> None:
    query = """query ($input: CreateOrganizationInput) {
      findDuplicateOrganizations(input: $input) { rule score record { id } } }"""
    one = await made(crm, "Organization", name="A", website="https://www.example.com/en/")
    asked = {"http://example.com/en": "website", "https://EXAMPLE.com/about": "domain"}
    for website, rule in asked.items():
        data = await crm.data(query, input={"website": website})
        assert [(m["rule"], m["record"]["id"]) for m in data["findDuplicateOrganizations"]] == [(rule, one)]


@pytest.mark.parametrize(
    ("given", "place", "text"),
    [
        ({"name": "Bad name"}, ["name"], "camelCase"),
        ({"fields": []}, ["fields"], "needs fields"),
        ({"fields": ["nmae"]}, ["fields"], '"nmae"'),
        ({"anyOf": ["mailingAddress"]}, ["anyOf"], "ADDRESS"),
        ({"fields": ["phone"], "optional": ["phone"]}, ["fields"], "twice"),
        ({"fields": ["phone"], "domainOnly": True}, ["domainOnly"], "domain"),
        ({"score": 1.5}, ["score"], "1.5"),
    ],
)
async def test_a_rule_that_cannot_stand_is_refused(
    crm: Crm, given: dict[str, Any], place: list[str], text: str
) -> None:
    input = {"entity": "Contact", "name": "own", "fields": ["jobTitle"], **given}
    answer = await changed(crm, CREATE_RULE, input=input)
    assert answer["userErrors"][0]["code"] == "VALIDATION"
    assert answer["userErrors"][0]["field"] == place
    assert text in answer["userErrors"][0]["message"]


async def test_rules_of_modules_keep_what_they_compare_and_stay(crm: Crm) -> None:
    named: dict[str, Any] = {"entity": "Contact", "name": "email"}
    update = await changed(crm, UPDATE_RULE, **named, input={"fields": ["phone"]})
    assert [one["field"] for one in update["userErrors"]] == [["fields"]]
    delete = await changed(crm, DELETE_RULE, **named)
    assert delete["userErrors"][0]["code"] == "FORBIDDEN"
    unknown = await changed(crm, DELETE_RULE, entity="Contact", name="emial")
    assert 'Did you mean "email"' in unknown["userErrors"][0]["message"]


async def test_only_administrators_change_rules(crm: Crm) -> None:
    member = await crm.user("Max", "member")
    answer = await changed(crm, UPDATE_RULE, member, entity="Contact", name="email", input={"enabled": False})
    assert answer["userErrors"][0]["code"] == "FORBIDDEN"
    assert (await rules_of(crm, actor=member))["email"]["enabled"]


async def test_a_rule_over_a_deleted_field_waits_and_can_be_changed_or_deleted(crm: Crm) -> None:
    fields = """mutation { createField(input: {
      entity: "Contact", key: "cardNumber", kind: TEXT, label: {en: "Card"}
    }) { userErrors { code } } }"""
    await crm.data(fields)
    rule = {"entity": "Contact", "name": "card", "fields": ["cardNumber"]}
    assert (await changed(crm, CREATE_RULE, input=rule))["userErrors"] == []
    named = 'entity: "Contact", key: "cardNumber"'
    await crm.data(f'mutation {{ deleteField({named}, confirm: "cardNumber") {{ userErrors {{ code }} }} }}')
    assert "card" not in await rules_of(crm)
    again = await changed(crm, CREATE_RULE, input={**rule, "fields": ["jobTitle"]})
    assert [one["code"] for one in again["userErrors"]] == ["DUPLICATE"]
    card: dict[str, Any] = {"entity": "Contact", "name": "card"}
    answer = await changed(crm, UPDATE_RULE, **card, input={"fields": ["jobTitle"], "score": 0.3})
    assert answer == {"duplicateRule": {"name": "card", "enabled": True, "score": 0.3}, "userErrors": []}
    assert (await changed(crm, DELETE_RULE, **card))["userErrors"] == []


async def test_records_made_together_are_told_to_be_like_each_other(crm: Crm) -> None:
    query = """mutation ($inputs: [CreateContactInput!]!, $skip: Boolean) {
      createContacts(inputs: $inputs, skipDuplicateCheck: $skip) {
        contacts { id } warnings { code recordIds } userErrors { code } } }"""
    inputs = [{"email": "ona@example.com"}, {"firstName": "Eva"}, {"secondaryEmail": "ona@example.com"}]
    answer = await changed(crm, query, inputs=inputs)
    one, _, other = (contact["id"] for contact in answer["contacts"])
    assert answer["warnings"] == [{"code": "POSSIBLE_DUPLICATE", "recordIds": [other, one]}]
    assert (await changed(crm, query, inputs=inputs, skip=True))["warnings"] == []


async def test_the_check_is_no_statement_of_its_own(crm: Crm) -> None:
    one = await made(crm, firstName="Ona", email="ona@example.com")
    told: list[str] = []
    async with crm.records(crm.admin) as records:
        with records.connection.query_logger(lambda query: told.append(query.query)):
            values = {"firstName": "O.", "email": "ona@example.com"}
            await records.create("Contact", values, check_duplicates=True)
    assert len(told) == 1, told
    assert told[0].count("sha256(") == 1  # what is asked for is what is written
    assert [str(match.record.id) for match in records.duplicates or ()] == [one]
