"""Sums, counts and groups cover what the member may see, and name nothing else."""

from typing import Any

import pytest

from gql_crm import EntityAccess, RowScope
from gql_crm.access import AccessProfile, Role
from gql_crm.schema.visibility import restrict
from tests.plugins.declarations import custom, merged
from tests.schema.test_built import built
from tests.story import Story

SUMMARY = (
    "count { value } totalCount aggregate { count sum { stars budget { amount currency } } max { rank } }"
)


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ("rasa", (8, "7", [("2500000", "CZK"), ("299999.99", "EUR")], 3)),
        ("ivo", (4, "6", [], 2)),
        ("loner", (0, None, [], None)),
    ],
)
async def test_a_members_sums_are_of_the_records_that_they_see(
    story: Story, member: str, expected: tuple[int, str | None, list[tuple[str, str]], int | None]
) -> None:
    count, stars, budget, rank = expected
    data = await story.data(f"{{ contacts {{ {SUMMARY} }} }}", actor=getattr(story, member))
    assert data["contacts"] == {
        "count": {"value": count},
        "totalCount": count,
        "aggregate": {
            "count": count,
            "sum": {"stars": stars, "budget": [{"amount": a, "currency": c} for a, c in budget]},
            "max": {"rank": rank},
        },
    }


async def test_lists_of_records_are_counted_within_the_same_bounds(story: Story) -> None:
    query = (
        '{ organizations(filter: {name: {eq: "Řeka reality"}}) { nodes { contacts { aggregate { count }'
        " groups(by: [{owner: true}]) { count } } } }"
        " listings { nodes { viewers { aggregate { count } } } } }"
    )
    for_ivo = await story.data(query, actor=story.ivo)
    assert for_ivo["organizations"]["nodes"] == [
        {"contacts": {"aggregate": {"count": 2}, "groups": [{"count": 1}, {"count": 1}]}}
    ]
    assert for_ivo["listings"]["nodes"] == [
        {"viewers": {"aggregate": {"count": 1}}},  # Žaneta alone
        {"viewers": {"aggregate": {"count": 0}}},  # Jūratė is of Vilnius
    ]


async def test_records_of_houses_that_are_not_to_be_seen_are_in_one_group_without_a_name(
    story: Story,
) -> None:
    data = await story.data(
        "{ contacts { groups(by: [{organization: true}]) { count key { organization { name } } } } }",
        actor=story.rasa,
    )
    assert data["contacts"]["groups"] == [
        {"count": 4, "key": {"organization": None}},  # of three houses, two of them invisible, and of none
        {"count": 2, "key": {"organization": {"name": "Žvėryno namai"}}},
        {"count": 2, "key": {"organization": {"name": "Имоти Шипка"}}},
    ]


async def test_the_record_of_a_key_shows_what_the_member_sees_of_it(story: Story) -> None:
    data = await story.data(
        "{ contacts { groups(by: [{organization: true}], first: 9) { key { organization {"
        " contacts { totalCount } } } } } }",
        actor=story.ivo,
    )
    assert [group["key"]["organization"] for group in data["contacts"]["groups"]] == [
        {"contacts": {"totalCount": 2}},
        None,
    ]


async def test_deleted_records_count_within_the_same_bounds(story: Story) -> None:
    query = (
        "{ contacts(filter: {deleted: ONLY}) { aggregate { count } groups(by: [{team: true}]) { count } } }"
    )
    for member, count in ((story.rasa, 1), (story.ivo, 0)):
        data = await story.data(query, actor=member)
        assert data["contacts"] == {"aggregate": {"count": count}, "groups": [{"count": count}][:count]}


@pytest.mark.parametrize("key", ["roleKeys", "unheardOf"])
@pytest.mark.parametrize(
    "query",
    [
        "{{ users {{ groups(by: [{{{key}: true}}]) {{ count }} }} }}",
        "{{ users {{ groups(by: [{{name: true}}]) {{ key {{ {key} }} }} }} }}",
        "{{ contacts {{ groups(by: [{{owner: true}}]) {{ key {{ owner {{ {key} }} }} }} }} }}",
        "{{ users {{ aggregate {{ max {{ {key} }} }} }} }}",
    ],
)
async def test_a_hidden_field_is_refused_in_the_words_of_an_unknown_one(
    story: Story, query: str, key: str
) -> None:
    document = await story.crm.execute(query.format(key=key), actor=story.loner)
    other = await story.crm.execute(query.format(key="somethingElse"), actor=story.loner)
    assert "data" not in document
    said = [error["message"].replace(key, "somethingElse") for error in document["errors"]]
    assert said == [error["message"] for error in other["errors"]]


async def test_a_hidden_field_in_variables_is_unknown(story: Story) -> None:
    query = "query ($by: [UserGroupBy!]!) { users { groups(by: $by) { count } } }"
    assert (await story.data(query, by=[{"roleKeys": True}]))["users"]["groups"]
    code, message = await story.refusal(query, actor=story.loner, by=[{"roleKeys": True}])
    assert code == "BAD_USER_INPUT"
    assert "roleKeys" in message


def types_for(**hidden: Any) -> Any:
    """The schema of a role that cannot read some fields of contacts."""
    fields = [custom(1, "Contact", "budget", "MONEY"), custom(2, "Contact", "score", "DECIMAL")]
    reader = EntityAccess(RowScope.ALL, hidden=frozenset(hidden["fields"]))
    role = Role("reader", EntityAccess(RowScope.ALL), {"Contact": reader})
    return built(restrict(merged(custom_fields=fields), AccessProfile(("reader",), (role,)))).type_map


def test_a_hidden_field_is_in_no_type() -> None:
    types = types_for(fields=["budget"])
    assert list(types["ContactNumbers"].fields) == ["score"]
    for name in ("ContactExtremes", "ContactGroupKey", "ContactGroupBy"):
        assert "score" in types[name].fields
        assert "budget" not in types[name].fields


def test_a_role_that_reads_no_numbers_has_no_sums() -> None:
    types = types_for(fields=["budget", "score"])
    assert "ContactNumbers" not in types
    assert list(types["ContactAggregate"].fields) == ["count", "min", "max"]
    assert list(types["ContactGroup"].fields) == ["key", "count", "min", "max"]


def test_references_to_an_entity_that_a_role_cannot_read_are_nothing_to_group_by() -> None:
    role = Role("reader", EntityAccess(RowScope.ALL), {"Organization": EntityAccess()})
    field = custom(1, "Contact", "broker", "REFERENCE", target="Organization")
    types: Any = built(restrict(merged(custom_fields=[field]), AccessProfile(("reader",), (role,)))).type_map
    for name in ("ContactGroupKey", "ContactGroupBy"):
        assert not {"organization", "broker"} & types[name].fields.keys()
