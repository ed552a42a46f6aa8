"""Filters: which records they find."""

from collections.abc import Mapping
from typing import Any, cast

import pytest
from graphql import GraphQLInputObjectType, print_ast
from graphql.utilities import value_to_literal

from tests.story import Story, contact, organization


async def found(story: Story, filter: Mapping[str, Any], plural: str = "contacts") -> list[int]:
    """Return the numbers of the records that a filter finds; the count must agree.

    Written in the document it finds what it finds as a variable.
    """
    type_ = {"contacts": "Contact", "organizations": "Organization", "listings": "Listing", "teams": "Team"}[
        plural
    ]
    data = await story.data(
        f"query ($filter: {type_}Filter) {{ {plural}(filter: $filter) {{ totalCount nodes {{ id }} }} }}",
        filter=filter,
    )
    versions = story.crm.workspace.live.versions
    schema = (await versions.for_profile(versions.profile(("admin",)))).schema
    literal = value_to_literal(filter, cast(GraphQLInputObjectType, schema.get_type(f"{type_}Filter")))
    assert literal is not None
    written = f"{{ {plural}(filter: {print_ast(literal)}) {{ totalCount nodes {{ id }} }} }}"
    assert await story.data(written) == data
    assert data[plural]["totalCount"] == len(data[plural]["nodes"])
    return sorted(int(node["id"][-12:]) for node in data[plural]["nodes"])


LIVE = list(range(1, 15))


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({}, LIVE),
        ({"firstName": {}}, LIVE),
        ({"firstName": None}, LIVE),
        ({"firstName": {"eq": "Jūratė"}}, [1]),
        ({"firstName": {"eq": "jūratė"}}, []),
        ({"firstName": {"contains": "JURAT"}}, [1]),
        ({"firstName": {"in": []}}, []),
        ({"firstName": {"notIn": []}}, LIVE),
        ({"firstName": {"in": ["Ona", "Řehoř"]}}, [6, 13]),
        ({"firstName": {"notIn": ["Ona", "Řehoř"]}}, [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 14]),
        ({"firstName": {"ne": "Ona"}}, [n for n in LIVE if n != 13]),
        ({"firstName": {"isNull": True}}, [14]),
        ({"firstName": {"isNull": False}}, LIVE[:-1]),
        ({"firstName": {"startsWith": "С"}}, []),
        ({"firstName": {"startsWith": "ИВ"}}, [9]),
        ({"lastName": {"endsWith": "OVÁ"}}, [4]),
        ({"rank": {"gte": 2}}, [1, 4, 9]),
        ({"rank": {"between": {"from": 2, "to": 2}}}, [4, 9]),
        ({"rank": {"ne": 2}}, [n for n in LIVE if n not in (4, 9)]),
        ({"rank": {"gt": 1, "lt": 3}}, [4, 9]),
        ({"birthdate": {"lt": "1980-05-17"}}, [2]),
        ({"status": {"in": ["Active", "Inactive"]}}, [1, 2, 3, 10]),
        ({"doNotCall": {"eq": False}}, [1]),
        ({"contactTypes": {"containsAny": ["Seller", "Tenant"]}}, [1, 2]),
        ({"contactTypes": {"containsAll": ["Seller", "Buyer"]}}, [1]),
        ({"budget": {"gte": {"amount": "99999.99", "currency": "EUR"}}}, [1, 2, 12]),
        ({"budget": {"amount": {"gt": "99999.99"}}}, [1, 3, 12]),
        ({"budget": {"currency": {"ne": "EUR"}}}, [n for n in LIVE if n not in (1, 2, 12)]),
        ({"budget": {"in": [{"amount": "100000.00", "currency": "EUR"}]}}, [1, 12]),
        ({"nextCall": {"within": {"next": 2, "unit": "DAY"}}}, [1]),
        ({"lastCall": {"thisMonth": True}}, [1]),
        ({"vip": {"eq": False}}, [2]),
        ({"hobbies": {"containsAny": ["chess"]}}, [1, 4]),
        ({"hobbies": {"isEmpty": True}}, [n for n in LIVE if n not in (1, 4)]),
        ({"oldCode": {"isNull": False}}, [1, 5]),
        ({"memo": {"contains": "EZERO"}}, [2]),
        ({"id": {"in": [contact(3), contact(99)]}}, [3]),
        ({"id": {"notIn": [contact(n) for n in range(3, 15)]}}, [1, 2]),
        ({"rank": {"isNull": None}}, "BAD_USER_INPUT"),
        ({"firstName": {"eq": None}}, "BAD_USER_INPUT"),
        ({"firstName": {"in": None}}, "BAD_USER_INPUT"),
        ({"budget": {"eq": None}}, "BAD_USER_INPUT"),
        ({"id": {"eq": "nonsense"}}, "BAD_USER_INPUT"),
        ({"budget": {"eq": {"amount": "1", "currency": "QQQ"}}}, "BAD_USER_INPUT"),
        ({"nextCall": {"within": {"unit": "DAY"}}}, "BAD_USER_INPUT"),
        ({"firstName": {"eq": 5}}, "BAD_USER_INPUT"),
        ({"nickName": {"eq": "x"}}, "BAD_USER_INPUT"),
    ],
)  # fmt: skip
async def test_an_operator_finds_what_it_says(story: Story, filter: dict[str, Any], expected: Any) -> None:
    if isinstance(expected, str):
        code, _ = await story.refusal(
            "query ($filter: ContactFilter) { contacts(filter: $filter) { totalCount } }", filter=filter
        )
        assert code == expected
    else:
        assert await found(story, filter) == expected


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({"and": []}, LIVE),
        ({"or": []}, []),
        ({"or": [{}]}, LIVE),
        ({"and": [{"rank": {"eq": 2}}, {"stars": {"eq": 5}}]}, [4]),
        ({"or": [{"rank": {"eq": 2}}, {"stars": {"eq": 5}}]}, [1, 4, 9]),
        ({"not": {"rank": {"eq": 2}}}, [n for n in LIVE if n not in (4, 9)]),
        ({"not": {"rank": {"gte": 0}}}, [n for n in LIVE if n not in (1, 3, 4, 9)]),
        ({"not": {"or": [{"rank": {"gte": 0}}, {"not": {"status": {"eq": "Active"}}}]}}, [10]),
        ({"not": {}}, []),
        (
            {
                "or": [
                    {"and": [{"rank": {"eq": 3}}, {"vip": {"eq": True}}]},
                    {"not": {"id": {"notIn": [contact(5)]}}},
                ]
            },
            [1, 5],
        ),
        ({"rank": {"eq": 2}, "or": [{"stars": {"eq": 5}}, {"stars": {"eq": 1}}]}, [4]),
    ],
)
async def test_and_or_and_not_combine(story: Story, filter: dict[str, Any], expected: list[int]) -> None:
    assert await found(story, filter) == expected


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({"organizationId": {"eq": organization(2)}}, [4, 5]),
        ({"organizationId": {"in": []}}, []),
        ({"organizationId": {"notIn": [organization(1), organization(2)]}}, [3, 6, 7, 8, 9, 10, 11, 12, 13,
        14]),
        ({"organizationId": {"isNull": True}}, [6, 9, 12, 14]),
        ({"organizationId": {"isNull": False}}, [1, 2, 3, 4, 5, 7, 8, 10, 11, 13]),
        ({"organization": {}}, LIVE),
        ({"organization": None}, LIVE),
        ({"organization": {"name": None}}, LIVE),
        ({"organization": {"name": {}}}, LIVE),
        ({"organization": {"name": {"contains": "namai"}}}, [1, 2, 3]),
        ({"organization": {"name": {"ne": "Řeka reality"}}}, [1, 2, 3, 7, 8, 10, 11]),
        ({"not": {"organization": {"name": {"eq": "Řeka reality"}}}}, [n for n in LIVE if n not in (4, 5)]),
        ({"organization": {"isNull": True}}, [6, 9, 12, 13, 14]),
        ({"organization": {"isNull": False}}, [1, 2, 3, 4, 5, 7, 8, 10, 11]),
        ({"organization": {"isNull": False, "employees": {"eq": 12}}}, [1, 2, 3]),
        ({"organization": {"isNull": True, "employees": {"eq": 12}}}, []),
        ({"organization": {"deleted": "ONLY"}}, [13]),
        ({"organization": {"deleted": "INCLUDE", "employees": {"lte": 3}}}, [4, 5, 13]),
        ({"organization": {"parent": {"employees": {"eq": 12}}}}, [3]),
        ({"organization": {"parentId": {"isNull": False}}}, [3]),
        ({"mentor": {"rank": {"eq": 3}}}, [2, 3]),
        ({"mentorId": {"eq": contact(4)}}, [6]),
        ({"mentorId": {"isNull": False}}, [2, 3, 6]),
        ({"mentorId": {"notIn": [contact(1)]}}, [n for n in LIVE if n not in (2, 3)]),
        ({"brokerId": {"eq": organization(2)}}, [1]),
        ({"broker": {"employees": {"eq": 3}}}, [1]),
        ({"mentor": {"mentor": {"isNull": True}}}, [2, 3, 6]),
        ({"team": {"name": {"eq": "Praha"}}}, [4, 5, 7]),
        ({"owner": {"name": {"eq": "Ivo"}}}, [4, 6]),
    ],
)  # fmt: skip
async def test_a_related_record_is_filtered_by_its_id_or_its_own_fields(
    story: Story, filter: dict[str, Any], expected: list[int]
) -> None:
    assert await found(story, filter) == expected


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({"contacts": {}}, [1, 2, 3, 4, 5]),
        ({"contacts": {"some": None}}, [1, 2, 3, 4, 5]),
        ({"contacts": {"some": {}}}, [1, 2, 3, 4, 5]),
        ({"contacts": {"none": {}}}, []),
        ({"contacts": {"some": {"doNotCall": {"eq": True}}}}, [1, 2]),
        ({"contacts": {"none": {"doNotCall": {"eq": True}}}}, [3, 4, 5]),
        ({"contacts": {"every": {"firstName": {"contains": "ju"}}}}, []),
        ({"contacts": {"every": {"rank": {"isNull": True}}}}, [3, 4]),
        ({"contacts": {"every": {"organization": {"employees": {"lt": 20}}}}}, [1, 2, 5]),
        ({"contacts": {"some": {"stars": {"gt": 1}}, "none": {"vip": {"eq": True}}}}, [2]),
        ({"contacts": {"some": {"deleted": "ONLY"}}}, [1]),
    ],
)
async def test_a_list_of_referring_records_is_filtered_by_some_none_every(
    story: Story, filter: dict[str, Any], expected: list[int]
) -> None:
    assert await found(story, filter, "organizations") == expected


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({"viewers": {"some": {}}}, [1, 2, 3]),
        ({"viewers": {"none": {}}}, [4]),
        ({"viewers": {"every": {"stars": {"eq": 5}}}}, [2, 3, 4]),  # true of none, too
        ({"viewers": {"some": {"organization": {"name": {"startsWith": "reka"}}}}}, [1, 3]),
        ({"seller": {"viewedListings": {"some": {"rooms": {"eq": 5}}}}}, [2]),
        ({"seller": {"soldListings": {"some": {"stage": {"eq": "draft"}}}}}, [2]),
        ({"area": {"gt": "54"}}, [1]),
        ({"price": {"between": {"from": {"amount": "1", "currency": "EUR"}, "to": {"amount": "99999.5",
        "currency": "EUR"}}}}, [3]),
        ({"viewedAt": {"lt": "2026-03-14T10:00:00.2+02:00"}}, [1]),
        ({"viewedAt": {"within": {"last": 2, "unit": "DAY"}}}, [1]),
    ],
)  # fmt: skip
async def test_both_sides_of_a_many_to_many_relation_are_filtered(
    story: Story, filter: dict[str, Any], expected: list[int]
) -> None:
    assert await found(story, filter, "listings") == expected


async def test_a_reference_of_another_module_is_filtered_from_the_other_end(story: Story) -> None:
    assert await found(story, {"mentees": {"some": {"firstName": {"eq": "Šarūnas"}}}}) == [1]
    assert await found(story, {"mentees": {"every": {"rank": {"isNull": True}}}}) == [
        n for n in LIVE if n != 1
    ]


async def test_deleted_records_are_shown_when_asked_for(story: Story) -> None:
    assert await found(story, {"deleted": "ONLY"}) == [15]
    assert await found(story, {"deleted": "INCLUDE"}) == [*LIVE, 15]
    assert await found(story, {"deleted": None}) == LIVE
    assert await found(story, {"deleted": "INCLUDE", "firstName": {"startsWith": "pet"}}) == [15]


@pytest.mark.parametrize(
    "inside", [{"and": [{"deleted": "ONLY"}]}, {"or": [{"deleted": "INCLUDE"}]}, {"not": {"deleted": "ONLY"}}]
)
async def test_deleted_inside_and_or_or_not_is_refused_instead_of_ignored(
    story: Story, inside: dict[str, Any]
) -> None:
    code, message = await story.refusal(
        "query ($filter: ContactFilter) { contacts(filter: $filter) { totalCount } }", filter=inside
    )
    assert code == "BAD_USER_INPUT"
    assert "deleted" in message


async def test_a_deleted_record_is_found_by_its_id_and_says_when_it_was_deleted(story: Story) -> None:
    data = await story.data("query ($id: ID!) { contact(id: $id) { firstName deletedAt } }", id=contact(15))
    assert data["contact"] == {"firstName": "Petras", "deletedAt": "2026-03-14T12:30:00+00:00"}


async def test_a_relation_to_a_deleted_record_is_null_and_lists_leave_it_out(story: Story) -> None:
    data = await story.data(
        "query ($ona: ID!, $home: ID!, $listing: ID!) { contact(id: $ona) { organization { name } }"
        " organization(id: $home) { contacts { totalCount nodes { id } } }"
        " listing(id: $listing) { viewers { totalCount nodes { id } } } }",
        ona=contact(13),
        home=organization(1),
        listing="018f0000-0005-7000-8000-000000000005",
    )
    assert data["contact"] == {"organization": None}
    assert data["organization"]["contacts"] == {
        "totalCount": 2,
        "nodes": [{"id": contact(2)}, {"id": contact(1)}],
    }
    assert data["listing"]["viewers"] == {"totalCount": 1, "nodes": [{"id": contact(2)}]}


async def test_the_error_of_a_filter_names_the_place(story: Story) -> None:
    _, message = await story.refusal(
        "query ($filter: ContactFilter) { contacts(filter: $filter) { totalCount } }",
        filter={"or": [{}, {"organization": {"parentId": {"eq": "nonsense"}}}]},
    )
    assert "filter.or.1.organization.parentId.eq" in message
    assert '"nonsense"' in message
