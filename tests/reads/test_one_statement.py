"""All that a query reads is one statement; a field that fails does so alone."""

from structlog.testing import capture_logs

from tests.story import Story, contact, organization


async def test_a_query_with_many_root_fields_is_one_statement(story: Story) -> None:
    story.crm.statements.clear()
    data = await story.data(
        "query ($id: ID!, $ids: [ID!]!) { contacts { nodes { organization { contacts { nodes { id"
        " } totalCount } } } totalCount }"
        ' search: contacts(search: "x", orderBy: [{rank: ASC}]) { pageInfo { endCursor } }'
        " contact(id: $id) { firstName }"
        " node(id: $id) { id } nodes(ids: $ids) { id ... on Organization { name } } viewer { name"
        " } listings { totalCount } __typename }",
        id=contact(1),
        ids=[organization(1), contact(2)],
    )
    assert len(story.crm.statements) == 1
    assert list(data) == [
        "contacts",
        "search",
        "contact",
        "node",
        "nodes",
        "viewer",
        "listings",
        "__typename",
    ]


async def test_a_query_of_names_alone_is_no_statement(story: Story) -> None:
    story.crm.statements.clear()
    assert await story.data("{ __typename }") == {"__typename": "Query"}
    assert story.crm.statements == []


async def test_all_root_fields_see_the_same_moment(own_story: Story) -> None:
    data = await own_story.data(
        "{ a: contacts { totalCount } b: contacts(filter: {deleted: INCLUDE}) { totalCount } }"
    )
    assert data == {"a": {"totalCount": 14}, "b": {"totalCount": 15}}


async def test_a_field_that_is_refused_is_null_alone(story: Story) -> None:
    story.crm.statements.clear()
    document = await story.crm.execute(
        "query ($id: ID!) { good: contact(id: $id) { firstName } bad: contact(id: $id) {"
        " mentees(first: 999) { totalCount } }"
        ' worse: node(id: "nonsense") { id } }',
        {"id": contact(1)},
    )
    assert document["data"] == {"good": {"firstName": "Jūratė"}, "bad": None, "worse": None}
    assert [(e["path"], e["extensions"]["code"]) for e in document["errors"]] == [
        (["bad"], "BAD_USER_INPUT"),
        (["worse"], "BAD_USER_INPUT"),
    ]
    assert len(story.crm.statements) == 1


async def test_a_field_that_fails_in_the_database_is_null_alone(own_story: Story) -> None:
    crm = own_story.crm
    async with crm.workspace.database.transaction() as connection:  # what no release should ever leave behind
        key = crm.workspace.live.versions.catalog.entity("Contact").fields["stars"].field_id
        await connection.execute(
            "UPDATE people_contact SET custom = custom || jsonb_build_object($1::text, 'many') WHERE id = $2",
            key,
            contact(3),
        )
    crm.statements.clear()
    with capture_logs() as logs:
        document = await crm.execute(
            "query ($good: ID!, $bad: ID!) { good: contact(id: $good) { stars } bad: contact(id: $bad)"
            " { stars } viewer { id } }",
            {"good": contact(1), "bad": contact(3)},
        )
    assert document["data"] == {"good": {"stars": 5}, "bad": None, "viewer": {"id": str(crm.admin.user_id)}}
    assert [(error["path"], error["extensions"]["code"]) for error in document["errors"]] == [
        (["bad"], "INTERNAL")
    ]
    assert "many" not in document["errors"][0]["message"]
    assert [entry["id"] for entry in logs] == [document["errors"][0]["extensions"]["id"]]
    assert len(crm.statements) == 4  # all at once, then one by one


async def test_a_list_that_is_refused_takes_the_answer_with_it_as_its_type_says(story: Story) -> None:
    document = await story.crm.execute("{ viewer { id } contacts(first: 999) { totalCount } }")
    assert document["data"] is None
    assert document["errors"][0]["path"] == ["contacts"]
