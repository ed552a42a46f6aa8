"""Fields and entities of users get other names, and what had named them goes on as before."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio

from gql_crm.access import Actor
from gql_crm.clock import system_clock
from gql_crm.customization import writing
from gql_crm.records import Records
from gql_crm.testing import Crm, Template, open_crm
from tests.customization.boats import CREATE_BOAT, NAME, RENAME, boat, boats, change, contact, create_entity

RENAME_FIELD = """
mutation ($entity: String!, $key: String!, $to: String!) {
  renameField(entity: $entity, key: $key, newKey: $to) { field { key } userErrors { code field message } }
}
"""
ADD_FIELD = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { code } } }"
CREATE_VIEW = """
mutation ($input: CreateSavedViewInput!) {
  createSavedView(input: $input) { savedView { id } userErrors { code field message } }
}
"""
VIEW = """
query ($id: ID!) { savedView(id: $id) { entity columns filter orderBy problems version
  history(first: 5) { nodes { origin actor { id } } } } }
"""
VIEWS: Mapping[str, Mapping[str, Any]] = {
    "of boats": {
        "entity": "Boat",
        "columns": ["name", "depth", "skipper.firstName", "displayName"],
        "filter": {"and": [{"depth": {"gte": "1.5"}}, {"not": {"skipper": {"firstName": {"eq": "Eva"}}}}]},
        "orderBy": [{"depth": "DESC"}, {"skipper": {"firstName": "ASC"}}],
    },
    "by reference": {"entity": "Boat", "filter": {"or": {"skipperId": {"isNull": False}}}},
    "of skippers": {
        "entity": "Contact",
        "columns": ["depth", "firstName"],
        "filter": {"depth": {"eq": "قایق"}, "boats": {"some": {"depth": {"gt": "2"}}}},
        "orderBy": [{"depth": "ASC"}],
    },
    "of others": {"entity": "Contact", "columns": ["firstName"], "filter": {"firstName": {"eq": "depth"}}},
}
LINKED = """
query ($id: ID!) { vessel(id: $id) {
  displayName tags isFavorite relatedRecords(first: 5) { nodes { relation { key } record { displayName } } }
} }
"""


@dataclass
class Marina:
    """What was there before the names changed."""

    crm: Crm
    member: Actor
    views: dict[str, str] = field(default_factory=dict)
    deep: str = ""
    shallow: str = ""
    before: dict[str, Any] = field(default_factory=dict)

    async def view(self, name: str, actor: Actor | None = None) -> dict[str, Any]:
        found: dict[str, Any] = (await self.crm.data(VIEW, actor=actor, id=self.views[name]))["savedView"]
        return found

    async def listed(self, plural: str, name: str, actor: Actor | None = None) -> list[str]:
        document = f"query ($view: ID!) {{ {plural}(view: $view) {{ nodes {{ displayName }} }} }}"
        data = await self.crm.data(document, actor=actor, view=self.views[name])
        return [node["displayName"] for node in data[plural]["nodes"]]


async def make(crm: Crm, document: str, **variables: Any) -> dict[str, Any]:
    payload = await change(crm, document, **variables)
    assert payload["userErrors"] == []
    return payload


async def save_view(marina: Marina, name: str, view: Mapping[str, Any], actor: Actor | None = None) -> None:
    made = await marina.crm.data(CREATE_VIEW, actor=actor, input={"name": name, **view})
    assert made["createSavedView"]["userErrors"] == []
    marina.views[name] = made["createSavedView"]["savedView"]["id"]


async def furnish(marina: Marina) -> None:
    """Make boats, and everything that names them and their fields."""
    crm = marina.crm
    await boats(crm, [{"key": "depth", "kind": "DECIMAL"}, {"key": "berth", "kind": "TEXT"}])
    own = {"entity": "Contact", "key": "depth", "kind": "TEXT"}
    await make(
        crm,
        ADD_FIELD,
        input=own,
    )
    ona, eva = await contact(crm, "Ona"), await contact(crm, "Eva")
    await make(
        crm,
        'mutation ($id: ID!) { updateContact(id: $id, input: {depth: "قایق"}) { userErrors { code } } }',
        id=ona,
    )
    marina.deep = await boat(crm, "Žuvėdra", depth="2.5", skipperId=ona, berth="A1")
    marina.shallow = await boat(crm, "Kiras", depth="1.5", skipperId=ona, berth="a1")
    await boat(crm, "Лебед", depth="9", skipperId=eva, berth="B2")
    for name, view in VIEWS.items():
        await save_view(marina, name, {**view, "scope": "PUBLIC"})
    await save_view(marina, "private", VIEWS["of boats"], marina.member)
    await save_view(marina, "deleted", VIEWS["of boats"])
    await make(
        crm,
        "mutation ($id: ID!) { deleteSavedView(id: $id) { userErrors { code } } }",
        id=marina.views["deleted"],
    )
    await make(
        crm,
        """mutation { createRelationType(input: {
          key: "MOORED_AT", label: "Moored at", reverseLabel: "Moors", fromEntity: "Boat", toEntity: "Boat"
        }) { userErrors { message } } }""",
    )
    await make(
        crm,
        """mutation { createDuplicateRule(input: {entity: "Boat", name: "sameBerth", fields: ["berth"]}) {
          userErrors { message } } }""",
    )
    await make(
        crm,
        """mutation { createValidationRule(input: {
          entity: "Boat", key: "short", condition: "size(name) < 10", message: {lt: "Per ilgas."}
        }) { userErrors { message } } }""",
    )
    await crm.run_jobs()
    await make(
        crm,
        """mutation ($deep: ID!, $shallow: ID!) { linkRecords(input: {
          fromId: $deep, toId: $shallow, relation: "MOORED_AT"}) { userErrors { message } } }""",
        deep=marina.deep,
        shallow=marina.shallow,
    )
    for document in (
        "mutation ($id: ID!) { favoriteRecord(recordId: $id) { userErrors { message } } }",
        'mutation ($id: ID!) { updateBoat(id: $id, input: {tags: ["burė"]}) { userErrors { message } } }',
    ):
        await make(crm, document, id=marina.deep)
    gone = await boat(crm, "Gone")
    await make(crm, "mutation ($id: ID!) { deleteBoat(id: $id) { userErrors { message } } }", id=gone)


@pytest_asyncio.fixture(scope="module")
async def marina(crm_template: Template) -> AsyncIterator[Marina]:
    """A marina whose boats are vessels from now on, their depth a draught, their skipper a captain."""
    async with open_crm(crm_template) as crm:
        made = Marina(crm, await crm.user("Ivo"))
        await furnish(made)
        made.before = {
            name: await made.listed("boats" if VIEWS[name]["entity"] == "Boat" else "contacts", name)
            for name in VIEWS
        }
        for key, to in (("depth", "draught"), ("skipper", "captain"), ("berth", "place")):
            await make(crm, RENAME_FIELD, entity="Boat", key=key, to=to)
        await make(crm, RENAME, name="Boat", newName="Vessel", newPlural="vessels")
        yield made


async def test_views_list_the_same_records_in_the_same_order(marina: Marina) -> None:
    assert marina.before["of boats"] == ["Žuvėdra", "Kiras"]
    assert marina.before["of skippers"] == ["Ona"]
    for name, names in marina.before.items():
        plural = "vessels" if VIEWS[name]["entity"] == "Boat" else "contacts"
        assert await marina.listed(plural, name) == names, name


async def test_filters_columns_and_orders_have_the_new_names(marina: Marina) -> None:
    view = await marina.view("of boats")
    assert view["entity"] == "Vessel"
    assert view["columns"] == ["name", "draught", "captain.firstName", "displayName"]
    assert view["filter"] == {
        "and": [{"draught": {"gte": "1.5"}}, {"not": {"captain": {"firstName": {"eq": "Eva"}}}}]
    }
    assert view["orderBy"] == [{"draught": "DESC"}, {"captain": {"firstName": "ASC"}}]
    assert view["problems"] is None
    by_reference = await marina.view("by reference")
    assert by_reference["filter"] == {"or": {"captainId": {"isNull": False}}}


async def test_a_field_of_the_same_key_of_another_entity_keeps_its_name(marina: Marina) -> None:
    view = await marina.view("of skippers")
    assert view["columns"] == ["depth", "firstName"]
    assert view["filter"] == {"depth": {"eq": "قایق"}, "boats": {"some": {"draught": {"gt": "2"}}}}
    assert view["orderBy"] == [{"depth": "ASC"}]
    assert view["problems"] is None


async def test_a_view_tells_that_it_followed_and_one_that_names_nothing_of_it_is_untouched(
    marina: Marina,
) -> None:
    followed, untouched = await marina.view("of boats"), await marina.view("of others")
    assert followed["version"] == 4
    newest = followed["history"]["nodes"][0]
    assert (newest["origin"], newest["actor"]["id"]) == ("SYSTEM", str(marina.crm.admin.user_id))
    assert untouched["version"] == 1


async def test_views_of_others_and_those_in_the_trash_follow_too(marina: Marina) -> None:
    private = await marina.view("private", marina.member)
    assert (private["entity"], private["problems"]) == ("Vessel", None)
    await make(
        marina.crm,
        "mutation ($id: ID!) { restoreSavedView(id: $id) { userErrors { message } } }",
        id=marina.views["deleted"],
    )
    assert await marina.listed("vessels", "deleted") == ["Žuvėdra", "Kiras"]


async def test_links_tags_and_marks_are_where_they_were(marina: Marina) -> None:
    read = (await marina.crm.data(LINKED, id=marina.deep))["vessel"]
    assert read == {
        "displayName": "Žuvėdra",
        "tags": ["burė"],
        "isFavorite": True,
        "relatedRecords": {"nodes": [{"relation": {"key": "MOORED_AT"}, "record": {"displayName": "Kiras"}}]},
    }
    lists = await marina.crm.data(
        """{ favorites(entity: "Vessel") { edges { node { __typename displayName } } }
             trash(entity: "Vessel") { edges { node { __typename recordType displayName } } }
             relationTypes(fromEntity: "Vessel") { key fromEntity toEntity } }"""
    )
    assert lists["favorites"]["edges"] == [{"node": {"__typename": "Vessel", "displayName": "Žuvėdra"}}]
    gone = {"__typename": "Vessel", "recordType": "Vessel", "displayName": "Gone"}
    assert lists["trash"]["edges"] == [{"node": gone}]
    own = {"key": "MOORED_AT", "fromEntity": "Vessel", "toEntity": "Vessel"}
    assert own in lists["relationTypes"]


async def test_rules_hold_and_can_be_changed_under_the_new_names(marina: Marina) -> None:
    crm = marina.crm
    long = 'mutation { createVessel(input: {name: "Labai ilgas vardas"}) { userErrors { code message } } }'
    refused = (await crm.data(long))["createVessel"]["userErrors"]
    assert [error["message"] for error in refused] == ["Per ilgas."]
    rules = """{ catalog { entities { name duplicateRules { name entity fields complete }
      validationRules { key entity } } } }"""
    listed = (await crm.data(rules))["catalog"]["entities"]
    own = next(one for one in listed if one["name"] == "Vessel")
    same = {"name": "sameBerth", "entity": "Vessel", "fields": ["place"], "complete": True}
    assert own["duplicateRules"] == [same]
    assert own["validationRules"] == [{"key": "short", "entity": "Vessel"}]
    found = await crm.data(
        "query ($id: ID!) { findDuplicateVessels(id: $id) { record { displayName } } }", id=marina.deep
    )
    assert found["findDuplicateVessels"] == [{"record": {"displayName": "Kiras"}}]
    for document in (
        'updateDuplicateRule(entity: "Vessel", name: "sameBerth", input: {score: 0.9})',
        'updateValidationRule(entity: "Vessel", key: "short", input: {enabled: false})',
        'updateRelationType(key: "MOORED_AT", input: {label: "Prie"})',
    ):
        await make(crm, f"mutation {{ {document} {{ userErrors {{ message }} }} }}")


async def test_nothing_of_it_meets_a_later_entity_of_the_old_name(marina: Marina) -> None:
    crm = marina.crm
    assert (await create_entity(crm, fields=[NAME]))["userErrors"] == []
    long = 'mutation { createBoat(input: {name: "Labai ilgas vardas"}) { userErrors { code } } }'
    assert (await crm.data(long))["createBoat"]["userErrors"] == []
    types = await crm.data('{ relationTypes(fromEntity: "Boat") { key } }')
    assert "MOORED_AT" not in [one["key"] for one in types["relationTypes"]]


async def test_a_plan_says_that_views_and_rules_follow(marina: Marina) -> None:
    plan = """{ planFieldChange(entity: "Vessel", key: "place", change: {rename: "berth"}) {
      breaks { kind name } userErrors { code } } }"""
    assert (await marina.crm.data(plan))["planFieldChange"] == {"breaks": [], "userErrors": []}


CONDITIONS = """{ catalog { entities { name
  fields { key requiredWhen visibleWhen uniqueWithin } validationRules { key condition fields } } } }"""


async def of_entity(crm: Crm, name: str) -> dict[str, Any]:
    entities = (await crm.data(CONDITIONS))["catalog"]["entities"]
    found: dict[str, Any] = next(one for one in entities if one["name"] == name)
    return found


async def test_conditions_rules_and_scopes_name_a_field_by_its_other_key(crm: Crm) -> None:
    fields: list[dict[str, Any]] = [
        {"key": "pier", "kind": "TEXT"},
        {"key": "slot", "kind": "TEXT", "unique": True, "uniqueWithin": ["pier"]},
        {"key": "why", "kind": "TEXT", "requiredWhen": 'pier == "pier" && skipperId != null // pier'},
        {"key": "log", "kind": "TEXT", "visibleWhen": "pier != null"},
    ]
    await boats(crm, fields)
    rule = {"entity": "Boat", "key": "both", "condition": "size(pier) < 5", "fields": ["pier"]}
    await make(
        crm,
        """mutation ($input: CreateValidationRuleInput!) {
          createValidationRule(input: $input) { userErrors { message } } }""",
        input={**rule, "message": {"bg": "Дълго е."}},
    )
    await make(crm, RENAME_FIELD, entity="Boat", key="pier", to="quay")
    await make(crm, RENAME_FIELD, entity="Boat", key="skipper", to="captain")
    boat_ = await of_entity(crm, "Boat")
    assert boat_["validationRules"] == [{"key": "both", "condition": "size(quay) < 5", "fields": ["quay"]}]
    named = {one["key"]: one for one in boat_["fields"]}
    assert named["slot"]["uniqueWithin"] == ["quay"]
    assert named["why"]["requiredWhen"] == 'quay == "pier" && captainId != null // pier'
    assert named["log"]["visibleWhen"] == "quay != null"
    ona = await contact(crm, "Ona")
    given = {"name": "A", "quay": "pier", "captainId": ona, "slot": "1"}
    for more, expected in (
        ({}, [("REQUIRED", ["why"])]),
        ({"why": "x"}, []),
        ({"why": "x"}, [("DUPLICATE", ["slot"])]),
        ({"quay": "too far"}, [("VALIDATION", ["quay"])]),
    ):
        made = (await crm.data(CREATE_BOAT, input={**given, **more}))["createBoat"]
        assert [(one["code"], one["field"]) for one in made["userErrors"]] == expected


async def test_conditions_of_fields_of_modules_follow_a_custom_field_of_theirs(crm: Crm) -> None:
    await make(crm, ADD_FIELD, input={"entity": "Contact", "key": "vip", "kind": "BOOLEAN"})
    await make(
        crm,
        """mutation { updateField(entity: "Contact", key: "email", input: {requiredWhen: "vip == true"}) {
          userErrors { message } } }""",
    )
    await make(crm, RENAME_FIELD, entity="Contact", key="vip", to="important")
    fields = (await of_entity(crm, "Contact"))["fields"]
    assert [one["requiredWhen"] for one in fields if one["key"] == "email"] == ["important == true"]


async def test_a_name_that_a_condition_uses_for_something_else_is_refused(crm: Crm) -> None:
    marks = {"key": "marks", "kind": "MULTI_CHOICE", "options": [{"value": "red"}, {"value": "blue"}]}
    await boats(crm, [marks, {"key": "mark", "kind": "TEXT"}])
    await make(
        crm,
        """mutation { createValidationRule(input: {
          entity: "Boat", key: "own", condition: "marks.all(m, m != mark)", message: "Ne."
        }) { userErrors { message } } }""",
    )
    (error,) = (await change(crm, RENAME_FIELD, entity="Boat", key="mark", to="m"))["userErrors"]
    assert (error["code"], error["field"]) == ("IN_USE", ["newKey"])
    assert 'the rule "own" would say something else then' in error["message"]
    assert (await of_entity(crm, "Boat"))["validationRules"][0]["condition"] == "marks.all(m, m != mark)"
    await make(crm, RENAME_FIELD, entity="Boat", key="mark", to="sign")
    assert (await of_entity(crm, "Boat"))["validationRules"][0]["condition"] == "marks.all(m, m != sign)"


async def test_a_view_that_is_being_saved_under_the_old_name_follows_too(crm: Crm) -> None:
    await make(crm, ADD_FIELD, input={"entity": "Contact", "key": "depth", "kind": "DECIMAL"})
    live, database = crm.workspace.live, crm.workspace.database
    versions, settings = live.versions, live.settings
    async with writing(database, versions.catalog.version) as (connection, holds):
        assert holds
        profile = versions.profile(crm.admin.role_keys)
        made_of = (connection, versions.catalog, crm.admin, profile, system_clock(), settings.value_context)
        view = {"name": "Gilūs", "entity": "Contact", "filter": {"depth": {"gt": "1"}}}
        renaming = asyncio.create_task(make(crm, RENAME_FIELD, entity="Contact", key="depth", to="draught"))
        ref = await Records(*made_of, schema=versions.unrestricted.schema).create("SavedView", view)
        done, _ = await asyncio.wait({renaming}, timeout=0.2)
        assert not done
    await renaming
    found = (await crm.data(VIEW, id=str(ref.id)))["savedView"]
    assert (found["filter"], found["problems"]) == ({"draught": {"gt": "1"}}, None)
