"""Entities of users change while they are used: what they are called, whether they are written."""

from typing import Any
from uuid import UUID

import pytest

from gql_crm.errors import UserErrors
from gql_crm.testing import Crm
from tests.customization.boats import (
    CREATE_FIELD,
    DELETE,
    RENAME,
    RESTORE,
    RETIRE,
    UPDATE,
    boat,
    boats,
    change,
    contact,
    create_entity,
)

HISTORY = """
query ($id: ID!) {
  node(id: $id) { ... on Record { history { nodes { id field oldValue newValue } } } }
}
"""
DELETE_FIELD = """
mutation ($key: String!) {
  deleteField(entity: "Boat", key: $key, confirm: $key) { userErrors { code field message } }
}
"""


async def name_of(crm: Crm, id_: str) -> str:
    name: str = (await crm.data("query ($id: ID!) { boat(id: $id) { displayName } }", id=id_))["boat"][
        "displayName"
    ]
    return name


async def test_labels_and_the_description_change(crm: Crm) -> None:
    await boats(crm)
    given = {"label": {"lt": "Jachta", "cs": "Jachta"}, "pluralLabel": None, "description": "Burinė jachta."}
    payload = await change(crm, UPDATE, name="Boat", input=given)
    assert payload["userErrors"] == []
    told = ("label", "pluralLabel", "description", "display")
    assert [payload["entity"][key] for key in told] == ["Jachta", "boats", "Burinė jachta.", ["name"]]
    assert '"""Burinė jachta."""\ntype Boat ' in await crm.workspace.sdl(crm.admin)


async def test_records_are_called_by_other_fields_once_a_job_has_gone_through_them(crm: Crm) -> None:
    await boats(crm)
    first, second = await boat(crm, "Žuvėdra", registration="LT-1"), await boat(crm, "Kiras")
    deleted = await boat(crm, "Gervė", registration="LT-3")
    await crm.data("mutation ($id: ID!) { deleteBoat(id: $id) { deletedId } }", id=deleted)
    payload = await change(crm, UPDATE, name="Boat", input={"display": ["registration", "name"]})
    assert (payload["userErrors"], payload["job"]["kind"]) == ([], "entity.names")
    new = await boat(crm, "Lokys", registration="LT-4")
    assert await name_of(crm, new) == "LT-4 Lokys"
    await crm.run_jobs()
    assert [await name_of(crm, id_) for id_ in (first, second, deleted)] == [
        "LT-1 Žuvėdra",
        "Kiras",
        "LT-3 Gervė",
    ]
    assert (await crm.data("query ($id: ID!) { boat(id: $id) { version } }", id=first))["boat"][
        "version"
    ] == 1


@pytest.mark.parametrize(
    ("display", "path"), [(["nobody"], ["display", "0"]), ([], ["display"]), (["skipper"], ["display", "0"])]
)
async def test_what_makes_no_name_is_refused(crm: Crm, display: list[str], path: list[str]) -> None:
    await boats(crm)
    payload = await change(crm, UPDATE, name="Boat", input={"display": display})
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"], payload["entity"]) == ("VALIDATION", path, None)


async def test_the_field_that_records_are_called_by_stays(crm: Crm) -> None:
    await boats(crm)
    (error,) = (await change(crm, DELETE_FIELD, key="name"))["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID_STATE", ["key"])
    assert "let updateEntity display another field first" in error["message"]
    retire = 'mutation { retireField(entity: "Boat", key: "name") { userErrors { code field message } } }'
    (error,) = (await change(crm, retire))["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID_STATE", ["key"])


async def test_one_of_several_fields_that_records_are_called_by_may_go(crm: Crm) -> None:
    await boats(crm, display=["name", "registration"])
    id_ = await boat(crm, "Žuvėdra", registration="LT-1")
    assert await name_of(crm, id_) == "Žuvėdra LT-1"
    assert (await change(crm, DELETE_FIELD, key="registration"))["userErrors"] == []
    await crm.run_jobs()
    assert await name_of(crm, id_) == "Žuvėdra"
    entity = crm.workspace.live.versions.catalog.entity("Boat")
    assert entity.entity.display == ("name",)


async def test_a_renamed_one_keeps_its_records_fields_history_and_references(crm: Crm) -> None:
    await boats(crm)
    ona = await contact(crm, "Ona")
    id_ = await boat(crm, "Žuvėdra", skipperId=ona, registration="LT-1")
    favourite = {"entity": "Contact", "key": "favourite", "kind": "REFERENCE", "targetEntity": "Boat"}
    assert (await change(crm, CREATE_FIELD, input=favourite))["userErrors"] == []
    before = await crm.data(HISTORY, id=id_)
    payload = await change(crm, RENAME, name="Boat", newName="Vessel", newPlural="vessels")
    assert payload["userErrors"] == []
    assert (payload["entity"]["name"], payload["entity"]["plural"]) == ("Vessel", "vessels")
    assert await crm.data(HISTORY, id=id_) == before
    data = await crm.data(
        """query ($id: ID!, $ona: ID!) {
          vessel(id: $id) { name skipper { firstName } recordType }
          node(id: $id) { __typename }
          contact(id: $ona) { boats { nodes { registration } } }
        }""",
        id=id_,
        ona=ona,
    )
    assert data["vessel"] == {"name": "Žuvėdra", "skipper": {"firstName": "Ona"}, "recordType": "Vessel"}
    assert data["node"] == {"__typename": "Vessel"}
    assert data["contact"]["boats"]["nodes"] == [{"registration": "LT-1"}]
    written = await crm.data(
        """mutation ($id: ID!, $ona: ID!) {
          updateVessel(id: $id, input: {name: "Kiras"}) { vessel { name } userErrors { message } }
          updateContact(id: $ona, input: {favouriteId: $id}) { contact { favourite { name } } }
        }""",
        id=id_,
        ona=ona,
    )
    assert written["updateVessel"] == {"vessel": {"name": "Kiras"}, "userErrors": []}
    assert written["updateContact"]["contact"]["favourite"] == {"name": "Kiras"}
    assert "errors" in await crm.execute("{ boats { totalCount } }")
    assert (await create_entity(crm, fields=[{"key": "name", "kind": "TEXT"}]))["userErrors"] == []
    assert (await crm.data("{ boats { totalCount } vessels { totalCount } }"))["boats"]["totalCount"] == 0


@pytest.mark.parametrize(
    ("names", "code", "path"),
    [
        (("Contact", "vessels"), "DUPLICATE", ["newName"]),
        (("Vessel", "contacts"), "DUPLICATE", ["newPlural"]),
        (("vessel", "vessels"), "VALIDATION", ["newName"]),
        (("Vessel", "vessel"), "VALIDATION", ["newPlural"]),
    ],
)
async def test_a_name_that_is_taken_or_wrong_is_refused(
    crm: Crm, names: tuple[str, str], code: str, path: list[str]
) -> None:
    await boats(crm)
    payload = await change(crm, RENAME, name="Boat", newName=names[0], newPlural=names[1])
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"]) == (code, path)


async def test_a_new_plural_alone_is_a_new_name_too(crm: Crm) -> None:
    await boats(crm)
    payload = await change(crm, RENAME, name="Boat", newName="Boat", newPlural="ships")
    assert payload["userErrors"] == []
    assert (await crm.data("{ ships { totalCount } }"))["ships"] == {"totalCount": 0}


async def test_a_retired_one_is_read_and_no_longer_written(crm: Crm) -> None:
    await boats(crm)
    ona = await contact(crm, "Ona")
    id_ = await boat(crm, "Žuvėdra", skipperId=ona)
    payload = await change(crm, RETIRE, name="Boat")
    assert (payload["userErrors"], payload["entity"]["retired"]) == ([], True)
    data = await crm.data(
        "query ($id: ID!, $ona: ID!) { boat(id: $id) { name } boats { totalCount }"
        " contact(id: $ona) { boats { nodes { name } } } }",
        id=id_,
        ona=ona,
    )
    assert data["boat"] == {"name": "Žuvėdra"}
    assert data["contact"]["boats"]["nodes"] == [{"name": "Žuvėdra"}]
    for mutation in (
        "createBoat(input: {})",
        "deleteBoats(target: {all: true})",
        f'restoreBoat(id: "{id_}")',
    ):
        answer = await crm.execute(f"mutation {{ {mutation} {{ userErrors {{ code }} }} }}")
        assert "Cannot query field" in answer["errors"][0]["message"]
    sdl = await crm.workspace.sdl(crm.admin)
    assert '@deprecated(reason: "The entity is retired: its records can be read, not written.")' in sdl
    assert "CreateBoatInput" not in sdl


async def test_a_change_of_a_retired_ones_record_is_not_taken_back(crm: Crm) -> None:
    await boats(crm)
    id_ = await boat(crm, "Žuvėdra")
    await crm.data(
        'mutation ($id: ID!) { updateBoat(id: $id, input: {name: "Kiras"}) { boat { id } } }', id=id_
    )
    newest = (await crm.data(HISTORY, id=id_))["node"]["history"]["nodes"][0]
    revert = "mutation ($id: ID!) { revertChange(changeId: $id) { userErrors { code field message } } }"
    await change(crm, RETIRE, name="Boat")
    (error,) = (await change(crm, revert, id=newest["id"]))["userErrors"]
    assert (error["code"], error["message"]) == (
        "INVALID_STATE",
        '"Boat" is retired; restore the entity first.',
    )
    await change(crm, RESTORE, name="Boat")
    assert (await change(crm, revert, id=newest["id"]))["userErrors"] == []
    assert await name_of(crm, id_) == "Žuvėdra"


async def test_operations_do_not_write_records_of_a_retired_one_either(crm: Crm) -> None:
    await boats(crm)
    id_ = await boat(crm, "Žuvėdra")
    await change(crm, RETIRE, name="Boat")
    async with crm.records(crm.admin) as records:
        stored = await records.read("Boat", UUID(id_), "name")
        with pytest.raises(UserErrors, match="FORBIDDEN"):
            await records.create("Boat", {"name": "Kiras"})
    assert stored["name"] == "Žuvėdra"


async def test_a_restored_one_is_written_again(crm: Crm) -> None:
    await boats(crm)
    await change(crm, RETIRE, name="Boat")
    payload = await change(crm, RESTORE, name="Boat")
    assert (payload["userErrors"], payload["entity"]["retired"]) == ([], False)
    assert await boat(crm, "Žuvėdra")


@pytest.mark.parametrize(("first", "again"), [(RETIRE, RETIRE), (None, RESTORE)])
async def test_what_is_so_already_is_refused(crm: Crm, first: str | None, again: str) -> None:
    await boats(crm)
    if first:
        await change(crm, first, name="Boat")
    (error,) = (await change(crm, again, name="Boat"))["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID_STATE", ["name"])


CHANGES: list[tuple[str, dict[str, Any]]] = [
    (UPDATE, {"input": {"label": "Klientas"}}),
    (RENAME, {"newName": "Client", "newPlural": "clients"}),
    (RETIRE, {}),
    (RESTORE, {}),
    (DELETE, {"confirm": "Contact"}),
]


@pytest.mark.parametrize(("document", "more"), CHANGES)
async def test_entities_of_modules_stay_as_they_are(crm: Crm, document: str, more: dict[str, Any]) -> None:
    (error,) = (await change(crm, document, name="Contact", **more))["userErrors"]
    assert (error["code"], error["field"]) == ("FORBIDDEN", ["name"])
    assert 'belongs to the module "people"' in error["message"]


@pytest.mark.parametrize(("document", "more"), CHANGES)
async def test_one_that_is_not_there_is_told_so(crm: Crm, document: str, more: dict[str, Any]) -> None:
    await boats(crm)
    (error,) = (await change(crm, document, name="Boot", **more))["userErrors"]
    assert (error["code"], error["field"]) == ("NOT_FOUND", ["name"])
    assert 'Did you mean "Boat"?' in error["message"]


@pytest.mark.parametrize(("document", "more"), CHANGES)
async def test_members_change_none(crm: Crm, document: str, more: dict[str, Any]) -> None:
    await boats(crm)
    member = await crm.user("Max")
    answer = await crm.execute(document, {"name": "Boat", **more}, actor=member)
    (payload,) = answer["data"].values()
    assert [error["code"] for error in payload["userErrors"]] == ["FORBIDDEN"]
