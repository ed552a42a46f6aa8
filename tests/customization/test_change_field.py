from typing import Any

import pytest

from gql_crm.errors import ClientError, UserErrors
from tests.records.world import World, errors, only_error


async def update(world: World, key: str, **given: Any) -> None:
    async with world.customization() as customization:
        await customization.update_field("Contact", key, given)


async def rename(world: World, key: str, new_key: str, entity: str = "Contact") -> None:
    async with world.customization() as customization:
        await customization.rename_field(entity, key, new_key)


async def retire(world: World, key: str, entity: str = "Contact") -> None:
    async with world.customization() as customization:
        await customization.retire_field(entity, key)


async def restore(world: World, key: str) -> None:
    async with world.customization() as customization:
        await customization.restore_field("Contact", key)


async def test_new_rules_hold_for_new_writes_and_old_rows_stay(world: World) -> None:
    await world.add_field("Contact", "size", "INTEGER")
    old = await world.create("Contact", size=50)
    empty = await world.create("Contact")
    await update(world, "size", max="10", required=True, label={"en": "Size"})
    await world.update("Contact", old, {"firstName": "A"})
    await world.update("Contact", empty, {"firstName": "A"})
    for attempt in (
        world.create("Contact"),
        world.create("Contact", size=11),
        world.update("Contact", old, {"size": None}),
    ):
        with pytest.raises(UserErrors) as caught:
            await attempt
        assert only_error(caught).field == ("size",)
    await update(world, "size", max=None, required=False)
    await world.create("Contact", size=11)


async def test_a_change_names_all_that_is_wrong_with_it(world: World) -> None:
    await world.add_field("Contact", "size", "TEXT")
    with pytest.raises(UserErrors) as caught:
        await update(world, "size", min="1", minLength=5, maxLength=2, pattern="(")
    assert errors(caught) == [("VALIDATION", "min"), ("VALIDATION", "minLength"), ("VALIDATION", "pattern")]
    assert world.catalog.version == 2


async def test_unique_takes_in_the_values_that_there_are(world: World) -> None:
    field_id = await world.add_field("Contact", "card", "TEXT")
    first = await world.create("Contact", card="A-1")
    deleted = await world.create("Contact", card="A-1")
    await world.delete("Contact", deleted)
    await update(world, "card", unique=True)
    rows = await world.fetch("SELECT value_key, record_id FROM unique_value WHERE field_id = $1", field_id)
    assert [tuple(row) for row in rows] == [("a-1", first)]
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", card="a-1 ")
    assert errors(caught) == [("DUPLICATE", "card")]
    with pytest.raises(UserErrors) as caught:
        await world.restore("Contact", deleted)
    assert errors(caught) == [("DUPLICATE", "id")]
    await update(world, "card", unique=False)
    await world.create("Contact", card="A-1")
    assert await world.value("SELECT count(*) FROM unique_value WHERE field_id = $1", field_id) == 0


async def test_unique_is_refused_while_values_are_double(world: World) -> None:
    await world.add_field("Contact", "card", "TEXT")
    for card in ("A", "a", "B", "B", "C", "D", "d", "E", "e"):
        await world.create("Contact", card=card)
    with pytest.raises(UserErrors) as caught:
        await update(world, "card", unique=True, maxLength=3)
    error = only_error(caught)
    assert (error.code, error.field) == ("DUPLICATE", ("unique",))
    assert error.message.startswith('4 values are held by more than one record, for example "B", ')
    assert await world.value("SELECT count(*) FROM unique_value WHERE field_id LIKE 'custom:%'") == 0
    assert world.catalog.entity("Contact").fields["card"].field.max_length is None


async def test_a_kind_that_cannot_be_unique_says_so(world: World) -> None:
    await world.add_field("Contact", "doctor", "REFERENCE", targetEntity="Contact")
    with pytest.raises(UserErrors) as caught:
        await update(world, "doctor", unique=True)
    assert errors(caught) == [("VALIDATION", "unique")]


@pytest.mark.parametrize(
    ("kind", "one", "other"), [("CHOICE", "a", "b"), ("MULTI_CHOICE", ["a", "b"], ["b"])]
)
async def test_an_option_that_records_hold_cannot_go(world: World, kind: str, one: Any, other: Any) -> None:
    await world.add_field("Contact", "level", kind, options=[{"value": v} for v in ("a", "b", "c")])
    await world.create("Contact", level=one)
    deleted = await world.create("Contact", level=other)
    await world.delete("Contact", deleted)
    await update(world, "level", options=[{"value": "a"}, {"value": "b"}])
    with pytest.raises(UserErrors) as caught:
        await update(world, "level", options=[{"value": "d"}])
    assert {error.field for error in caught.value.errors} == {("options",)}
    assert "active: false" in caught.value.errors[0].message
    holders = "2 records hold" if kind == "MULTI_CHOICE" else "One record holds"
    assert any(e.message.startswith(f'{holders} the option "b"') for e in caught.value.errors)
    await update(world, "level", options=[{"value": "d"}, *({"value": v, "active": False} for v in "ab")])


async def test_renaming_touches_no_record(world: World) -> None:
    field_id = await world.add_field("Contact", "card", "TEXT", unique=True)
    id_ = await world.create("Contact", card="A")
    before = await world.value("SELECT ctid::text || xmin::text FROM people_contact WHERE id = $1", id_)
    await rename(world, "card", "badge")
    assert (
        await world.value("SELECT ctid::text || xmin::text FROM people_contact WHERE id = $1", id_) == before
    )
    assert world.catalog.entity("Contact").fields["badge"].field_id == field_id
    with pytest.raises(ClientError):
        await world.create("Contact", card="B")
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", badge="A")
    assert errors(caught) == [("DUPLICATE", "badge")]


async def test_a_key_made_anew_never_meets_old_values(world: World) -> None:
    old = await world.add_field("Contact", "card", "TEXT")
    id_ = await world.create("Contact", card="A")
    await rename(world, "card", "badge")
    new = await world.add_field("Contact", "card", "INTEGER")
    assert new != old
    await world.update("Contact", id_, {"card": 3})
    assert (await world.row("people_contact", id_))["custom"] == {old: "A", new: 3}


@pytest.mark.parametrize(
    ("new_key", "code"),
    [("firstName", "DUPLICATE"), ("other", "DUPLICATE"), ("Big", "VALIDATION"), ("team", "DUPLICATE")],
)
async def test_a_new_key_must_be_a_free_name(world: World, new_key: str, code: str) -> None:
    await world.add_field("Contact", "card", "TEXT")
    await world.add_field("Contact", "other", "TEXT")
    with pytest.raises(UserErrors) as caught:
        await rename(world, "card", new_key)
    assert errors(caught) == [(code, "newKey")]


async def test_a_field_may_take_the_name_that_it_has(world: World) -> None:
    await world.add_field("Contact", "card", "TEXT")
    await rename(world, "card", "card")
    assert "card" in world.catalog.entity("Contact").fields


async def test_a_retired_field_leaves_the_inputs_and_keeps_its_values(world: World) -> None:
    field_id = await world.add_field("Contact", "card", "TEXT", required=True)
    id_ = await world.create("Contact", card="A")
    await retire(world, "card")
    assert world.catalog.entity("Contact").fields["card"].retired
    with pytest.raises(ClientError):
        await world.update("Contact", id_, {"card": "B"})
    await world.create("Contact")
    await world.update("Contact", id_, {"firstName": "B"})
    assert (await world.row("people_contact", id_))["custom"] == {field_id: "A"}
    await restore(world, "card")
    await world.update("Contact", id_, {"card": "B"})


async def test_retiring_and_restoring_want_the_other_state(world: World) -> None:
    await world.add_field("Contact", "card", "TEXT")
    with pytest.raises(UserErrors) as caught:
        await restore(world, "card")
    assert errors(caught) == [("INVALID_STATE", "key")]
    await retire(world, "card")
    with pytest.raises(UserErrors) as caught:
        await retire(world, "card")
    assert errors(caught) == [("INVALID_STATE", "key")]


@pytest.mark.parametrize(
    ("key", "reason"),
    [("firstName", "belongs to"), ("rank", "belongs to"), ("owner", "is part of every record")],
)
async def test_a_field_that_users_did_not_make_stays(world: World, key: str, reason: str) -> None:
    with pytest.raises(UserErrors) as caught:
        await retire(world, key)
    assert errors(caught) == [("FORBIDDEN", "key")]
    assert reason in only_error(caught).message
    with pytest.raises(UserErrors) as caught:
        await rename(world, key, "x")
    assert errors(caught) == [("FORBIDDEN", "key")]
    assert reason in only_error(caught).message


async def test_a_field_that_is_not_there_is_not_found(world: World) -> None:
    await world.add_field("Contact", "card", "TEXT")
    with pytest.raises(UserErrors) as caught:
        await retire(world, "crad")
    assert 'Did you mean "card"' in only_error(caught).message
    with pytest.raises(UserErrors) as caught:
        await retire(world, "card", entity="Contcat")
    assert errors(caught) == [("NOT_FOUND", "entity")]
