from uuid import UUID

import pytest

from tests.records.world import World


async def texts(world: World, id_: UUID) -> tuple[str, str]:
    row = (await world.fetch("SELECT label, search_text FROM record_text WHERE record_id = $1", id_))[0]
    return row["label"], row["search_text"]


async def found(world: World, word: str) -> list[UUID]:
    rows = await world.fetch(
        "SELECT record_id FROM record_text WHERE search_text LIKE '%' || gql_crm_fold($1) || '%'", word
    )
    return [row["record_id"] for row in rows]


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        ("Jūratė", "Žukauskienė", "ZUKAUSKIENE"),
        ("Žaneta", "Řehořová", "rehorova"),
        ("Петър", "Цветков", "ПЕТЪР"),
        ("علی", "یوسفی", "يوسفي"),
    ],
)
async def test_a_name_is_found_folded_and_shown_as_written(
    world: World, first: str, last: str, word: str
) -> None:
    id_ = await world.create("Contact", firstName=first, lastName=last)
    await world.create("Contact", firstName="Other")
    assert await found(world, word) == [id_]
    assert (await texts(world, id_))[0] == f"{first} {last}"


async def test_without_a_name_the_next_best_text_is_the_label(world: World) -> None:
    id_ = await world.create("Contact", email="a@example.com", nickname="  ")
    assert (await texts(world, id_))[0] == "a@example.com"
    await world.update("Contact", id_, {"nickname": "Ace"})
    assert (await texts(world, id_))[0] == "Ace"


async def test_texts_follow_a_change(world: World) -> None:
    await world.add_field("Contact", "hobby", "TEXT")
    id_ = await world.create("Contact", firstName="A", hobby="Šachmatai")
    await world.update("Contact", id_, {"hobby": "Žvejyba"})
    assert await found(world, "zvejyba") == [id_]
    assert await found(world, "sachmatai") == []


async def test_texts_that_do_not_change_are_not_written(world: World) -> None:
    id_ = await world.create("Contact", firstName="A")
    place = "SELECT ctid::text FROM record_text WHERE record_id = $1"
    before = await world.value(place, id_)
    await world.update("Contact", id_, {"rank": 3, "doNotCall": True})
    await world.update("Contact", id_, {"firstName": None, "lastName": "A"})
    assert await world.value(place, id_) == before
    await world.update("Contact", id_, {"lastName": "B"})
    assert await world.value(place, id_) != before


async def test_a_field_that_is_not_searchable_is_not_found(world: World) -> None:
    await world.create("Contact", firstName="A", externalUid="uid-77")
    assert await found(world, "uid-77") == []
