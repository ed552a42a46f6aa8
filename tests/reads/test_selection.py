"""What a document selects: aliases, fragments, directives, merged fields, type names."""

import pytest

from tests.story import Story, contact, organization


async def test_a_field_is_answered_under_its_alias_as_often_as_it_is_asked(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { one: contact(id: $id) { a: firstName b: firstName lastName } two:"
        " contact(id: $id) { id } }",
        id=contact(3),
    )
    assert data == {
        "one": {"a": "Šarūnas", "b": "Šarūnas", "lastName": "Sutkus"},
        "two": {"id": contact(3)},
    }


@pytest.mark.parametrize(
    "name", ["o", "t1", "t2", "f", "rt", "rr", "rn", "c0", "u", "_k0", "r0", "record", "n", "key", "value"]
)
async def test_no_alias_meets_a_name_that_the_statement_uses(story: Story, name: str) -> None:
    data = await story.data(
        f"query ($id: ID!) {{ {name}: contact(id: $id) {{ {name}: stars score"
        f" organization {{ {name}: contacts(orderBy: [{{rank: ASC}}]) {{ {name}: edges {{ {name}:"
        f" cursor node {{ {name}: vip stars }} }}"
        f" pageInfo {{ {name}: hasNextPage }} }} }} budget {{ {name}: amount }} }} }}",
        id=contact(1),
    )
    record = data[name]
    assert (record[name], record["score"], record["budget"]) == (5, "4.5", {name: "100000"})
    assert [edge["node"][name] for edge in record["organization"][name][name]] == [True, False]
    assert record["organization"][name]["pageInfo"] == {name: False}


@pytest.mark.parametrize("length", [63, 64, 200])
async def test_long_aliases_come_back_whole_at_every_level(story: Story, length: int) -> None:
    long = "a" * length
    data = await story.data(
        f"query ($id: ID!) {{ {long}: contact(id: $id) {{ {long}: __typename {long}b: firstName rank"
        f" budget {{ {long}: amount __typename }} organization {{ {long}: name __typename"
        f" {long}c: contacts(first: 1) {{ {long}: __typename nodes {{ {long}: doNotCall }}"
        f" {long}d: edges {{ {long}: cursor __typename }}"
        f" {long}p: pageInfo {{ {long}: hasNextPage {long}q: hasPreviousPage endCursor __typename"
        f" }} }} }} }} }}",
        id=contact(1),
    )
    record = data[long]
    assert record[long] == "Contact"
    assert record[f"{long}b"] == "Jūratė"
    assert record["budget"] == {long: "100000", "__typename": "Money"}
    home = record["organization"]
    assert (home[long], home["__typename"]) == ("Žvėryno namai", "Organization")
    page = home[f"{long}c"]
    assert page[long] == "ContactConnection"
    assert page["nodes"] == [{long: True}]
    assert page[f"{long}d"] == [{long: page[f"{long}p"]["endCursor"], "__typename": "ContactEdge"}]
    assert page[f"{long}p"][long] is True
    assert page[f"{long}p"][f"{long}q"] is False


async def test_a_null_under_a_long_alias_is_null(story: Story) -> None:
    long = "n" * 64
    data = await story.data(
        f"query ($id: ID!) {{ contact(id: $id) {{ {long}: budget {{ amount }} {long}b: organization {{ id }}"
        f" {long}c: firstName {long}d: stars }} }}",
        id=contact(14),
    )
    assert data["contact"] == {long: None, f"{long}b": None, f"{long}c": None, f"{long}d": None}


async def test_fragments_are_spread_wherever_they_stand(story: Story) -> None:
    data = await story.data(
        """
        query ($id: ID!) { ...Root }
        fragment Root on Query {
          contact(id: $id) { ...Person ... on Record { recordType } ... { lastName } ... on Node { id } }
        }
        fragment Person on Contact { firstName organization { ...Firm } }
        fragment Firm on Organization { name contacts(first: 1) { ...Page } }
        fragment Page on ContactConnection { nodes { firstName } ...Info }
        fragment Info on ContactConnection { pageInfo { hasNextPage } }
        """,
        id=contact(4),
    )
    assert data["contact"] == {
        "firstName": "Žaneta",
        "organization": {
            "name": "Řeka reality",
            "contacts": {"nodes": [{"firstName": "Čeněk"}], "pageInfo": {"hasNextPage": True}},
        },
        "recordType": "Contact",
        "lastName": "Řehořová",
        "id": contact(4),
    }


@pytest.mark.parametrize("wanted", [True, False])
async def test_skip_and_include_follow_their_variables(story: Story, *, wanted: bool) -> None:
    data = await story.data(
        """
        query ($id: ID!, $yes: Boolean!) {
          contact(id: $id) {
            id
            firstName @include(if: $yes)
            lastName @skip(if: $yes)
            ... @include(if: $yes) { rank }
            ...Home @skip(if: $yes)
            organization { id name @include(if: $yes) @skip(if: $yes) }
          }
          other: contact(id: $id) @include(if: $yes) { id }
        }
        fragment Home on Contact { stars }
        """,
        id=contact(1),
        yes=wanted,
    )
    seen = {"firstName": "Jūratė", "rank": 3} if wanted else {"lastName": "Žukauskienė", "stars": 5}
    assert data["contact"] == {"id": contact(1), "organization": {"id": organization(1)}, **seen}
    assert ("other" in data) is wanted


async def test_an_object_of_which_everything_is_skipped_is_empty(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!, $no: Boolean = false) { contact(id: $id) { organization { id @include(if: $no) } }"
        " contacts { nodes @include(if: $no) { id } } }",
        id=contact(1),
    )
    assert data == {"contact": {"organization": {}}, "contacts": {}}


async def test_fields_with_the_same_response_key_are_merged(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { contact(id: $id) { organization { id } } contact(id: $id) { organization { name }"
        " ... on Contact { organization { contacts(first: 1) { totalCount } contacts(first: 1) {"
        " nodes { id } } } } } }",
        id=contact(4),
    )
    assert data["contact"]["organization"] == {
        "id": organization(2),
        "name": "Řeka reality",
        "contacts": {"totalCount": 2, "nodes": [{"id": contact(5)}]},
    }


async def test_members_come_in_the_order_of_the_document(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { contact(id: $id) { stars lastName budget { currency amount } id firstName } }",
        id=contact(1),
    )
    assert list(data["contact"]) == ["stars", "lastName", "budget", "id", "firstName"]
    assert list(data["contact"]["budget"]) == ["currency", "amount"]


async def test_every_object_knows_its_type(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { __typename contact(id: $id) { __typename budget { __typename } owner {"
        " __typename }"
        " organization { __typename } viewedListings { __typename edges { __typename node {"
        " __typename } } pageInfo { __typename } } }"
        " viewer { __typename } node(id: $id) { __typename } }",
        id=contact(1),
    )
    assert data == {
        "__typename": "Query",
        "contact": {
            "__typename": "Contact",
            "budget": {"__typename": "Money"},
            "owner": {"__typename": "User"},
            "organization": {"__typename": "Organization"},
            "viewedListings": {
                "__typename": "ListingConnection",
                "edges": [{"__typename": "ListingEdge", "node": {"__typename": "Listing"}}],
                "pageInfo": {"__typename": "PageInfo"},
            },
        },
        "viewer": {"__typename": "User"},
        "node": {"__typename": "Contact"},
    }


async def test_a_composite_of_which_only_the_type_is_asked_is_null_without_a_value(story: Story) -> None:
    data = await story.data("query ($id: ID!) { contact(id: $id) { budget { __typename } } }", id=contact(14))
    assert data["contact"] == {"budget": None}


async def test_relations_are_followed_in_both_directions_and_again(story: Story) -> None:
    data = await story.data(
        "query ($id: ID!) { contact(id: $id) { mentees(orderBy: [{firstName: ASC}]) { totalCount"
        " nodes { firstName mentor { firstName"
        " soldListings(orderBy: [{title: ASC}]) { nodes { title viewers(first: 5, orderBy:"
        " [{firstName: ASC}]) { nodes { firstName } } } } } } } broker { name } } }",
        id=contact(1),
    )
    sold = {
        "nodes": [
            {
                "title": "Namas prie ežero",
                "viewers": {"nodes": [{"firstName": "Ąžuolas"}, {"firstName": "Žaneta"}]},
            }
        ]
    }
    mentor = {"firstName": "Jūratė", "soldListings": sold}
    assert data["contact"] == {
        "mentees": {
            "totalCount": 2,
            "nodes": [{"firstName": "Ąžuolas", "mentor": mentor}, {"firstName": "Šarūnas", "mentor": mentor}],
        },
        "broker": {"name": "Řeka reality"},
    }
