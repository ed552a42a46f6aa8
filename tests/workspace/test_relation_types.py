"""Relation types that users make: live at the next request, and never lost to a module."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from gql_crm import RelationType
from gql_crm.testing import Crm, Template, open_crm
from tests.plugins.declarations import entity, module
from tests.workspace.test_modules import DISABLE, ENABLE, refusal, switched
from tests.workspace.workers import two_workers

CREATE = """
mutation ($input: CreateRelationTypeInput!) {
  createRelationType(input: $input) {
    relationType { id key label reverseLabel fromEntity toEntity symmetric rollUp active origin }
    catalogVersion warnings { code } userErrors { code field message }
  }
}
"""
UPDATE = """
mutation ($key: String!, $input: UpdateRelationTypeInput!) {
  updateRelationType(key: $key, input: $input) {
    relationType { id key label reverseLabel rollUp active } userErrors { code field message }
  }
}
"""
DELETE = """
mutation ($key: String!) { deleteRelationType(key: $key) { deletedKey userErrors { code field message } } }
"""
LINK = """
mutation ($from: ID!, $to: ID!, $relation: String!) {
  linkRecords(input: {fromId: $from, toId: $to, relation: $relation}) {
    from { ... on Contact { relatedRecords { nodes { label record { displayName } } } } }
    userErrors { code field message }
  }
}
"""
UNLINK = LINK.replace("linkRecords", "unlinkRecords")
RELATED = """
query ($id: ID!) { contact(id: $id) { relatedRecords { totalCount nodes { label relation { key label } } } } }
"""
OF_ONE = """
query ($id: ID!, $key: String) { contact(id: $id) { relatedRecords(relation: $key) { totalCount } } }
"""
KEYS = "query ($from: String, $to: String) { relationTypes(fromEntity: $from, toEntity: $to) { key origin } }"

CELLARS = module(
    "cellars",
    entity("Cellar", "cellars"),
    requires=("people",),
    relation_types=(
        RelationType(
            key="KEY_HOLDER",
            label={"en": "Key holder"},
            reverse_label={"en": "Cellar"},
            from_entity="Contact",
            to_entity="Cellar",
        ),
    ),
)
LATE = module(
    "late",
    requires=("people",),
    relation_types=(RelationType(key="KEY_HOLDER", label={"en": "Holder of keys"}),),
)


async def create(crm: Crm, key: str, **more: Any) -> dict[str, Any]:
    given = {"key": key, "label": {"en": key.capitalize()}, **more}
    payload: dict[str, Any] = (await crm.data(CREATE, input=given))["createRelationType"]
    return payload


async def couple(crm: Crm) -> tuple[str, str]:
    """Two contacts."""
    one = await crm.create("Contact", {"firstName": "Rūta", "lastName": "Šapokienė"})
    other = await crm.create("Contact", {"firstName": "علی", "lastName": "کریمی"})
    return str(one.id), str(other.id)


async def link(crm: Crm, ends: tuple[str, str], relation: str, document: str = LINK) -> dict[str, Any]:
    given: dict[str, Any] = {"from": ends[0], "to": ends[1], "relation": relation}
    (payload,) = (await crm.data(document, **given)).values()
    answer: dict[str, Any] = payload
    return answer


async def related(crm: Crm, id_: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await crm.data(RELATED, id=id_))["contact"]["relatedRecords"]
    return answer


async def keys(crm: Crm, **arguments: Any) -> set[str]:
    return {one["key"] for one in (await crm.data(KEYS, **arguments))["relationTypes"]}


def only_error(payload: dict[str, Any]) -> tuple[str, list[str], str]:
    (error,) = payload["userErrors"]
    return error["code"], error["field"], error["message"]


@pytest_asyncio.fixture(scope="module")
async def cellars_template(crm_template: Template) -> Template:
    return await crm_template.with_modules([CELLARS, LATE])


@pytest_asyncio.fixture
async def cellars(cellars_template: Template) -> AsyncIterator[Crm]:
    """A CRM with a module that has a relation type, and one that wants the same key and is left out."""
    async with open_crm(cellars_template) as crm:
        yield crm


async def test_a_relation_type_is_made_and_used_in_one_document(crm: Crm) -> None:
    ends = await couple(crm)
    given: dict[str, Any] = {"from": ends[0], "to": ends[1]}
    data = await crm.data(
        """
        mutation ($from: ID!, $to: ID!) {
          createRelationType(input: {
            key: "GODPARENT", label: {lt: "Krikštatėvis", en: "Godparent"}, reverseLabel: "Godchild",
            fromEntity: "Contact", toEntity: "Contact"
          }) { relationType { key label reverseLabel symmetric rollUp origin } userErrors { message } }
          linkRecords(input: {fromId: $from, toId: $to, relation: "GODPARENT"}) {
            from { ... on Contact { relatedRecords { nodes { label direction } } } } userErrors { message }
          }
        }
        """,
        **given,
    )
    assert data["createRelationType"]["relationType"] == {
        "key": "GODPARENT",
        "label": "Godparent",
        "reverseLabel": "Godchild",
        "symmetric": False,
        "rollUp": True,
        "origin": "custom",
    }
    (node,) = data["linkRecords"]["from"]["relatedRecords"]["nodes"]
    assert node == {"label": "Godchild", "direction": "OUTGOING"}
    assert (await related(crm, ends[1]))["nodes"][0]["label"] == "Godparent"


async def test_without_a_reverse_label_it_reads_the_same_from_both_sides(crm: Crm) -> None:
    symmetric = [
        (await create(crm, key, **more))["relationType"]["symmetric"]
        for key, more in (
            ("NEIGHBOUR", {}),
            ("FRIEND", {"fromEntity": "Contact", "toEntity": "Contact"}),
            ("SUPPLIER", {"fromEntity": "Organization"}),
            ("MENTOR", {"symmetric": False}),
            ("TEACHER", {"reverseLabel": {"en": "Pupil"}}),
        )
    ]
    assert symmetric == [True, True, False, False, False]


async def test_what_is_wrong_with_it_is_said_at_the_members(crm: Crm) -> None:
    payload = await create(
        crm,
        "best friend",
        label={"en": " ", "x y": "z"},
        fromEntity="Contcat",
        reverseLabel="R",
        symmetric=True,
    )
    assert payload["relationType"] is None
    assert [(one["code"], one["field"]) for one in payload["userErrors"]] == [
        ("VALIDATION", ["key"]),
        ("VALIDATION", ["label"]),
        ("VALIDATION", ["label"]),
        ("VALIDATION", ["reverseLabel"]),
        ("VALIDATION", ["symmetric"]),
        ("NOT_FOUND", ["fromEntity"]),
    ]
    assert only_error(await create(crm, "SPOUSE")) == (
        "DUPLICATE",
        ["key"],
        'The module "people" has a relation type "SPOUSE".',
    )
    await create(crm, "NEIGHBOUR")
    assert only_error(await create(crm, "NEIGHBOUR"))[0] == "DUPLICATE"


async def test_only_administrators_make_them(crm: Crm) -> None:
    rasa = await crm.user("Rasa", "member")
    data = await crm.data(CREATE, actor=rasa, input={"key": "NEIGHBOUR", "label": "Kaimynas"})
    assert only_error(data["createRelationType"])[0] == "FORBIDDEN"


async def test_a_changed_one_keeps_its_links_and_its_id(crm: Crm) -> None:
    ends = await couple(crm)
    made = (await create(crm, "NEIGHBOUR"))["relationType"]
    await link(crm, ends, "NEIGHBOUR")
    assert (await related(crm, ends[0]))["nodes"][0]["label"] == "Neighbour"
    given = {"key": "NEIGHBOR", "label": {"en": "Neighbor"}, "rollUp": False, "active": False}
    changed = (await crm.data(UPDATE, key="NEIGHBOUR", input=given))["updateRelationType"]["relationType"]
    assert changed == {
        "id": made["id"],
        "key": "NEIGHBOR",
        "label": "Neighbor",
        "reverseLabel": "Neighbor",
        "rollUp": False,
        "active": False,
    }
    (node,) = (await related(crm, ends[0]))["nodes"]
    assert node == {"label": "Neighbor", "relation": {"key": "NEIGHBOR", "label": "Neighbor"}}


async def test_an_inactive_one_makes_no_new_links_and_lets_old_ones_go(crm: Crm) -> None:
    ends = await couple(crm)
    await create(crm, "NEIGHBOUR")
    await link(crm, ends, "NEIGHBOUR")
    await crm.data(UPDATE, key="NEIGHBOUR", input={"active": False})
    assert (await link(crm, ends, "NEIGHBOUR"))["userErrors"] == []  # it is there already
    assert (await link(crm, ends, "NEIGHBOUR", UNLINK))["userErrors"] == []
    assert only_error(await link(crm, ends, "NEIGHBOUR"))[:2] == ("INVALID_STATE", ["relation"])


async def test_one_that_is_in_use_is_not_deleted(crm: Crm) -> None:
    ends = await couple(crm)
    await create(crm, "NEIGHBOUR")
    await link(crm, ends, "NEIGHBOUR")
    assert only_error((await crm.data(DELETE, key="NEIGHBOUR"))["deleteRelationType"])[:2] == (
        "IN_USE",
        ["key"],
    )
    await link(crm, ends, "NEIGHBOUR", UNLINK)
    payload = (await crm.data(DELETE, key="NEIGHBOUR"))["deleteRelationType"]
    assert payload == {"deletedKey": "NEIGHBOUR", "userErrors": []}
    assert "NEIGHBOUR" not in await keys(crm)
    assert (await create(crm, "NEIGHBOUR"))["userErrors"] == []


@pytest.mark.parametrize(("key", "code"), [("SPOUSE", "FORBIDDEN"), ("SPOUS", "NOT_FOUND")])
async def test_those_of_modules_are_the_modules_own(crm: Crm, key: str, code: str) -> None:
    change: dict[str, Any] = {"input": {"active": False}}
    for document, more in ((UPDATE, change), (DELETE, {})):
        (payload,) = (await crm.data(document, key=key, **more)).values()
        assert only_error(payload)[:2] == (code, ["key"])


async def test_they_are_listed_by_the_entities_that_they_join(cellars: Crm) -> None:
    await create(cellars, "SUPPLIER", fromEntity="Organization", toEntity="Organization")
    of_cellars = await keys(cellars, to="Cellar")
    assert {"KEY_HOLDER", "OWNER", "TENANT"} <= of_cellars
    assert not {"SPOUSE", "SUPPLIER"} & of_cellars
    assert {"SUPPLIER", "OWNER"} <= await keys(cellars, **{"from": "Organization", "to": "Organization"})
    answer = await cellars.execute(KEYS, {"from": "Celar"})
    assert answer["errors"][0]["message"] == 'fromEntity: there is no entity "Celar". Did you mean "Cellar"?'
    listed = (await cellars.data("{ catalog { relationTypes { key } } }"))["catalog"]["relationTypes"]
    assert {one["key"] for one in listed} == await keys(cellars)


async def test_a_new_one_is_there_at_the_next_request_to_a_worker_that_hears_nothing(
    crm_template: Template,
) -> None:
    async with two_workers(crm_template) as workers:
        ends = await couple(workers.speaking)
        await create(workers.speaking, "LISTED")
        assert "LISTED" in await keys(workers.deaf)
        await create(workers.speaking, "LINKED")
        assert (await link(workers.deaf, ends, "LINKED"))["userErrors"] == []


async def test_links_of_a_new_one_are_read_at_the_next_request(crm_template: Template) -> None:
    async with two_workers(crm_template) as workers:
        ends = await couple(workers.speaking)
        for _ in range(2):
            assert (await related(workers.deaf, ends[0]))["totalCount"] == 0  # cold, then warm
        await create(workers.speaking, "NEIGHBOUR")
        await link(workers.speaking, ends, "NEIGHBOUR")
        assert [one["label"] for one in (await related(workers.deaf, ends[0]))["nodes"]] == ["Neighbour"]
        await create(workers.speaking, "FRIEND")
        await link(workers.speaking, ends, "FRIEND")
        data = await workers.deaf.data(OF_ONE, id=ends[0], key="FRIEND")
        assert data["contact"]["relatedRecords"]["totalCount"] == 1
        await workers.speaking.data(UPDATE, key="FRIEND", input={"label": {"en": "Best friend"}})
        labels = {one["label"] for one in (await related(workers.deaf, ends[0]))["nodes"]}
        assert labels == {"Neighbour", "Best friend"}


async def test_a_statement_that_is_kept_serves_every_language(crm: Crm) -> None:
    ends = await couple(crm)
    await link(crm, ends, "SPOUSE")
    labels = []
    for language in ("en", "lt", "fa", "en"):
        answer = await crm.execute(RELATED, {"id": ends[0]}, languages=(language,))
        labels.append(answer["data"]["contact"]["relatedRecords"]["nodes"][0]["label"])
    assert labels == ["Spouse", "Sutuoktinis (-ė)", "همسر", "Spouse"]


async def test_links_of_a_module_that_is_switched_off_wait_for_it(cellars: Crm) -> None:
    ends = await couple(cellars)
    cellar = str((await cellars.create("Cellar", {"title": "Rūsys"})).id)
    assert (await link(cellars, (ends[0], cellar), "KEY_HOLDER"))["userErrors"] == []
    await create(cellars, "DIGGER", fromEntity="Contact", toEntity="Cellar", reverseLabel="Dug")
    await link(cellars, (ends[0], cellar), "DIGGER")
    before = await related(cellars, ends[0])
    assert before["totalCount"] == 2
    await switched(cellars, DISABLE, "late")
    await switched(cellars, DISABLE, "cellars")
    assert (await related(cellars, ends[0]))["totalCount"] == 0
    assert not {"KEY_HOLDER", "DIGGER"} & await keys(cellars)
    assert only_error(await create(cellars, "DIGGER"))[:2] == ("DUPLICATE", ["key"])
    await switched(cellars, ENABLE, "cellars")
    assert await related(cellars, ends[0]) == before


async def test_the_later_of_two_modules_with_one_key_is_left_out_and_both_are_named(cellars: Crm) -> None:
    (problem,) = (await cellars.data("{ catalog { problems { origin message } } }"))["catalog"]["problems"]
    assert problem["origin"] == "late"
    assert problem["message"].endswith(
        'relation type "KEY_HOLDER" of module "late" has a key that module "cellars" has already taken.'
    )


async def test_a_module_does_not_take_the_key_of_a_users_relation_type(cellars: Crm) -> None:
    for name in ("late", "cellars"):
        await switched(cellars, DISABLE, name)
    await create(cellars, "KEY_HOLDER")
    code, message = await refusal(cellars, ENABLE, "late")
    assert code == "VALIDATION"
    assert '"KEY_HOLDER"' in message
    assert "updateRelationType" in message
    await cellars.data(UPDATE, key="KEY_HOLDER", input={"key": "PORTER"})
    await switched(cellars, ENABLE, "late")


async def test_a_release_that_takes_a_users_key_leaves_the_links_there(cellars: Crm) -> None:
    """As after an upgrade: the module was not there when the user chose the key."""
    for name in ("late", "cellars"):
        await switched(cellars, DISABLE, name)
    ends = await couple(cellars)
    await create(cellars, "KEY_HOLDER")
    await link(cellars, ends, "KEY_HOLDER")
    async with cellars.workspace.database.connection() as connection:
        await connection.execute("UPDATE module_state SET enabled = true WHERE name = 'late'")
        await connection.execute("UPDATE catalog_state SET version = version + 1")
    await cellars.workspace.live.refresh()
    (node,) = (await related(cellars, ends[0]))["nodes"]
    assert node == {"label": "Key_holder", "relation": {"key": "KEY_HOLDER_CUSTOM", "label": "Key_holder"}}
    (problem,) = (await cellars.data("{ catalog { problems { message } } }"))["catalog"]["problems"]
    assert '"late"' in problem["message"]
    renamed = await cellars.data(UPDATE, key="KEY_HOLDER_CUSTOM", input={"key": "PORTER"})
    assert renamed["updateRelationType"]["relationType"]["key"] == "PORTER"


def test_a_relation_type_is_frozen() -> None:
    declared = CELLARS.relation_types[0]
    assert replace(declared, key="OTHER").key == "OTHER"
    with pytest.raises(AttributeError):
        declared.key = "OTHER"  # type: ignore[misc] # that is what is tested
