"""Fields that roll the records of a list up, as clients see them."""

from typing import Any

import pytest

from gql_crm.workspace import GraphQLRequest
from gql_crm.workspace.explaining import explain
from tests.customization.boats import DELETE as DELETE_ENTITY
from tests.customization.boats import RENAME as RENAME_ENTITY
from tests.customization.boats import UPDATE as UPDATE_ENTITY
from tests.customization.boats import boat, boats
from tests.customization.rollups import DELETE, FIELD, RENAME, UPDATE, formula, made, rollup, values
from tests.story import Story, contact, listing, organization, own_story, story_template

__all__ = ["own_story", "story_template"]


async def test_records_are_counted_added_up_and_compared(own_story: Story) -> None:
    crm = own_story.crm
    assert await made(crm, "people", list="contacts", function="COUNT") == "INTEGER"
    assert await made(crm, "allStars", list="contacts", function="SUM", field="stars") == "DECIMAL"
    assert await made(crm, "meanScore", list="contacts", function="AVG", field="stars") == "DECIMAL"
    assert await made(crm, "eldest", list="contacts", function="MIN", field="birthdate") == "DATE"
    assert await made(crm, "most", list="contacts", function="MAX", field="stars") == "INTEGER"
    assert await made(crm, "lastCalled", list="contacts", function="MAX", field="lastCall") == "DATETIME"
    selected = "people allStars meanScore eldest most lastCalled"
    assert await values(crm, selected) == {
        "people": 2,
        "allStars": "7",
        "meanScore": "3.5",
        "eldest": "1975-01-02",
        "most": 5,
        "lastCalled": "2026-03-01T06:00:00+00:00",
    }
    assert await values(crm, selected, 6) == {
        "people": 1,
        "allStars": None,
        "meanScore": None,
        "eldest": None,
        "most": None,
        "lastCalled": None,
    }


async def test_the_latest_value_is_that_of_the_latest_record_that_has_one(own_story: Story) -> None:
    crm = own_story.crm
    assert await made(crm, "newestName", list="contacts", function="LATEST", field="firstName") == "TEXT"
    assert await made(crm, "state", list="contacts", function="LATEST", field="status") == "TEXT"
    by_birth = {"function": "LATEST", "field": "firstName", "by": "birthdate"}
    assert await made(crm, "youngest", list="contacts", **by_birth) == "TEXT"
    assert await values(crm, "newestName state youngest") == {
        "newestName": "Ąžuolas",
        "state": "Inactive",
        "youngest": "Jūratė",
    }


async def test_amounts_of_one_currency_are_money_and_of_several_nothing(own_story: Story) -> None:
    crm = own_story.crm
    for function in ("SUM", "AVG", "MIN", "MAX", "LATEST"):
        kind = await made(crm, f"of{function.title()}", list="contacts", function=function, field="budget")
        assert kind == "MONEY"
    money = "{ amount currency }"
    selected = f"ofSum {money} ofAvg {money} ofMin {money} ofMax {money} ofLatest {money}"
    euros: dict[str, Any] = await values(crm, selected)
    assert {key: value["amount"] for key, value in euros.items()} == {
        "ofSum": "199999.99",
        "ofAvg": "99999.995",
        "ofMin": "99999.99",
        "ofMax": "100000",
        "ofLatest": "99999.99",
    }
    assert {value["currency"] for value in euros.values()} == {"EUR"}
    update = "mutation ($id: ID!, $input: UpdateContactInput!) { updateContact(id: $id, input: $input) {"
    await crm.data(
        update + " userErrors { message } } }", id=contact(3), input={"organizationId": organization(1)}
    )
    mixed = await values(crm, selected)
    assert mixed == {
        **dict.fromkeys(("ofSum", "ofAvg", "ofMin", "ofMax")),
        "ofLatest": {"amount": "2500000", "currency": "CZK"},
    }


async def test_a_filter_says_which_records_count(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "active", list="contacts", function="COUNT", filter={"status": {"eq": "Active"}})
    deep = {
        "or": [{"stars": {"gte": 3}}, {"not": {"mentor": {"isNull": True}}}],
        "soldListings": {"none": {"price": {"amount": {"gt": "1000000"}}}},
    }
    await made(crm, "promising", list="contacts", function="COUNT", filter=deep)
    assert await values(crm, "active promising") == {"active": 1, "promising": 2}
    assert await values(crm, "active promising", 2) == {"active": 0, "promising": 0}


async def test_children_and_links_are_rolled_up_like_lists(own_story: Story) -> None:
    crm = own_story.crm
    big = {"amount": {"gte": {"amount": "100000", "currency": "EUR"}}}
    await made(crm, "bids", "Listing", list="offers", function="COUNT", filter=big)
    await made(crm, "best", "Listing", list="offers", function="MAX", field="amount")
    await made(crm, "last", "Listing", list="offers", function="LATEST", field="amount")
    await made(crm, "seenBy", "Listing", list="viewers", function="COUNT")
    await made(crm, "helpers", "Listing", list="partners", function="COUNT")
    await made(crm, "helped", list="partnerListings", function="COUNT")
    read = "query ($id: ID!) { listing(id: $id) { bids best { amount } last { amount } seenBy helpers } }"
    assert (await crm.data(read, id=listing(1)))["listing"] == {
        "bids": 2,
        "best": {"amount": "245000.5"},
        "last": {"amount": "245000.5"},
        "seenBy": 2,
        "helpers": 1,
    }
    assert await values(crm, "helped") == {"helped": 2}


async def test_children_are_filtered_by_the_ids_that_they_refer_to(own_story: Story) -> None:
    crm = own_story.crm
    wanted = {"buyerId": {"in": [contact(2), contact(4)]}}
    await made(crm, "bids", "Listing", list="offers", function="COUNT", filter=wanted)
    some = {"offers": {"some": wanted}}
    await made(crm, "wanted", "Contact", list="soldListings", function="COUNT", filter=some)
    read = """
    query ($one: ID!, $other: ID!, $seller: ID!) {
      one: listing(id: $one) { bids }
      other: listing(id: $other) { bids }
      contact(id: $seller) { wanted }
    }
    """
    assert await crm.data(read, one=listing(1), other=listing(3), seller=contact(1)) == {
        "one": {"bids": 1},
        "other": {"bids": 0},
        "contact": {"wanted": 1},
    }


async def test_a_reference_that_makes_no_list_is_named_with_its_entity(own_story: Story) -> None:
    crm = own_story.crm
    payload = await rollup(crm, "clients", list="Contact.broker", function="COUNT")
    assert payload["field"]["rollup"]["list"] == "Contact.broker"
    assert await made(crm, "debtors", list="Contact.lenders", function="COUNT") == "INTEGER"
    assert await values(crm, "clients debtors", 2) == {"clients": 1, "debtors": 2}


async def test_records_of_custom_entities_are_rolled_up(own_story: Story) -> None:
    crm = own_story.crm
    await boats(crm)
    await boat(crm, "Žuvėdra", length="7.50", skipperId=contact(1))
    await boat(crm, "Sirena", length="9", skipperId=contact(1))
    assert await made(crm, "metres", "Contact", list="boats", function="SUM", field="length") == "DECIMAL"
    read = "query ($id: ID!) { contact(id: $id) { metres } }"
    assert (await crm.data(read, id=contact(1)))["contact"] == {"metres": "16.5"}


async def test_lists_are_filtered_ordered_grouped_and_summed_by_it(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "people", list="contacts", function="COUNT")
    data = await crm.data(
        """
        {
          all: organizations(first: 100) { nodes { people } sum: aggregate { sum { people } max { people } } }
          some: organizations(filter: {people: {gte: 1}}, orderBy: [{people: DESC}, {name: ASC}], first: 2) {
            nodes { people } pageInfo { endCursor }
          }
          groups: organizations { groups(by: [{people: true}]) { key { people } count } }
          contacts(filter: {organization: {people: {eq: 2}}}) { totalCount }
        }
        """
    )
    counts = [node["people"] for node in data["all"]["nodes"]]
    assert sorted(counts) == [1, 2, 2, 2, 2]
    assert data["all"]["sum"] == {"sum": {"people": "9"}, "max": {"people": 2}}
    assert [node["people"] for node in data["some"]["nodes"]] == [2, 2]
    rest = await crm.data(
        """
        query ($after: String!) {
          organizations(
            filter: {people: {gte: 1}}, orderBy: [{people: DESC}, {name: ASC}], first: 100, after: $after
          ) { nodes { people } }
        }
        """,
        after=data["some"]["pageInfo"]["endCursor"],
    )
    assert [node["people"] for node in rest["organizations"]["nodes"]] == [2, 2, 1]
    groups = {one["key"]["people"]: one["count"] for one in data["groups"]["groups"]}
    assert groups == {1: 1, 2: 4}
    assert data["contacts"]["totalCount"] == 8


async def test_all_of_it_is_one_statement(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "people", list="contacts", function="COUNT", filter={"stars": {"isNull": True}})
    await made(crm, "worth", list="contacts", function="SUM", field="budget")
    crm.statements.clear()
    await crm.data(
        """
        {
          organizations(filter: {people: {gte: 0}}, orderBy: [{people: ASC}]) {
            nodes { people worth { amount } contacts { nodes { organization { people } } } }
          }
        }
        """
    )
    assert len(crm.statements) == 1


async def test_records_that_the_viewer_does_not_see_do_not_count(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "people", list="contacts", function="COUNT")
    await made(crm, "top", list="contacts", function="MAX", field="stars")
    read = "query ($id: ID!) { organization(id: $id) { people top contacts { totalCount } } }"
    for number in range(1, 6):
        for actor in (own_story.rasa, own_story.ivo, own_story.loner):
            found = (await crm.data(read, actor=actor, id=organization(number)))["organization"]
            if found is not None:
                assert found["people"] == found["contacts"]["totalCount"]
    seen = await crm.data(read, actor=own_story.ivo, id=organization(2))
    assert seen["organization"] == {"people": 2, "top": 5, "contacts": {"totalCount": 2}}
    rasa = await crm.data(read, actor=own_story.rasa, id=organization(3))
    assert rasa["organization"]["people"] == 2


async def test_a_deleted_record_leaves_it_and_comes_back(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "people", list="contacts", function="COUNT")
    await crm.data("mutation ($id: ID!) { deleteContact(id: $id) { userErrors { code } } }", id=contact(1))
    assert await values(crm, "people") == {"people": 1}
    await crm.data("mutation ($id: ID!) { restoreContact(id: $id) { userErrors { code } } }", id=contact(1))
    assert await values(crm, "people") == {"people": 2}


async def test_formulas_read_roll_ups_and_roll_ups_read_formulas(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "people", list="contacts", function="COUNT")
    assert await formula(crm, "perHead", "employees / people") == []
    assert await formula(crm, "twice", "stars * 2", "Contact") == []
    assert await made(crm, "doubled", list="contacts", function="SUM", field="twice") == "DECIMAL"
    await made(crm, "crowded", list="contacts", function="COUNT", filter={"twice": {"gt": "4"}})
    assert await values(crm, "perHead doubled crowded") == {"perHead": "6", "doubled": "14", "crowded": 1}


async def test_a_cycle_is_refused_and_named(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "people", list="contacts", function="COUNT")
    assert await formula(crm, "size", "organization.people + 1", "Contact") == []
    await made(crm, "sizes", list="contacts", function="SUM", field="size")
    assert await formula(crm, "share", "organization.sizes", "Contact") == []
    payload = await crm.data(
        UPDATE,
        entity="Organization",
        key="people",
        input={"rollup": {"list": "contacts", "function": "COUNT", "filter": {"share": {"gt": "1"}}}},
    )
    assert payload["updateField"]["userErrors"] == [
        {
            "code": "VALIDATION",
            "field": ["rollup"],
            "message": "The roll-up would read itself: people → share → sizes → size → people.",
        }
    ]
    given = {"expression": "organization.sizes"}
    errors = (await crm.data(UPDATE, entity="Contact", key="size", input=given))["updateField"]["userErrors"]
    assert [error["message"] for error in errors] == ["The formula would read itself: size → sizes → size."]


async def test_after_a_field_is_renamed_its_roll_ups_go_on(own_story: Story) -> None:
    crm = own_story.crm
    rolled: dict[str, Any] = {
        "list": "contacts",
        "function": "LATEST",
        "field": "stars",
        "by": "nextCall",
        "filter": {"or": [{"stars": {"gt": 2}}, {"not": {"brokerId": {"isNull": True}}}]},
    }
    await made(crm, "grade", **rolled)
    for key, new_key in (("stars", "points"), ("nextCall", "callOn"), ("broker", "agent")):
        renamed = await crm.data(RENAME, entity="Contact", key=key, newKey=new_key)
        assert renamed["renameField"]["userErrors"] == []
    await crm.data(FIELD, input={"entity": "Contact", "key": "stars", "kind": "INTEGER"})
    assert await values(crm, "grade") == {"grade": 5}
    payload = await crm.data(
        UPDATE, entity="Organization", key="grade", input={"label": {"lt": "Įvertinimas"}}
    )
    assert payload["updateField"] == {
        "field": {
            "rollup": {
                "list": "contacts",
                "function": "LATEST",
                "field": "points",
                "by": "callOn",
                "filter": {"or": [{"points": {"gt": 2}}, {"not": {"agentId": {"isNull": True}}}]},
            }
        },
        "userErrors": [],
    }


async def test_what_a_roll_up_reads_is_not_deleted(own_story: Story) -> None:
    crm = own_story.crm
    await made(
        crm, "rated", list="Contact.broker", function="SUM", field="stars", filter={"vip": {"eq": True}}
    )
    for key in ("broker", "stars", "vip"):
        errors = (await crm.data(DELETE, entity="Contact", key=key))["deleteField"]["userErrors"]
        text = f'"{key}" of Contact is read by "Organization.rated"; change or delete that first.'
        assert errors == [{"code": "IN_USE", "message": text}]
    gone = await crm.data(DELETE, entity="Organization", key="rated")
    assert gone["deleteField"]["userErrors"] == []
    assert (await crm.data(DELETE, entity="Contact", key="vip"))["deleteField"]["userErrors"] == []


async def test_an_entity_that_is_rolled_up_is_renamed_and_not_deleted(own_story: Story) -> None:
    crm = own_story.crm
    await boats(crm)
    await boat(crm, "Žuvėdra", length="7.50", skipperId=contact(1))
    await made(crm, "metres", "Contact", list="boats", function="SUM", field="length")
    await crm.data(RENAME_ENTITY, name="Boat", newName="Ship", newPlural="ships")
    read = "query ($id: ID!) { contact(id: $id) { metres } }"
    assert (await crm.data(read, id=contact(1)))["contact"] == {"metres": "7.5"}
    errors = (await crm.data(DELETE_ENTITY, name="Ship", confirm="Ship"))["deleteEntity"]["userErrors"]
    text = 'Ship is read by "Contact.metres"; change or delete that first.'
    assert errors == [{"code": "IN_USE", "field": ["name"], "message": text}]
    await crm.data(DELETE, entity="Contact", key="metres")
    payload = await crm.data(DELETE_ENTITY, name="Ship", confirm="Ship")
    assert payload["deleteEntity"]["userErrors"] == []


@pytest.mark.parametrize(
    ("rolled", "path", "said"),
    [
        (
            {"list": "contcts", "function": "COUNT"},
            ["list"],
            'Organization has no list "contcts". Did you mean "contacts"',
        ),
        (
            {"list": "Contact.mentor", "function": "COUNT"},
            ["list"],
            'Organization has no list "Contact.mentor".',
        ),
        ({"list": "contacts", "function": "SUM"}, ["field"], 'SUM needs a field of Contact: "field".'),
        (
            {"list": "contacts", "function": "COUNT", "field": "stars"},
            ["field"],
            '"field" does not apply to COUNT, which counts records.',
        ),
        (
            {"list": "contacts", "function": "SUM", "field": "strs"},
            ["field"],
            'Contact has no field "strs". Did you mean "stars" or "status"?',
        ),
        (
            {"list": "contacts", "function": "SUM", "field": "lastName"},
            ["field"],
            '"lastName" is of the kind TEXT, of which there is no SUM.',
        ),
        (
            {"list": "contacts", "function": "LATEST", "field": "mentor"},
            ["field"],
            '"mentor" is of the kind REFERENCE, of which there is no LATEST.',
        ),
        (
            {"list": "contacts", "function": "SUM", "field": "stars", "by": "nextCall"},
            ["by"],
            '"by" says what LATEST goes by; it does not apply to SUM.',
        ),
        (
            {"list": "contacts", "function": "LATEST", "field": "stars", "by": "hobbies"},
            ["by"],
            '"hobbies" is of the kind MULTI_CHOICE, by which nothing is ordered.',
        ),
        (
            {"list": "contacts", "function": "COUNT", "filter": {"strs": {"gt": 1}}},
            ["filter", "strs"],
            '"ContactFilter" has no field "strs". Did you mean "stars"?',
        ),
        (
            {"list": "contacts", "function": "COUNT", "filter": {"stars": {"gt": "five"}}},
            ["filter", "stars", "gt"],
            'Int cannot represent non-integer value: "five"',
        ),
        (
            {"list": "contacts", "function": "COUNT", "filter": {"deleted": "INCLUDE"}},
            ["filter", "deleted"],
            '"deleted" does not apply: deleted records are never rolled up.',
        ),
        (
            {"list": "contacts", "function": "COUNT", "filter": {"nextCall": {"eq": "2026-02-30"}}},
            ["filter"],
            'filter.nextCall.eq: "2026-02-30" is no day',
        ),
        (
            {
                "list": "contacts",
                "function": "COUNT",
                "filter": {
                    "budget": {
                        "between": {
                            "from": {"amount": "1", "currency": "EUR"},
                            "to": {"amount": "2", "currency": "CZK"},
                        }
                    }
                },
            },
            ["filter"],
            '"between" needs one currency, not "EUR" and "CZK".',
        ),
    ],
)
async def test_a_fault_names_place_and_way_out(
    own_story: Story, rolled: dict[str, Any], path: list[str], said: str
) -> None:
    errors = (await rollup(own_story.crm, "made", **rolled))["userErrors"]
    assert [(error["code"], error["field"]) for error in errors] == [("VALIDATION", ["rollup", *path])]
    assert said in errors[0]["message"]


async def test_a_roll_up_keeps_the_kind_of_its_values(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "people", list="contacts", function="COUNT")
    changed = {"rollup": {"list": "contacts", "function": "MIN", "field": "birthdate"}}
    payload = await crm.data(UPDATE, entity="Organization", key="people", input=changed)
    assert [error["message"] for error in payload["updateField"]["userErrors"]] == [
        "It yields DATE, but the field's values are INTEGER; make a new field for it."
    ]
    narrowed = {"rollup": {"list": "contacts", "function": "COUNT", "filter": {"stars": {"gte": 5}}}}
    payload = await crm.data(UPDATE, entity="Organization", key="people", input=narrowed)
    assert payload["updateField"]["userErrors"] == []
    assert await values(crm, "people") == {"people": 1}


async def test_options_that_do_not_apply_are_refused(own_story: Story) -> None:
    crm = own_story.crm
    rolled = {"list": "contacts", "function": "COUNT"}
    given = {"entity": "Organization", "key": "people", "kind": "ROLLUP", "rollup": rolled}
    for option, value in (("indexed", True), ("unique", True), ("required", True), ("default", 1)):
        errors = (await crm.data(FIELD, input={**given, option: value}))["createField"]["userErrors"]
        assert [error["field"] for error in errors] == [[option]]
    missing = (await crm.data(FIELD, input={**given, "rollup": None}))["createField"]["userErrors"]
    assert [(error["code"], error["field"]) for error in missing] == [("REQUIRED", ["rollup"])]
    wrong = (await crm.data(FIELD, input={**given, "kind": "INTEGER"}))["createField"]["userErrors"]
    assert [error["message"] for error in wrong] == [
        '"rollup" does not apply to the kind INTEGER; it is an option of "ROLLUP".'
    ]


async def test_an_entity_has_twenty_at_most(own_story: Story) -> None:
    crm = own_story.crm
    rolled = {"list": "contacts", "function": "COUNT"}
    inputs = [
        {"entity": "Organization", "key": f"people{number}", "kind": "ROLLUP", "rollup": rolled}
        for number in range(21)
    ]
    create = """
    mutation ($inputs: [CreateFieldInput!]!) {
      createFields(inputs: $inputs) { userErrors { code elementIndex } }
    }
    """
    errors = (await crm.data(create, inputs=inputs))["createFields"]["userErrors"]
    assert errors == [{"code": "INVALID_STATE", "elementIndex": 20}]
    assert (await crm.data(create, inputs=inputs[:20]))["createFields"]["userErrors"] == []


async def test_what_would_make_too_long_a_statement_is_refused(own_story: Story) -> None:
    crm = own_story.crm

    def sum_of(name: str) -> str:
        return " + ".join([name] * 30)

    assert await formula(crm, "one", sum_of("stars"), "Contact") == []
    errors = await formula(crm, "two", sum_of("one"), "Contact")
    assert [error["message"] for error in errors] == [
        "The formula and what it reads have more than 2000 parts; simplify them."
    ]
    assert await formula(crm, "two", "one + one + one + one", "Contact") == []
    await made(crm, "total", list="contacts", function="SUM", field="two")
    assert await formula(crm, "share", "total + total + total") == []
    longer = {"expression": f"({sum_of('stars')}) * ({sum_of('stars')}) * ({sum_of('stars')})"}
    errors = (await crm.data(UPDATE, entity="Contact", key="one", input=longer))["updateField"]["userErrors"]
    assert [error["message"] for error in errors] == [
        '"Organization.share", which reads it, would have more than 2000 parts; simplify them.'
    ]


async def test_who_orders_by_it_is_told_that_every_record_is_read(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "rated", list="contacts", function="COUNT", filter={"stars": {"gt": 1}})
    query = "{ organizations(orderBy: [{rated: ASC}]) { nodes { id } } }"
    told = await explain(crm.workspace, GraphQLRequest(query=query, variables={}), crm.admin, analyze=False)
    assert ["whose values are computed" in one.text for one in told.warnings] == [True]


async def test_history_and_copies_leave_it_out(own_story: Story) -> None:
    crm = own_story.crm
    await made(crm, "people", list="contacts", function="COUNT")
    copied = await crm.data(
        """
        mutation ($id: ID!) {
          copyOrganization(id: $id) { organization { people } userErrors { message } }
        }
        """,
        id=organization(1),
    )
    assert copied["copyOrganization"] == {"organization": {"people": 0}, "userErrors": []}


async def test_records_of_custom_entities_are_not_called_by_it(own_story: Story) -> None:
    crm = own_story.crm
    await boats(crm)
    field = {"entity": "Contact", "key": "boat", "kind": "REFERENCE", "targetEntity": "Boat"}
    await crm.data(FIELD, input=field)
    await made(crm, "crew", "Boat", list="Contact.boat", function="COUNT")
    payload = await crm.data(UPDATE_ENTITY, name="Boat", input={"display": ["crew"]})
    message = payload["updateEntity"]["userErrors"][0]["message"]
    assert message.startswith('"crew" is of the kind ROLLUP, which makes no name; fitting fields are ')
