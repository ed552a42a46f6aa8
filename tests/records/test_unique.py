import asyncio
from uuid import UUID

import pytest

from gql_crm.errors import UserErrors
from tests.records.world import World, errors, only_error


async def held(world: World, id_: UUID) -> set[tuple[str, str]]:
    rows = await world.fetch("SELECT field_id, value_key FROM unique_value WHERE record_id = $1", id_)
    return {(row["field_id"].rpartition(".")[2], row["value_key"]) for row in rows}


async def test_of_fifty_creates_at_once_one_gets_the_value(world: World) -> None:
    async def create(number: int) -> str:
        try:
            await world.create("Project", title=f"No {number}", code="P-1", alias=f"a{number}")
        except UserErrors as error:
            return str(error)
        return "created"

    results = await asyncio.gather(*(create(number) for number in range(50)))
    refusal = (
        'DUPLICATE code: "P-1" is taken; "code" must be unique.'
        " Choose another value, or change the record that has it."
    )
    assert sorted(results) == [refusal] * 49 + ["created"]
    counts = await world.fetch(
        """
        SELECT (SELECT count(*) FROM studio_project) AS projects,
          (SELECT count(*) FROM record WHERE entity = 'Project') AS records,
          (SELECT count(*) FROM unique_value WHERE field_id LIKE 'studio:%') AS taken
        """
    )
    assert tuple(counts[0]) == (1, 1, 2)


async def test_of_twenty_updates_at_once_one_gets_the_value(world: World) -> None:
    ids = [await world.create("Project", title=f"No {number}") for number in range(20)]

    async def update(id_: UUID) -> str:
        try:
            await world.update("Project", id_, {"code": "P-1"})
        except UserErrors as error:
            return error.errors[0].code
        return "updated"

    results = await asyncio.gather(*(update(id_) for id_ in ids))
    assert sorted(results) == ["DUPLICATE"] * 19 + ["updated"]


async def test_a_refusal_that_the_caller_survives_leaves_nothing(world: World) -> None:
    await world.create("Project", title="A", code="P-1")
    async with world.records() as records:
        with pytest.raises(UserErrors):
            await records.create("Project", {"title": "B", "code": "P-1", "alias": "b"})
        other = await records.create("Project", {"title": "C", "alias": "b"})
    assert await held(world, other.id) == {("alias", "b")}
    assert await world.value("SELECT count(*) FROM studio_project") == 2


async def test_a_refused_update_that_the_caller_survives_leaves_nothing(world: World) -> None:
    await world.create("Project", title="A", code="P-1")
    id_ = await world.create("Project", title="B", alias="b")
    async with world.records() as records:
        with pytest.raises(UserErrors):
            await records.update("Project", id_, {"code": "P-1", "alias": "c"})
    assert await held(world, id_) == {("alias", "b")}
    assert (await world.row("studio_project", id_))["version"] == 1


async def test_values_are_compared_in_their_normal_form(world: World) -> None:
    await world.create("User", email="Jurate@Example.com")
    with pytest.raises(UserErrors) as caught:
        await world.create("User", email="jurate@example.COM")
    assert errors(caught) == [("DUPLICATE", "email")]


async def test_a_duplicate_names_the_value_and_no_record(world: World) -> None:
    other = await world.create("Project", title="Secret", code="P-1")
    with pytest.raises(UserErrors) as caught:
        await world.create("Project", world.member, title="B", code="P-1")
    assert (
        only_error(caught).message
        == '"P-1" is taken; "code" must be unique. Choose another value, or change the record that has it.'
    )
    assert str(other) not in str(caught.value)
    assert "Secret" not in str(caught.value)


async def test_changing_a_value_frees_the_old_one(world: World) -> None:
    id_ = await world.create("Project", title="A", alias="one", code="P-1")
    await world.update("Project", id_, {"alias": "two"})
    assert await held(world, id_) == {("alias", "two"), ("code", "p-1")}
    other = await world.create("Project", title="B", alias="one")
    await world.update("Project", id_, {"alias": None})
    await world.update("Project", other, {"alias": "two"})
    assert await held(world, other) == {("alias", "two")}


async def test_writing_the_same_value_in_another_form_is_no_duplicate(world: World) -> None:
    id_ = await world.create("Project", title="A", alias="one")
    await world.update("Project", id_, {"alias": "ONE"})
    assert (await world.row("studio_project", id_))["alias"] == "ONE"
    assert await held(world, id_) == {("alias", "one")}


async def test_long_values_are_told_apart(world: World) -> None:
    start = "ž" * 300
    await world.create("Project", title="A", alias=start + "1")
    await world.create("Project", title="B", alias=start + "2")
    with pytest.raises(UserErrors) as caught:
        await world.create("Project", title="C", alias=start + "1")
    assert errors(caught) == [("DUPLICATE", "alias")]
    assert await world.value("SELECT max(octet_length(value_key)) FROM unique_value") <= 200


async def test_deleting_frees_values_and_restoring_takes_them_again(world: World) -> None:
    id_ = await world.create("Project", title="A", alias="one", code="P-1")
    await world.delete("Project", id_)
    assert await held(world, id_) == set()
    other = await world.create("Project", title="B", alias="one")
    with pytest.raises(UserErrors) as caught:
        await world.restore("Project", id_)
    assert errors(caught) == [("DUPLICATE", "id")]
    assert await held(world, id_) == set()
    await world.update("Project", other, {"alias": None})
    await world.restore("Project", id_)
    assert await held(world, id_) == {("alias", "one"), ("code", "p-1")}


async def test_two_writers_who_want_each_others_values_do_not_wait_for_ever(world: World) -> None:
    async def create(first: str, second: str) -> str:
        try:
            await world.create("Project", title="x", code=first, alias=second)
        except UserErrors:
            return "refused"
        return "created"

    pairs = [("a", "b"), ("b", "a"), ("a", "a"), ("b", "b")] * 5
    results = await asyncio.gather(*(create(*pair) for pair in pairs))
    assert results.count("created") == 2
