"""Values of several parts, and JSON, in the unit of work."""

from typing import Any
from uuid import UUID

import pytest

from gql_crm.errors import UserErrors
from tests.records.world import World, errors, only_error

VILNIUS = {"street": "Gedimino pr. 1", "city": "Vilnius", "country": "LT"}
POST_BOX = {"poBox": "12", "country": "LT"}


async def changes(world: World, id_: UUID) -> list[Any]:
    rows = await world.fetch("SELECT diff FROM change WHERE record_id = $1 ORDER BY id", id_)
    return [row["diff"] for row in rows]


async def test_an_error_leads_to_the_part_of_an_address_and_all_addresses_are_judged(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await world.create(
            "Organization",
            name="Example",
            billingAddress={"city": "Vilnius", "country": "XX"},
            shippingAddress={"street": "", "city": None},
        )
    assert errors(caught) == [("VALIDATION", "billingAddress.country"), ("VALIDATION", "shippingAddress")]
    assert [error.message for error in caught.value.errors] == [
        '"XX" is no country of ISO 3166-1; expected two capitals like "LT".',
        'An address needs at least one part, for example "city"; null clears the field.',
    ]


async def test_an_address_is_set_as_a_whole(world: World) -> None:
    id_ = await world.create("Contact", mailingAddress=VILNIUS)
    await world.update("Contact", id_, {"mailingAddress": POST_BOX})
    row = await world.row("people_contact", id_)
    parts = ("street", "po_box", "city", "state", "postal_code", "country")
    assert [row[f"mailing_address_{part}"] for part in parts] == [None, "12", None, None, None, "LT"]
    assert (await changes(world, id_))[1] == {"people:Contact.mailingAddress": [VILNIUS, POST_BOX]}


async def test_an_address_whose_first_part_is_missing_is_one_to_unit_of_work_and_history(
    world: World,
) -> None:
    field_id = await world.add_field("Contact", "summerHouse", "ADDRESS")
    values = {"otherAddress": POST_BOX, "summerHouse": POST_BOX}
    id_ = await world.create("Contact", **values)
    await world.update("Contact", id_, values)
    assert len(await changes(world, id_)) == 1
    await world.update("Contact", id_, dict.fromkeys(values))
    assert (await changes(world, id_))[1] == {
        "people:Contact.otherAddress": [POST_BOX, None],
        field_id: [POST_BOX, None],
    }


async def test_a_default_and_what_keeps_its_first_value_may_have_parts(world: World) -> None:
    await world.add_field("Contact", "office", "ADDRESS", default=VILNIUS, immutable=True)
    await world.add_field("Contact", "gps", "GEO_POINT", required=True)
    place = {"latitude": 54.6872, "longitude": 25.2797}
    id_ = await world.create("Contact", gps=place)
    await world.update("Contact", id_, {"office": VILNIUS, "gps": place})
    with pytest.raises(UserErrors) as caught:
        await world.update("Contact", id_, {"office": POST_BOX, "gps": None})
    assert errors(caught) == [("READ_ONLY", "office"), ("REQUIRED", "gps")]
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", gps={"latitude": 154.6872, "longitude": 25.2797})
    error = only_error(caught)
    assert error.field == ("gps", "latitude")
    assert error.message == (
        '"154.6872" is no latitude; expected degrees from -90 to 90. '
        "Are latitude and longitude in each other's place?"
    )


async def test_a_default_that_is_no_value_is_refused_with_the_part(world: World) -> None:
    with pytest.raises(UserErrors) as caught:
        await world.add_field("Contact", "office", "ADDRESS", default={"country": "Lithuania"})
    assert only_error(caught).message == (
        'The default is not one of the field\'s own values: "Lithuania" is no country of ISO 3166-1; '
        'expected two capitals like "LT". Did you mean "LT"?'
    )


async def test_json_values_that_python_holds_for_equal_are_changes(world: World) -> None:
    field_id = await world.add_field("Contact", "facts", "JSON")
    id_ = await world.create("Contact", facts={"a": 1, "b": [None]})
    for value in ({"b": [None], "a": 1}, {"a": True, "b": [None]}, {"a": 1.0, "b": [None]}):
        await world.update("Contact", id_, {"facts": value})
    found = [diff[field_id] for diff in await changes(world, id_)]
    assert repr([new for _, new in found]) == repr(
        [{"a": 1, "b": [None]}, {"a": True, "b": [None]}, {"a": 1.0, "b": [None]}]
    )


async def test_equal_percentages_and_times_are_one_unique_value(world: World) -> None:
    await world.add_field("Contact", "share", "PERCENT", unique=True)
    await world.add_field("Contact", "wakesAt", "TIME", unique=True)
    await world.create("Contact", share="12.5", wakesAt="07:00")
    with pytest.raises(UserErrors) as caught:
        await world.create("Contact", share="12.50", wakesAt="07:00:00.000")
    assert errors(caught) == [("DUPLICATE", "share"), ("DUPLICATE", "wakesAt")]
    way_out = " Choose another value, or change the record that has it."
    assert [error.message for error in caught.value.errors] == [
        f'"12.5" is taken; "share" must be unique.{way_out}',
        f'"07:00:00" is taken; "wakesAt" must be unique.{way_out}',
    ]


async def test_rich_text_is_searched_and_lies_with_the_long_values(world: World) -> None:
    field_id = await world.add_field("Contact", "story", "RICH_TEXT")
    id_ = await world.create("Contact", story="# Žvėrynas\r\n* two rooms")
    assert (await world.row("people_contact", id_))["custom_long"] == {field_id: "# Žvėrynas\r\n* two rooms"}
    text = await world.value("SELECT search_text FROM record_text WHERE record_id = $1", id_)
    assert "zverynas" in text
