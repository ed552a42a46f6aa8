from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import ClientError, UserErrors
from tests.records.world import World, errors, only_error


async def test_a_new_record_is_a_row_a_spine_a_text_and_a_change(world: World) -> None:
    id_ = await world.create("Contact", firstName="Jūratė", lastName="Žukauskienė")
    row = await world.row("people_contact", id_)
    spine = await world.row("record", id_)
    assert (row["first_name"], row["last_name"], row["version"]) == ("Jūratė", "Žukauskienė", 1)
    assert row["created_by"] == row["updated_by"] == world.admin.user_id
    assert row["created_at"] == row["updated_at"] == spine["created_at"] == world.now
    assert spine["entity"] == "Contact"
    text = (await world.fetch("SELECT * FROM record_text WHERE record_id = $1", id_))[0]
    assert text["label"] == "Jūratė Žukauskienė"
    assert "zukauskiene" in text["search_text"]
    assert await world.value("SELECT count(*) FROM change WHERE record_id = $1", id_) == 1


async def test_the_id_is_a_uuid_of_version_7(world: World) -> None:
    assert (await world.create("Contact")).version == 7


async def test_who_creates_a_record_owns_it(world: World) -> None:
    id_ = await world.create("Contact", world.member)
    assert (await world.row("record", id_))["owner_id"] == world.member.user_id


async def test_an_owner_and_a_team_can_be_given(world: World) -> None:
    team = await world.create("Team", name="Sales")
    id_ = await world.create("Contact", ownerId=str(world.member.user_id), teamId=str(team))
    row, spine = await world.row("people_contact", id_), await world.row("record", id_)
    assert (row["owner_id"], row["team_id"]) == (world.member.user_id, team)
    assert (spine["owner_id"], spine["team_id"]) == (world.member.user_id, team)


async def test_a_record_may_be_nobodys(world: World) -> None:
    id_ = await world.create("Contact", ownerId=None)
    assert (await world.row("record", id_))["owner_id"] is None


async def test_values_of_every_storage_are_written_exactly(world: World) -> None:
    id_ = await world.create(
        "Project",
        title="Bridge",
        fee={"amount": "12345678901234567890.120", "currency": "EUR"},
        hours="7.25",
        starts="2026-05-01T10:00:00+03:00",
        marks=["hot"],
    )
    row = await world.row("studio_project", id_)
    assert (row["fee_amount"], row["fee_currency"]) == (Decimal("12345678901234567890.12"), "EUR")
    assert (row["hours"], row["marks"]) == (Decimal("7.25"), ["hot"])
    assert row["starts"] == datetime(2026, 5, 1, 7, tzinfo=UTC)


async def test_fields_of_another_module_lie_in_the_document(world: World) -> None:
    mentor = await world.create("Contact")
    id_ = await world.create("Contact", rank=3, mentorId=str(mentor))
    assert (await world.row("people_contact", id_))["custom"] == {"studio:Contact.rank:INTEGER": 3}
    references = await world.fetch("SELECT target_id FROM record_reference WHERE source_id = $1", id_)
    assert [row["target_id"] for row in references] == [mentor]


async def test_a_default_fills_what_is_absent_and_null_is_kept(world: World) -> None:
    absent = await world.create("Project", title="A")
    null = await world.create("Project", title="B", stage=None)
    assert (await world.row("studio_project", absent))["stage"] == "idea"
    assert (await world.row("studio_project", null))["stage"] is None


async def test_a_client_may_bring_the_id(world: World) -> None:
    id_ = uuid7()
    assert await world.create("Contact", id=str(id_)) == id_


async def test_an_id_that_exists_anywhere_is_a_duplicate(world: World) -> None:
    id_ = await world.create("Organization", name="Example")
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", id=str(id_), externalUid="taken?")
    assert errors(caught) == [("DUPLICATE", "id")]
    assert await world.value("SELECT count(*) FROM unique_value WHERE record_id = $1", id_) == 0


@pytest.mark.parametrize(
    "id_", ["7d9a3f3e-8e7c-4d2b-9b0e-0d9a3f3e8e7c", "00000000-0000-0000-0000-000000000000"]
)
async def test_an_id_of_another_version_is_refused(world: World, id_: str) -> None:
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", id=id_)
    assert errors(caught) == [("VALIDATION", "id")]


async def test_an_id_of_the_day_after_tomorrow_is_refused(world: World) -> None:
    id_ = uuid7()
    world.now -= timedelta(hours=25)
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", id=str(id_))
    assert "clock" in only_error(caught).message


async def test_a_text_that_is_no_id_is_a_wrong_request(world: World) -> None:
    with pytest.raises(ClientError) as caught:
        await world.create("Contact", ownerId="me")
    assert caught.value.code == "BAD_USER_INPUT"
    assert caught.value.message.startswith('"ownerId": "me" is no id')


@pytest.mark.parametrize("name", ["frstName", "createdById_", "custom", "version2"])
async def test_a_name_that_the_input_does_not_have_is_a_wrong_request(world: World, name: str) -> None:
    with pytest.raises(ClientError, match=f'Field "{name}" is not defined by type "CreateContactInput".'):
        await world.create("Contact", **{name: "x"})


async def test_a_record_of_ids_only_is_possible(world: World) -> None:
    id_ = await world.create("Contact")
    assert isinstance(id_, UUID)
    assert (await world.fetch("SELECT label FROM record_text WHERE record_id = $1", id_))[0]["label"] == ""


async def test_the_workspaces_country_reads_national_phone_numbers(world: World) -> None:
    id_ = await world.create("Contact", phone="0612 34567")
    assert (await world.row("people_contact", id_))["phone"] == "+37061234567"
