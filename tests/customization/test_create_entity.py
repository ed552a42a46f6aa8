"""Users define whole entities, which are there at the next request and have what every entity has."""

import asyncio
from typing import Any

import pytest

from gql_crm.customization.entity_definition import MOST_ENTITIES, MOST_FIELDS
from gql_crm.testing import Crm
from tests.customization.boats import (
    BOAT,
    CREATE_BOAT,
    CREATE_FIELD,
    NAME,
    boat,
    boats,
    change,
    contact,
    create_entity,
    table_of,
    value,
)

ONE = "query ($id: ID!) { boat(id: $id) { name registration length version deletedAt displayName } }"


async def test_it_is_told_as_it_was_made(crm: Crm) -> None:
    made = await boats(crm, description="What lies in the marina.")
    own = [
        (one["key"], one["kind"], one["targetEntity"]) for one in made["fields"] if one["origin"] == "custom"
    ]
    assert own == [
        ("name", "TEXT", None),
        ("registration", "TEXT", None),
        ("length", "DECIMAL", None),
        ("skipper", "REFERENCE", "Contact"),
    ]
    told = ("name", "plural", "label", "pluralLabel", "description", "origin", "retired", "display")
    assert [made[key] for key in told] == [
        *("Boat", "boats", "Boat", "Boats", "What lies in the marina.", "custom", False, ["name"])
    ]


async def test_the_next_request_finds_it_in_the_schema_and_in_the_catalog(crm: Crm) -> None:
    assert "errors" in await crm.execute("{ boats { totalCount } }")
    await boats(crm)
    data = await crm.data(
        "{ boats { totalCount } catalog { entities { name label origin } problems { message } } }"
    )
    assert data["boats"] == {"totalCount": 0}
    assert {"name": "Boat", "label": "Boat", "origin": "custom"} in data["catalog"]["entities"]
    assert data["catalog"]["problems"] == []
    sdl = await crm.workspace.sdl(crm.admin)
    for name in ("type Boat implements", "input CreateBoatInput", "input BoatFilter", "type BoatGroup "):
        assert name in sdl


async def test_labels_are_told_in_the_callers_language(crm: Crm) -> None:
    await boats(crm)
    answer = await crm.execute("{ catalog { entities { name label pluralLabel } } }", languages=("lt",))
    told = {"name": "Boat", "label": "Laivas", "pluralLabel": "Laivai"}
    assert told in answer["data"]["catalog"]["entities"]


async def test_its_records_live_as_those_of_any_entity(crm: Crm) -> None:
    await boats(crm)
    id_ = await boat(crm, "Žuvėdra", registration="LT-1", length="7.5")
    changed = await crm.data(
        'mutation ($id: ID!) { updateBoat(id: $id, input: {length: "8.25"}, expectedVersion: 1)'
        " { boat { length version } userErrors { code } } }",
        id=id_,
    )
    assert changed["updateBoat"] == {"boat": {"length": "8.25", "version": 2}, "userErrors": []}
    copied = await crm.data(
        "mutation ($id: ID!) { copyBoat(id: $id) { boat { name registration length } } }", id=id_
    )
    assert copied["copyBoat"]["boat"] == {"name": "Žuvėdra", "registration": None, "length": "8.25"}
    upserted = await crm.data(
        'mutation { upsertBoat(by: registration, input: {registration: "LT-1", name: "Kiras"})'
        " { boat { id name } userErrors { code } } }"
    )
    assert upserted["upsertBoat"]["boat"] == {"id": id_, "name": "Kiras"}
    deleted = await crm.data("mutation ($id: ID!) { deleteBoat(id: $id) { deletedId } }", id=id_)
    assert deleted["deleteBoat"]["deletedId"] == id_
    assert (await crm.data("{ boats { totalCount } }"))["boats"]["totalCount"] == 1
    restored = await crm.data("mutation ($id: ID!) { restoreBoat(id: $id) { boat { deletedAt } } }", id=id_)
    assert restored["restoreBoat"]["boat"] == {"deletedAt": None}
    read = (await crm.data(ONE, id=id_))["boat"]
    assert (read["name"], read["length"], read["version"]) == ("Kiras", "8.25", 5)


async def test_many_of_its_records_are_written_at_once(crm: Crm) -> None:
    await boats(crm)
    made = await crm.data(
        "mutation ($inputs: [CreateBoatInput!]!) { createBoats(inputs: $inputs)"
        " { boats { name } userErrors { code elementIndex } } }",
        inputs=[{"name": "Лодка"}, {"name": "قایق"}, {"name": "Loď"}],
    )
    assert [one["name"] for one in made["createBoats"]["boats"]] == ["Лодка", "قایق", "Loď"]
    changed = await crm.data(
        'mutation { updateBoats(target: {filter: {name: {contains: "лод"}}}, input: {length: "3"})'
        " { boats { name } userErrors { code } } }"
    )
    assert changed["updateBoats"]["boats"] == [{"name": "Лодка"}]
    gone = await crm.data("mutation { deleteBoats(target: {all: true}) { deletedIds } }")
    assert len(gone["deleteBoats"]["deletedIds"]) == 3


async def test_its_records_are_filtered_ordered_searched_grouped_and_added_up(crm: Crm) -> None:
    await boats(crm)
    ona = await contact(crm, "Ona")
    await boat(crm, "Žuvėdra", length="7.5", skipperId=ona)
    await boat(crm, "Kiras", length="9", skipperId=ona)
    await boat(crm, "Gervė", length="5")
    data = await crm.data(
        """{
          long: boats(filter: {length: {gte: "7"}}, orderBy: [{length: DESC}]) { nodes { name } }
          found: boats(search: "zuvedra") { totalCount nodes { displayName } }
          onas: boats(filter: {skipper: {firstName: {eq: "Ona"}}}) { totalCount }
          all: boats {
            aggregate { sum { length } max { length } }
            groups(by: [{skipper: true}]) { key { skipper { firstName } } count }
          }
        }"""
    )
    assert [one["name"] for one in data["long"]["nodes"]] == ["Kiras", "Žuvėdra"]
    assert data["found"] == {"totalCount": 1, "nodes": [{"displayName": "Žuvėdra"}]}
    assert data["onas"]["totalCount"] == 2
    assert data["all"]["aggregate"] == {"sum": {"length": "21.5"}, "max": {"length": "9"}}
    groups = {(one["key"]["skipper"] or {}).get("firstName"): one["count"] for one in data["all"]["groups"]}
    assert groups == {"Ona": 2, None: 1}


async def test_a_reference_gives_its_target_a_list(crm: Crm) -> None:
    await boats(crm)
    ona = await contact(crm, "Ona")
    await boat(crm, "Žuvėdra", skipperId=ona)
    data = await crm.data(
        """query ($id: ID!) {
          contact(id: $id) { boats { totalCount nodes { name skipper { firstName } } } }
          contacts(filter: {boats: {some: {name: {startsWith: "žu"}}}}) { nodes { id } }
        }""",
        id=ona,
    )
    assert data["contact"]["boats"] == {
        "totalCount": 1,
        "nodes": [{"name": "Žuvėdra", "skipper": {"firstName": "Ona"}}],
    }
    assert data["contacts"]["nodes"] == [{"id": ona}]


async def test_other_entities_and_itself_refer_to_it(crm: Crm) -> None:
    tender = {"key": "tenders", "kind": "MULTI_REFERENCE", "targetEntity": "Boat", "inverse": "tenderOf"}
    await boats(crm, [tender])
    berth = await create_entity(
        crm,
        name="Berth",
        plural="berths",
        fields=[
            {"key": "number", "kind": "TEXT"},
            {"key": "boat", "kind": "REFERENCE", "targetEntity": "Boat", "inverse": "berths"},
        ],
    )
    assert berth["userErrors"] == []
    favourite = {"entity": "Contact", "key": "favourite", "kind": "REFERENCE", "targetEntity": "Boat"}
    assert (await change(crm, CREATE_FIELD, input=favourite))["userErrors"] == []
    small = await boat(crm, "Valtelė")
    big = await boat(crm, "Burlaivis", tendersIds=[small])
    made = await crm.data(
        'mutation ($boat: ID!) { createBerth(input: {number: "A1", boatId: $boat}) { berth { id } }'
        ' createContact(input: {firstName: "Jan", favouriteId: $boat}) { contact { id } } }',
        boat=big,
    )
    data = await crm.data(
        """query ($small: ID!, $berth: ID!, $contact: ID!) {
          boat(id: $small) { tenderOf { nodes { name berths { nodes { number } } } } }
          berth(id: $berth) { boat { name tenders { nodes { name } } } }
          contact(id: $contact) { favourite { displayName } }
        }""",
        small=small,
        berth=made["createBerth"]["berth"]["id"],
        contact=made["createContact"]["contact"]["id"],
    )
    assert data["boat"]["tenderOf"]["nodes"] == [
        {"name": "Burlaivis", "berths": {"nodes": [{"number": "A1"}]}}
    ]
    assert data["berth"]["boat"] == {"name": "Burlaivis", "tenders": {"nodes": [{"name": "Valtelė"}]}}
    assert data["contact"]["favourite"] == {"displayName": "Burlaivis"}


async def test_a_reference_to_a_record_of_another_entity_is_refused(crm: Crm) -> None:
    await boats(crm)
    other = await boat(crm, "Kiras")
    refused = await crm.data(CREATE_BOAT, input={"name": "Žuvėdra", "skipperId": other})
    (error,) = refused["createBoat"]["userErrors"]
    assert (error["code"], error["field"]) == ("NOT_FOUND", ["skipperId"])


async def test_the_database_keeps_unique_values_apart(crm: Crm) -> None:
    await boats(crm)
    await boat(crm, "Žuvėdra", registration="LT-1")
    refused = await crm.data(CREATE_BOAT, input={"name": "Kiras", "registration": "lt-1"})
    (error,) = refused["createBoat"]["userErrors"]
    assert (error["code"], error["field"]) == ("DUPLICATE", ["registration"])


async def test_any_record_is_found_by_its_id(crm: Crm) -> None:
    await boats(crm)
    ona, id_ = await contact(crm, "Ona"), await boat(crm, "Žuvėdra")
    document = "... on Record { recordType displayName version } ... on Boat { name }"
    data = await crm.data(
        f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename {document} }}"
        f" spine: nodes(ids: $ids) {{ __typename ... on Record {{ recordType displayName }} }} }}",
        ids=[id_, ona],
    )
    assert data["nodes"] == [
        {
            "__typename": "Boat",
            "recordType": "Boat",
            "displayName": "Žuvėdra",
            "version": 1,
            "name": "Žuvėdra",
        },
        {"__typename": "Contact", "recordType": "Contact", "displayName": "Ona", "version": 1},
    ]
    assert data["spine"] == [
        {"__typename": "Boat", "recordType": "Boat", "displayName": "Žuvėdra"},
        {"__typename": "Contact", "recordType": "Contact", "displayName": "Ona"},
    ]


async def test_the_feed_and_the_past_tell_of_its_records_by_its_name(crm: Crm) -> None:
    await boats(crm)
    ona, id_ = await contact(crm, "Ona"), await boat(crm, "Žuvėdra")
    feed = "nodes { id entity kind changedFields record { displayName recordType } }"
    data = await crm.data(
        f'query ($id: ID!) {{ boats: changes(entities: ["Boat"]) {{ {feed} }} all: changes {{ {feed} }}'
        " boat(id: $id) { createdAt } }",
        id=id_,
    )
    past = await crm.data(
        "query ($id: ID!, $at: DateTime!) { recordAsOf(id: $id, at: $at) }",
        id=id_,
        at=data["boat"]["createdAt"],
    )
    told = {
        "id": id_,
        "entity": "Boat",
        "kind": "CREATED",
        "changedFields": ["name", "owner"],
        "record": {"displayName": "Žuvėdra", "recordType": "Boat"},
    }
    assert data["boats"]["nodes"] == [told]
    assert [one["id"] for one in data["all"]["nodes"]][-2:] == [ona, id_]
    assert data["all"]["nodes"][-1] == told
    assert (past["recordAsOf"]["recordType"], past["recordAsOf"]["name"]) == ("Boat", "Žuvėdra")


async def test_members_see_and_change_the_records_of_their_teams(crm: Crm) -> None:
    await boats(crm)
    member, stranger = await crm.user("Ona"), await crm.user("Петър")
    own = await boat(crm, "Žuvėdra", member)
    foreign = await boat(crm, "Kiras", stranger)
    seen = await crm.data("{ boats { totalCount nodes { id } } }", actor=member)
    assert seen["boats"] == {"totalCount": 1, "nodes": [{"id": own}]}
    assert (await crm.data(ONE, actor=member, id=foreign))["boat"] is None
    refused = await crm.data(
        'mutation ($id: ID!) { updateBoat(id: $id, input: {name: "Mano"}) { userErrors { code } } }',
        actor=member,
        id=foreign,
    )
    assert refused["updateBoat"]["userErrors"] == [{"code": "NOT_FOUND"}]
    node = await crm.data("query ($id: ID!) { node(id: $id) { id } }", actor=member, id=foreign)
    assert node["node"] is None


async def test_fields_join_it_as_they_join_any_entity(crm: Crm) -> None:
    await boats(crm)
    id_ = await boat(crm, "Žuvėdra")
    given = {"entity": "Boat", "key": "sails", "kind": "INTEGER", "default": 2}
    assert (await change(crm, CREATE_FIELD, input=given))["userErrors"] == []
    later = await boat(crm, "Kiras")
    data = await crm.data(
        "query ($a: ID!, $b: ID!) { a: boat(id: $a) { sails } b: boat(id: $b) { sails } }", a=id_, b=later
    )
    assert (data["a"], data["b"]) == ({"sails": None}, {"sails": 2})
    renamed = await crm.data(
        'mutation { renameField(entity: "Boat", key: "sails", newKey: "sailCount") { userErrors { code } } }'
    )
    assert renamed["renameField"]["userErrors"] == []
    assert (await crm.data("query ($b: ID!) { boat(id: $b) { sailCount } }", b=later))["boat"] == {
        "sailCount": 2
    }


async def test_a_field_with_an_index_gets_one(crm: Crm) -> None:
    deep = {"key": "draught", "kind": "DECIMAL", "indexed": True}
    made = await create_entity(crm, fields=[*BOAT["fields"], deep])
    assert made["job"]["kind"] == "field.index"
    await crm.run_jobs()
    data = await crm.data("{ catalog { entities { name fields { key index { state } } } } }")
    (entity,) = (one for one in data["catalog"]["entities"] if one["name"] == "Boat")
    assert {"key": "draught", "index": {"state": "READY"}} in entity["fields"]


async def test_members_cannot_define_entities(crm: Crm) -> None:
    member = await crm.user("Max")
    payload = await create_entity(crm, actor=member)
    (error,) = payload["userErrors"]
    assert (error["code"], payload["entity"]) == ("FORBIDDEN", None)
    assert "Boat" not in crm.workspace.live.versions.catalog.entities


@pytest.mark.parametrize(
    ("changed", "code", "path", "text"),
    [
        ({"name": "boat"}, "VALIDATION", ["name"], 'Try "Boat".'),
        ({"name": "Mano laivas"}, "VALIDATION", ["name"], 'Try "ManoLaivas".'),
        ({"name": "قایق"}, "VALIDATION", ["name"], "expected a capital letter"),
        ({"name": 'B"; DROP TABLE record; --'}, "VALIDATION", ["name"], "expected a capital letter"),
        ({"name": "B" * 64}, "VALIDATION", ["name"], "up to 62 letters"),
        ({"plural": "Boats"}, "VALIDATION", ["plural"], 'Try "boats".'),
        ({"plural": "boat"}, "VALIDATION", ["plural"], '"boatList"'),
        ({"plural": ""}, "VALIDATION", ["plural"], "cannot be the name of a list"),
        ({"label": {"en": " "}}, "VALIDATION", ["label"], "is empty"),
        ({"pluralLabel": {"lietuvių": "Laivai"}}, "VALIDATION", ["pluralLabel"], "is no language"),
        ({"description": "x" * 2_001}, "VALIDATION", ["description"], "more than 2,000"),
        ({"name": "Contact"}, "DUPLICATE", ["name"], 'entity "Contact" of module "people"'),
        ({"name": "ContactFilter"}, "DUPLICATE", ["name"], 'entity "Contact" of module "people"'),
        ({"name": "Query"}, "DUPLICATE", ["name"], "the core has already taken"),
        ({"name": "Catalog"}, "DUPLICATE", ["name"], "the core has already taken"),
        ({"name": "Cursor"}, "DUPLICATE", ["name"], 'the member "cursor" of payloads and changes'),
        ({"name": "URL"}, "DUPLICATE", ["name"], "has already taken"),
        ({"name": "Field"}, "DUPLICATE", ["name"], '"CreateFieldInput"'),
        ({"plural": "contacts"}, "DUPLICATE", ["plural"], 'the type "ContactsPayload"'),
        ({"plural": "jobs"}, "DUPLICATE", ["plural"], "the core has already taken"),
        ({"fields": []}, "REQUIRED", ["fields"], "needs a field that its records are called by"),
        ({"display": ["nmae"]}, "VALIDATION", ["display", "0"], 'Did you mean "name"?'),
        ({"display": ["name", "skipper"]}, "VALIDATION", ["display", "1"], "REFERENCE, which makes no name"),
        ({"display": []}, "VALIDATION", ["display"], "expected 1 to 5"),
        ({"display": ["name", "name"]}, "VALIDATION", ["display"], "each once"),
    ],
)
async def test_what_cannot_stand_is_refused_with_the_way_out(
    crm: Crm, changed: dict[str, Any], code: str, path: list[str], text: str
) -> None:
    payload = await create_entity(crm, **changed)
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"]) == (code, path)
    assert text in error["message"], error["message"]
    assert payload["entity"] is None
    assert await value(crm, "SELECT count(*) FROM custom_entity") == 0


@pytest.mark.parametrize(
    ("given", "code", "path", "text"),
    [
        ({"key": "Bad key"}, "VALIDATION", "key", 'Try "badKey".'),
        ({"key": "id"}, "DUPLICATE", "key", "which the core has already taken"),
        ({"key": "name"}, "DUPLICATE", "key", 'which custom field "name" has already taken'),
        ({"min": "3", "max": "1", "kind": "INTEGER"}, "VALIDATION", "min", "more than"),
        ({"kind": "CHOICE"}, "REQUIRED", "options", "option"),
        ({"kind": "REFERENCE", "targetEntity": "Boot"}, "NOT_FOUND", "targetEntity", 'Did you mean "Boat"'),
        ({"inverse": "parents"}, "VALIDATION", "inverse", "an option of references"),
        (
            {"kind": "REFERENCE", "targetEntity": "Contact", "inverse": "Boats"},
            *("VALIDATION", "inverse", 'Try "boats".'),
        ),
        (
            {"kind": "REFERENCE", "targetEntity": "Contact", "inverse": "firstName"},
            *("DUPLICATE", "inverse", 'which field "firstName" of module "people" has already taken'),
        ),
    ],
)
async def test_faults_of_fields_point_to_them(
    crm: Crm, given: dict[str, Any], code: str, path: str, text: str
) -> None:
    payload = await create_entity(crm, fields=[NAME, {"key": "other", "kind": "TEXT", **given}])
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"]) == (code, ["fields", "1", path])
    assert text in error["message"], error["message"]
    assert await value(crm, "SELECT count(*) FROM custom_field") == 0


async def test_all_faults_are_told_at_once(crm: Crm) -> None:
    wrong = [{"key": "a", "kind": "CHOICE"}, {"key": "or", "kind": "TEXT"}]
    payload = await create_entity(crm, name="boat", plural="Boats", fields=wrong, display=["b"])
    paths = [error["field"] for error in payload["userErrors"]]
    assert paths == [
        ["name"],
        ["plural"],
        ["fields", "0", "options"],
        ["fields", "1", "key"],
        ["display", "0"],
    ]


async def test_two_entities_do_not_share_a_name(crm: Crm) -> None:
    await boats(crm)
    (error,) = (await create_entity(crm, plural="ships", fields=[NAME]))["userErrors"]
    assert (error["code"], error["field"]) == ("DUPLICATE", ["name"])
    assert 'which custom entity "Boat" has already taken' in error["message"]


async def test_of_two_at_the_same_time_one_is_made(crm: Crm) -> None:
    payloads = await asyncio.gather(*(create_entity(crm, fields=[NAME]) for _ in range(4)))
    codes = [[error["code"] for error in payload["userErrors"]] for payload in payloads]
    assert sorted(codes) == [[], ["DUPLICATE"], ["DUPLICATE"], ["DUPLICATE"]]
    assert await value(crm, "SELECT count(*) FROM custom_entity") == 1
    assert await value(crm, "SELECT count(*) FROM pg_class WHERE relname ~ '^custom_[0-9]+$'") == 1


async def test_different_ones_at_the_same_time_are_all_made(crm: Crm) -> None:
    names = [f"Boat{letter}" for letter in "ABCDEF"]
    payloads = await asyncio.gather(
        *(create_entity(crm, name=name, plural=f"list{name}", fields=[NAME]) for name in names)
    )
    assert [payload["userErrors"] for payload in payloads] == [[]] * len(names)
    assert set(names) <= crm.workspace.live.versions.catalog.entities.keys()


async def test_there_may_be_so_many_and_no_more(crm: Crm) -> None:
    await boats(crm)
    await value(
        crm,
        "INSERT INTO custom_entity (name, definition, created_at) SELECT 'More' || n, definition"
        " || jsonb_build_object('plural', 'listMore' || n), now()"
        f" FROM custom_entity, generate_series(2, {MOST_ENTITIES}) AS n",
    )
    (error,) = (await create_entity(crm, name="Ship", plural="ships", fields=[NAME]))["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID_STATE", [])
    assert f"There are {MOST_ENTITIES} custom entities" in error["message"]


async def test_so_many_fields_come_with_it_and_no_more(crm: Crm) -> None:
    fields = [NAME, *({"key": f"field{n}", "kind": "TEXT"} for n in range(MOST_FIELDS))]
    (error,) = (await create_entity(crm, fields=fields))["userErrors"]
    assert (error["code"], error["field"]) == ("VALIDATION", ["fields"])
    assert (await create_entity(crm, fields=fields[:MOST_FIELDS]))["userErrors"] == []


async def test_its_table_is_what_the_core_declares_and_the_servers_role_cannot_change_it(crm: Crm) -> None:
    await boats(crm)
    table = table_of(crm)
    owner = "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = $1"
    assert await value(crm, owner, table) != await value(crm, "SELECT 'gql_crm_app'")
    rights = "SELECT has_table_privilege('gql_crm_app', $1, 'INSERT')"
    assert await value(crm, rights, table) is True
    assert await value(crm, "SELECT has_table_privilege('gql_crm_app', $1, 'TRUNCATE')", table) is False
