import asyncio
from decimal import Decimal
from uuid import UUID

import orjson
import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import ClientError, UserErrors
from tests.records.world import World, errors


async def changes(world: World, id_: UUID) -> int:
    return int(await world.value("SELECT count(*) FROM change WHERE record_id = $1", id_))


async def test_what_is_absent_stays_and_null_clears(world: World) -> None:
    id_ = await world.create("Contact", firstName="Žaneta", lastName="Řehořová", jobTitle="Architect")
    await world.update("Contact", id_, {"jobTitle": None, "lastName": "Nováková"})
    row = await world.row("people_contact", id_)
    assert (row["first_name"], row["last_name"], row["job_title"]) == ("Žaneta", "Nováková", None)


async def test_a_change_raises_the_version_and_names_the_writer(world: World) -> None:
    id_ = await world.create("Contact", world.member, firstName="A")
    created = await world.row("people_contact", id_)
    world.now = world.now.replace(microsecond=7)
    await world.update("Contact", id_, {"firstName": "B"})
    row, spine = await world.row("people_contact", id_), await world.row("record", id_)
    assert (row["version"], row["updated_by"], row["updated_at"]) == (2, world.admin.user_id, world.now)
    assert (row["created_by"], row["created_at"]) == (world.member.user_id, created["created_at"])
    assert spine["updated_at"] == world.now


async def test_an_update_that_changes_nothing_writes_nothing(world: World) -> None:
    client = await world.create("Organization", name="Example")
    values = {
        "title": "Bridge",
        "hours": "1.50",
        "fee": {"amount": "10.00", "currency": "EUR"},
        "marks": ["hot"],
        "clientId": str(client),
        "starts": "2026-05-01T10:00:00Z",
        "code": "P",
    }
    id_ = await world.create("Project", **values)
    before = await world.row("studio_project", id_)
    same = {"hours": "1.5", "fee": {"amount": "10", "currency": "EUR"}, "starts": "2026-05-01T12:00:00+02:00"}
    await world.update("Project", id_, {**values, **same, "notes": None, "personIds": []})
    assert await world.row("studio_project", id_) == before
    assert await changes(world, id_) == 1


async def test_the_owner_and_team_change_in_both_places(world: World) -> None:
    id_, team = await world.create("Contact"), await world.create("Team", name="Sales")
    await world.update("Contact", id_, {"ownerId": str(world.member.user_id), "teamId": str(team)})
    row, spine = await world.row("people_contact", id_), await world.row("record", id_)
    assert row["owner_id"] == spine["owner_id"] == world.member.user_id
    assert row["team_id"] == spine["team_id"] == team


async def test_other_keys_of_the_document_stay_byte_for_byte(world: World) -> None:
    keys = [
        await world.add_field("Contact", key, kind)
        for key, kind in [("a", "TEXT"), ("b", "DECIMAL"), ("c", "MONEY"), ("d", "LONG_TEXT")]
    ]
    money = {"amount": "0.10", "currency": "EUR"}
    id_ = await world.create("Contact", a="علی یوسفی", b="1.10", c=money, d="Петър\nЦветков")
    others = "SELECT (custom - $2)::text, custom_long::text FROM people_contact WHERE id = $1"
    before = await world.fetch(others, id_, keys[0])
    await world.update("Contact", id_, {"a": "Jūratė"})
    assert await world.fetch(others, id_, keys[0]) == before
    await world.update("Contact", id_, {"a": None, "d": None})
    row = await world.row("people_contact", id_)
    assert row["custom"].keys() == {keys[1], keys[2]}
    assert row["custom_long"] == {}


@pytest.mark.parametrize(
    "text",
    [
        "Jūratė Žukauskienė",
        "Žaneta Řehořová",
        "Петър Цветков",
        "علی یوسفی",
        "e\u0301 \u200c\u00ad ß ﬁ 𝕏",
        " x ",
    ],
)
async def test_texts_come_back_byte_for_byte(world: World, text: str) -> None:
    await world.add_field("Contact", "motto", "TEXT")
    id_ = await world.create("Contact", lastName="x", motto="y")
    await world.update("Contact", id_, {"lastName": text, "motto": text, "description": f"{text}\n{text}"})
    row = await world.row("people_contact", id_)
    assert row["last_name"].encode() == text.encode()
    assert next(iter(row["custom"].values())).encode() == text.encode()
    assert row["description"] == f"{text}\n{text}"


async def test_the_expected_version_must_be_the_records(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    await world.update("Contact", id_, {"firstName": "B"}, version=1)
    with pytest.raises(UserErrors) as caught:
        await world.update("Contact", id_, {"firstName": "C", "email": "?"}, version=1)
    assert errors(caught) == [("CONFLICT", "expectedVersion"), ("VALIDATION", "email")]
    assert (await world.row("people_contact", id_))["first_name"] == "B"


async def test_of_many_writers_with_one_expected_version_one_wins(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")

    async def write(name: str) -> str:
        try:
            await world.update("Contact", id_, {"firstName": name}, version=1)
        except UserErrors as error:
            return error.errors[0].code
        return "written"

    results = await asyncio.gather(*(write(f"N{index}") for index in range(20)))
    assert sorted(results) == ["CONFLICT"] * 19 + ["written"]
    assert (await world.row("people_contact", id_))["version"] == 2


async def test_writers_without_a_version_follow_each_other(world: World) -> None:
    id_ = await world.create("Contact", rank=0)
    await asyncio.gather(*(world.update("Contact", id_, {"rank": rank}) for rank in range(1, 21)))
    assert (await world.row("people_contact", id_))["version"] == 21
    history = await world.fetch("SELECT version, diff FROM change WHERE record_id = $1 ORDER BY version", id_)
    ranks = [row["diff"]["studio:Contact.rank:INTEGER"] for row in history]
    assert [old for old, _ in ranks[1:]] == [new for _, new in ranks[:-1]]


async def test_a_required_field_cannot_be_cleared(world: World) -> None:
    id_ = await world.create("Project", title="A")
    with pytest.raises(UserErrors) as caught:
        await world.update("Project", id_, {"title": None})
    assert errors(caught) == [("REQUIRED", "title")]


async def test_an_immutable_field_is_filled_once(world: World) -> None:
    id_ = await world.create("Project", title="A")
    await world.update("Project", id_, {"code": "P-1"})
    await world.update("Project", id_, {"code": "P-1", "title": "B"})
    for other in ("P-2", None):
        with pytest.raises(UserErrors) as caught:
            await world.update("Project", id_, {"code": other})
        assert errors(caught) == [("READ_ONLY", "code")]


async def test_a_record_may_keep_an_inactive_option_with_a_warning(world: World) -> None:
    id_ = await world.create("Project", title="A", marks=["hot"])
    await world.fetch("UPDATE studio_project SET stage = 'frozen', marks = '{old}' WHERE id = $1", id_)
    await world.update("Project", id_, {"stage": "frozen", "marks": ["hot", "old"], "title": "B"})
    assert [(w.code, w.field) for w in world.warned] == [
        ("OPTION_INACTIVE", ("stage",)),
        ("OPTION_INACTIVE", ("marks",)),
    ]
    assert (await world.row("studio_project", id_))["marks"] == ["hot", "old"]
    await world.update("Project", id_, {"stage": "work"})
    with pytest.raises(UserErrors) as caught:
        await world.update("Project", id_, {"stage": "frozen"})
    assert errors(caught) == [("VALIDATION", "stage")]


@pytest.mark.parametrize("entity", ["Contact", "Organization"])
async def test_what_is_not_there_is_not_found(world: World, entity: str) -> None:
    project = await world.create("Project", title="A")
    for id_ in (uuid7(), project):
        with pytest.raises(UserErrors) as caught:
            await world.update(entity, id_, {"email": "a@example.com"})
        assert errors(caught) == [("NOT_FOUND", "id")]


async def test_an_id_cannot_be_changed(world: World) -> None:
    id_ = await world.create("Contact")
    with pytest.raises(ClientError, match='"id" is not defined by type "UpdateContactInput"'):
        await world.update("Contact", id_, {"id": str(uuid7())})


async def test_decimals_in_the_document_are_exact(world: World) -> None:
    await world.add_field("Contact", "share", "DECIMAL")
    id_ = await world.create("Contact", share="0.1")
    exact = "123456789012345678901234567890.12345678901234567890"
    await world.update("Contact", id_, {"share": exact})
    key = world.catalog.entity("Contact").fields["share"].field_id
    stored = await world.value("SELECT custom ->> $2 FROM people_contact WHERE id = $1", id_, key)
    assert Decimal(stored) == Decimal(exact)
    diff = await world.value("SELECT diff::text FROM change WHERE record_id = $1 AND version = 2", id_)
    assert orjson.loads(diff)[key] == ["0.1", exact.rstrip("0")]
