import asyncpg
import pytest

from gql_crm.errors import UserErrors
from gql_crm.journal import Origin
from tests.records.world import World

ORDER = "SELECT * FROM change WHERE record_id = $1 ORDER BY xid, id"


async def create_two(world: World) -> None:
    async with world.records() as records:
        await records.create("Contact", {})
        await records.create("Project", {})


async def test_every_step_of_a_records_life_is_a_line(world: World) -> None:
    id_ = await world.create("Contact", firstName="A", ownerId=None)
    await world.update("Contact", id_, {"firstName": None, "lastName": "B"}, actor=world.admin)
    await world.delete("Contact", id_)
    await world.restore("Contact", id_)
    lines = await world.fetch(ORDER, id_)
    assert [(line["action"], line["version"]) for line in lines] == [
        ("CREATED", 1),
        ("UPDATED", 2),
        ("DELETED", 3),
        ("RESTORED", 4),
    ]
    assert {line["entity"] for line in lines} == {"Contact"}
    assert {line["actor_id"] for line in lines} == {world.admin.user_id}
    assert {line["at"] for line in lines} == {world.now}
    assert lines[0]["diff"] == {"people:Contact.firstName": [None, "A"]}
    assert lines[1]["diff"] == {
        "people:Contact.firstName": ["A", None],
        "people:Contact.lastName": [None, "B"],
    }
    deleted = lines[2]["diff"]["gql_crm:deletedAt"]
    assert deleted[0] is None
    assert lines[3]["diff"]["gql_crm:deletedAt"] == deleted[::-1]


async def test_values_are_kept_as_their_kinds_write_them(world: World) -> None:
    money = await world.add_field("Contact", "budget", "MONEY")
    person = await world.create("Contact")
    id_ = await world.create("Project", title="A", hours="1.50", personIds=[str(person)])
    line = (await world.fetch(ORDER, id_))[0]
    assert line["diff"] == {
        "gql_crm:owner": [None, str(world.admin.user_id)],
        "studio:Project.title": [None, "A"],
        "studio:Project.hours": [None, "1.5"],
        "studio:Project.stage": [None, "idea"],
        "studio:Project.people": [[], [str(person)]],
    }
    await world.update("Contact", person, {"budget": {"amount": "1.10", "currency": "EUR"}})
    line = (await world.fetch(ORDER, person))[1]
    assert line["diff"] == {money: [None, {"amount": "1.1", "currency": "EUR"}]}


async def test_the_way_in_is_kept(world: World) -> None:
    async with world.records() as records:
        records.origin = Origin.IMPORT
        ref = await records.create("Contact", {})
    assert (await world.fetch(ORDER, ref.id))[0]["origin"] == "IMPORT"


async def test_a_change_carries_the_number_of_its_transaction(world: World) -> None:
    async with world.records() as records:
        ref = await records.create("Contact", {})
        number = await records.connection.fetchval("SELECT pg_current_xact_id()::text")
    stored = await world.value("SELECT xid::text FROM change WHERE record_id = $1", ref.id)
    assert stored == number


async def test_what_is_rolled_back_leaves_no_line(world: World) -> None:
    before = await world.value("SELECT count(*) FROM change")
    with pytest.raises(UserErrors):
        await create_two(world)
    assert await world.value("SELECT count(*) FROM change") == before


async def test_the_servers_role_cannot_rewrite_history(world: World) -> None:
    for statement in ("UPDATE change SET version = 9", "DELETE FROM change"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await world.fetch(statement)
