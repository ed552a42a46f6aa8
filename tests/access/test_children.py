"""Children are as visible as their record: its permissions are theirs."""

import pytest

from tests.story import Story, contact, listing

OFFERS = "query ($id: ID!) { listing(id: $id) { title offers { buyer { displayName } amount { amount } } } }"
UPDATE = """mutation ($id: ID!, $offers: [ListingOfferInput!]) {
  updateListing(id: $id, input: {offers: $offers}) {
    listing { version offers { id buyer { id } amount { amount } } } userErrors { code field message }
  }
}"""
EUR = {"amount": "1", "currency": "EUR"}


async def test_a_record_that_is_invisible_shows_no_children(story: Story) -> None:
    data = await story.data(OFFERS, actor=story.ivo, id=listing(1))
    assert data == {"listing": None}


async def test_a_record_that_a_child_refers_to_and_that_is_invisible_is_null(story: Story) -> None:
    data = await story.data(OFFERS, actor=story.ivo, id=listing(3))
    assert data["listing"]["offers"] == [{"buyer": None, "amount": {"amount": "95000"}}]
    data = await story.data(OFFERS, id=listing(3))
    assert data["listing"]["offers"][0]["buyer"] == {"displayName": "Jūratė Žukauskienė"}


@pytest.mark.parametrize(
    ("filter_", "found"),
    [
        ('{buyer: {firstName: {startsWith: "j"}}}', 0),
        ('{not: {buyer: {firstName: {startsWith: "j"}}}}', 2),
        ("{buyer: {isNull: true}}", 1),
    ],
)
async def test_filters_through_children_tell_nothing_of_invisible_records(
    story: Story, filter_: str, found: int
) -> None:
    query = f"{{ listings(filter: {{offers: {{some: {filter_}}}}}) {{ totalCount }} }}"
    assert (await story.data(query, actor=story.ivo))["listings"]["totalCount"] == found


async def test_who_may_change_the_record_changes_its_children_and_keeps_what_they_do_not_see(
    own_story: Story,
) -> None:
    ids = "query ($id: ID!) { listing(id: $id) { offers { id } } }"
    [offer] = (await own_story.data(ids, actor=own_story.ivo, id=listing(3)))["listing"]["offers"]
    offers = [{"amount": EUR}, {"id": offer["id"], "amount": EUR}]
    data = await own_story.data(UPDATE, actor=own_story.ivo, id=listing(3), offers=offers)
    changed = data["updateListing"]["listing"]["offers"]
    assert [one["amount"] for one in changed] == [{"amount": "1"}] * 2
    assert changed[1] == {"id": offer["id"], "buyer": None, "amount": {"amount": "1"}}
    seen = (await own_story.data(OFFERS, id=listing(3)))["listing"]["offers"][1]
    assert seen["buyer"] == {"displayName": "Jūratė Žukauskienė"}


async def test_children_refer_only_to_what_their_writer_sees(own_story: Story) -> None:
    offers = [{"amount": EUR, "buyerId": contact(4)}, {"amount": EUR, "buyerId": contact(1)}]
    data = await own_story.data(UPDATE, actor=own_story.ivo, id=listing(3), offers=offers)
    errors = data["updateListing"]["userErrors"]
    assert [(one["code"], one["field"]) for one in errors] == [("NOT_FOUND", ["offers", "1", "buyerId"])]


async def test_children_of_an_invisible_record_are_not_written(own_story: Story) -> None:
    data = await own_story.data(UPDATE, actor=own_story.ivo, id=listing(1), offers=[])
    assert [one["code"] for one in data["updateListing"]["userErrors"]] == ["NOT_FOUND"]
    assert len((await own_story.data(OFFERS, id=listing(1)))["listing"]["offers"]) == 3
