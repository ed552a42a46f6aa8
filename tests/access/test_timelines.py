"""What a role cannot read is not told by timelines either."""

from collections.abc import AsyncIterator

import pytest_asyncio

from gql_crm import ChoiceOption, Entity, EntityAccess, EventKind, Field, FieldChanged, Module, RowScope
from gql_crm.testing import Crm, Template, open_crm
from tests.story import RASA, Story

MEMBERS_READ = EntityAccess(read=RowScope.ALL, hidden=frozenset({"price", "stage", "buyer"}))
YACHT = Entity(
    name="Yacht",
    plural="yachts",
    display=("title",),
    status="stage",
    fields=(
        Field(key="title", kind="TEXT"),
        Field(key="price", kind="MONEY"),
        Field(key="stage", kind="CHOICE", options=(ChoiceOption("afloat"), ChoiceOption("sold"))),
        Field(key="buyer", kind="REFERENCE", target="Contact", inverse="yachts", roll_up=True),
    ),
)
HARBOUR = Module(
    name="harbour",
    version="1",
    requires=("people",),
    entities=(YACHT,),
    event_kinds=(
        EventKind(
            key="REPRICED",
            fields=(Field(key="oldPrice", kind="MONEY"), Field(key="newPrice", kind="MONEY")),
            told_changes=(FieldChanged(entity="Yacht", field="price", old="oldPrice", new="newPrice"),),
        ),
    ),
    permissions={"member": {"Yacht": MEMBERS_READ}},
)
OF_YACHT = (
    "query ($id: ID!) { yacht(id: $id) { timeline { totalCount nodes { kind"
    " ... on RecordUpdatedEvent { changes { field } } } } } }"
)


@pytest_asyncio.fixture
async def harbour(crm_template: Template) -> AsyncIterator[Crm]:
    async with open_crm(await crm_template.with_modules([HARBOUR])) as crm:
        await crm.data('mutation { enableModule(name: "harbour") { userErrors { message } } }')
        yield crm


async def test_events_that_tell_of_a_hidden_field_do_not_exist(harbour: Crm) -> None:
    member = await harbour.user("Ona")
    buyer = await harbour.create("Contact", {"lastName": "Čepaitis", "ownerId": str(member.user_id)})
    yacht = await harbour.create("Yacht", {"title": "Žuvėdra", "stage": "afloat"})
    async with harbour.records(harbour.admin) as records:
        price = {"amount": "90000", "currency": "EUR"}
        await records.update("Yacht", yacht.id, {"price": price, "stage": "sold", "title": "Kregždė"})
        await records.update("Yacht", yacht.id, {"buyerId": str(buyer.id)})
    whole = (await harbour.data(OF_YACHT, id=str(yacht.id)))["yacht"]["timeline"]
    assert sorted(one["kind"] for one in whole["nodes"]) == [
        "RECORD_CREATED",
        "RECORD_UPDATED",
        "RECORD_UPDATED",
        "REPRICED",
        "STATUS_CHANGED",
    ]
    read = (await harbour.data(OF_YACHT, id=str(yacht.id), actor=member))["yacht"]["timeline"]
    assert read == {
        "totalCount": 3,
        "nodes": [
            {"kind": "RECORD_CREATED"},
            {"kind": "RECORD_UPDATED", "changes": [{"field": "title"}]},
            {"kind": "RECORD_UPDATED", "changes": []},
        ],
    }
    # Nor does the contact's timeline tell whose yacht it is: the reference is hidden.
    query = "query ($id: ID!) { contact(id: $id) { timeline { nodes { subject { recordType } } } } }"
    for actor, expected in ((harbour.admin, {"Contact", "Yacht"}), (member, {"Contact"})):
        nodes = (await harbour.data(query, id=str(buyer.id), actor=actor))["contact"]["timeline"]["nodes"]
        assert {one["subject"]["recordType"] for one in nodes} == expected


async def test_a_hidden_field_is_missing_among_the_changes_of_an_update(own_story: Story) -> None:
    await own_story.data(
        'mutation ($id: ID!) { updateUser(id: $id, input: { name: "Rasa Rasienė", roleKeys: ["member",'
        ' "admin"] }) { userErrors { message } } }',
        id=RASA,
    )
    query = (
        "query ($id: ID!) { user(id: $id) { timeline(kinds: [RECORD_UPDATED]) { nodes {"
        " ... on RecordUpdatedEvent { changes { field } } } } } }"
    )
    for actor, expected in ((None, ["name", "roleKeys"]), (own_story.loner, ["name"])):
        data = await own_story.data(query, id=RASA, actor=actor)
        (updated,) = data["user"]["timeline"]["nodes"]
        assert [one["field"] for one in updated["changes"]] == expected
