"""What `gql-crm explain` says of a query: what it reads, and what makes it slow."""

from typing import Any

import asyncpg
import pytest

from gql_crm.access import Actor
from gql_crm.schema.explaining import ExplainedList, OperationRefused
from gql_crm.testing import Crm
from gql_crm.workspace import GraphQLRequest
from gql_crm.workspace.explaining import Explanation, explain
from tests.story import Story, contact

MEND = (
    'mutation { updateField(entity: "Contact", key: "budget", input: { indexed: true })'
    " { userErrors { message } } }"
)
RICH = 'filter: { budget: { gte: { amount: "5", currency: EUR } } }'


async def explained(
    crm: Crm, query: str, actor: Actor | None = None, *, analyze: bool = False, **variables: Any
) -> Explanation:
    request = GraphQLRequest(query=query, variables=variables)
    return await explain(crm.workspace, request, actor or crm.admin, analyze=analyze)


async def warnings(crm: Crm, query: str, actor: Actor | None = None, **variables: Any) -> list[str]:
    return [one.text for one in (await explained(crm, query, actor, **variables)).warnings]


async def refusal(story: Story, query: str, actor: Actor | None = None, **variables: Any) -> tuple[Any, Any]:
    """Return what the explanation is refused with, and what the answer says."""
    with pytest.raises(OperationRefused) as refused:
        await explained(story.crm, query, actor, **variables)
    answer = await story.crm.execute(query, variables, actor=actor)
    return [error.formatted for error in refused.value.errors], answer["errors"]


async def test_what_each_root_field_reads_and_costs_is_told(story: Story) -> None:
    query = """query Home($id: ID!, $ids: [ID!]!, $size: Int!) {
      me: viewer { name }
      contact(id: $id) { firstName }
      node(id: $id) { id }
      nodes(ids: $ids) { id }
      page: contacts(first: $size) { totalCount nodes { id } }
      catalog { version }
      __typename
    }"""
    told = await explained(story.crm, query, id=contact(1), ids=[contact(1), contact(2)], size=7)
    assert told.operation == "Home"
    assert [(field.key, field.field, field.reads, field.cost) for field in told.fields] == [
        ("me", "viewer", "the user who asks", 1),
        ("contact", "contact", "one Contact by its id", 1),
        ("node", "node", "a record of any entity by its id", 1),
        ("nodes", "nodes", "records of any entity by their ids", 2),
        ("page", "contacts", "a list of Contact", 57),
        ("catalog", "catalog", "no records", 1),
        ("__typename", "__typename", "no records", 0),
    ]
    assert told.cost == {"requested": 63, "limit": 5_000}
    assert told.roles == ("admin",)


async def test_a_list_is_told_with_what_picks_sorts_and_cuts_it_and_lists_inside(story: Story) -> None:
    query = """query ($filter: OrganizationFilter, $before: String) {
      organizations(
        filter: $filter, search: "namai", last: 3, orderBy: [{ name: DESC }, { parent: { name: ASC } }]
      ) {
        nodes { name people: contacts(before: $before) { totalCount edges { cursor } } }
        pageInfo { hasNextPage }
      }
    }"""
    cursors = "{ contacts(first: 1) { pageInfo { endCursor } } }"
    before = (await story.data(cursors))["contacts"]["pageInfo"]["endCursor"]
    told = await explained(story.crm, query, filter={"employees": {"gt": 2}}, before=before)
    (field,) = told.fields
    people = ExplainedList(
        key="people",
        field="Organization.contacts",
        entity="Contact",
        filter=None,
        search=None,
        order=[],
        rows=20,
        backward=True,
        cursor=True,
        counts=["totalCount"],
        lists=(),
    )
    assert field.lists == (
        ExplainedList(
            key="organizations",
            field="Query.organizations",
            entity="Organization",
            filter={"employees": {"gt": 2}},
            search="namai",
            order=["name DESC", "parent.name ASC"],
            rows=3,
            backward=True,
            cursor=False,
            counts=[],
            lists=(people,),
        ),
    )


async def test_the_statement_is_the_one_that_the_query_runs(story: Story) -> None:
    query = "query ($id: ID!) { contact(id: $id) { firstName } }"
    told = await explained(story.crm, query, id=contact(1))
    story.crm.statements.clear()
    await story.data(query, id=contact(1))
    (statement,) = story.crm.statements
    assert "".join((told.sql or "").split()) == "".join(statement.split())
    assert [str(value) for value in told.parameters] == [contact(1)]
    assert any("people_contact" in line for line in told.plan)


async def test_explaining_runs_nothing_and_analyzing_does(story: Story) -> None:
    query = "{ contacts { nodes { id } } }"
    assert not any("actual" in line for line in (await explained(story.crm, query)).plan)
    assert any("actual" in line for line in (await explained(story.crm, query, analyze=True)).plan)


async def test_what_reads_no_records_has_no_statement(story: Story) -> None:
    told = await explained(story.crm, "{ catalog { version } }")
    assert (told.sql, told.parameters, told.plan, told.warnings) == (None, (), (), [])


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ contacts { nodes { nothing } } }", {}),
        ("{ contacts( }", {}),
        ("query A { __typename } query B { __typename }", {}),
        ("query ($first: Int!) { contacts(first: $first) { totalCount } }", {"first": "many"}),
        ("{ contacts(first: 1000) { totalCount } good: contacts { totalCount } }", {}),
        ('{ contacts(filter: { nextCall: { eq: "soon" } }) { totalCount } }', {}),
        ('{ contact(id: "x") { firstName } }', {}),
        ("{ contacts(first: 200) { nodes { lenders(first: 200) { nodes { id } } } } }", {}),
    ],
)
async def test_what_would_be_refused_is_refused_in_the_same_words(
    story: Story, query: str, variables: dict[str, Any]
) -> None:
    explained_errors, errors = await refusal(story, query, **variables)
    assert explained_errors == errors


async def test_mutations_are_not_explained(story: Story) -> None:
    with pytest.raises(OperationRefused, match="Only queries are explained"):
        await explained(
            story.crm, 'mutation { retireField(entity: "Contact", key: "vip") { catalogVersion } }'
        )


async def test_a_member_sees_the_plan_of_their_own_rows(story: Story) -> None:
    told = await explained(story.crm, "{ contacts { nodes { id } } }", story.rasa)
    assert told.roles == ("member",)
    assert "gql_crm_teams_of" in (told.sql or "")


async def test_a_filter_without_an_index_is_warned_of_and_mended_by_what_it_says(own_story: Story) -> None:
    crm = own_story.crm
    query = f"{{ contacts({RICH}) {{ nodes {{ id }} }} }}"
    (warning,) = (await explained(crm, query)).warnings
    assert warning.text == "Contact.budget is filtered by without an index; each Contact may be read."
    assert warning.mend == MEND
    mended = await crm.data(warning.mend)
    assert mended == {"updateField": {"userErrors": []}}
    (text,) = await warnings(crm, query)
    building = "Contact.budget is filtered by while its index is BUILDING; until it is READY, "
    assert text == f"{building}each Contact may be read."
    await crm.run_jobs()
    assert await warnings(crm, query) == []


async def test_an_index_that_is_lost_is_warned_of(own_story: Story) -> None:
    crm = own_story.crm
    await crm.data(MEND)
    await crm.run_jobs()
    connection = await asyncpg.connect(crm.workspace.tables.owner_dsn)
    name = await connection.fetchval("SELECT relname FROM pg_class WHERE relname ~ '_c1_[0-9a-f]{8}$'")
    await connection.execute(f'DROP INDEX "{name}"')
    await connection.close()
    query = "{ contacts(orderBy: [{ budget: DESC }]) { nodes { id } } }"
    (warning,) = (await explained(crm, query)).warnings
    assert warning.text.startswith(
        "Contact.budget is ordered by without its index; each Contact may be read. The index is missing"
    )
    assert await crm.data(warning.mend or "") == {"updateField": {"userErrors": []}}
    await crm.run_jobs()
    assert await warnings(crm, query) == []


EVERY_PAGE = "each Contact is read for every page. No index serves that."
NOTHING_SERVES = "An index would not help: none serves this condition."
OF_A_MODULE = 'It cannot have one: the module "agency" adds it to another module\'s entity.'
IN_A_LIST = "An index would not help: such a list is found by its record, and short lists are read at once."
WARNED = {
    "an order": (
        "orderBy: [{ stars: DESC }]",
        ["Contact.stars is ordered by without an index; each Contact may be read."],
    ),
    "an order and a filter of one field": (
        "orderBy: [{ stars: DESC }], filter: { stars: { gt: 1 } }",
        [
            "Contact.stars is filtered by without an index; each Contact may be read.",
            "Contact.stars is ordered by without an index; each Contact may be read.",
        ],
    ),
    "a field twice": (
        "filter: { or: [{ stars: { eq: 1 } }, { and: [{ stars: { in: [2, 3] } }] }] }",
        ["Contact.stars is filtered by without an index; each Contact may be read."],
    ),
    "a field of a module": (
        "filter: { rank: { eq: 1 } }",
        [f"Contact.rank is filtered by without an index; each Contact may be read. {OF_A_MODULE}"],
    ),
    "a text that is looked into": (
        'filter: { oldCode: { contains: "a" } }',
        ["Contact.oldCode is filtered by without an index; each Contact may be read."],
    ),
    "members of a list of options": (
        'filter: { hobbies: { containsAny: ["chess"] } }',
        ["Contact.hobbies is filtered by without an index; each Contact may be read."],
    ),
    "what no index serves: a complement": (
        "filter: { stars: { ne: 1 } }",
        [f"Contact.stars is filtered by without an index; each Contact may be read. {NOTHING_SERVES}"],
    ),
    "what no index serves: a negation": (
        "filter: { not: { stars: { eq: 1 } } }",
        [f"Contact.stars is filtered by without an index; each Contact may be read. {NOTHING_SERVES}"],
    ),
    "what no index serves: a part of a value": (
        'filter: { budget: { amount: { gt: "1" } } }',
        [f"Contact.budget is filtered by without an index; each Contact may be read. {NOTHING_SERVES}"],
    ),
    "what no index serves: an empty list of options": (
        "filter: { hobbies: { isEmpty: true } }",
        [f"Contact.hobbies is filtered by without an index; each Contact may be read. {NOTHING_SERVES}"],
    ),
    "an order through a relation": (
        "orderBy: [{ organization: { name: ASC } }]",
        [
            "Contact is ordered by organization.name, through a relation; " + EVERY_PAGE,
        ],
    ),
    "an order through a relation by a custom field": (
        "orderBy: [{ mentor: { stars: ASC } }]",
        [
            "Contact is ordered by mentor.stars, through a relation; " + EVERY_PAGE,
        ],
    ),
    "a filter through a relation": (
        "filter: { mentor: { stars: { eq: 5 } } }",
        ["Contact.stars is filtered by without an index; each Contact may be read."],
    ),
    "a filter through a list": (
        "filter: { mentees: { some: { vip: { eq: true } } } }",
        ["Contact.vip is filtered by without an index; each Contact may be read."],
    ),
    "a filter through a list that every record has to meet": (
        "filter: { mentees: { every: { vip: { eq: true } } } }",
        [f"Contact.vip is filtered by without an index; each Contact may be read. {NOTHING_SERVES}"],
    ),
    "nothing: an order behind another": ("orderBy: [{ createdAt: ASC }, { stars: ASC }]", []),
    "nothing: columns": ('filter: { firstName: { eq: "Ona" } }, orderBy: [{ lastName: ASC }]', []),
    "nothing: references, which have an index": (f'filter: {{ brokerId: {{ eq: "{contact(1)}" }} }}', []),
    "nothing: an operator that is null": ("filter: { stars: null }", []),
}


@pytest.mark.parametrize("case", WARNED)
async def test_what_reads_more_than_its_page_is_warned_of(story: Story, case: str) -> None:
    arguments, expected = WARNED[case]
    assert await warnings(story.crm, f"{{ contacts({arguments}) {{ nodes {{ id }} }} }}") == expected


async def test_in_a_list_of_a_record_an_index_is_not_proposed(story: Story) -> None:
    query = """{ organizations(first: 1) { nodes {
      contacts(filter: { stars: { eq: 1 } }, orderBy: [{ organization: { name: ASC } }]) { totalCount }
    } } }"""
    filtered, ordered = (await explained(story.crm, query)).warnings
    assert filtered.text == (
        'Contact.stars is filtered by without an index in the list "Organization.contacts";'
        f" each Contact there may be read. {IN_A_LIST}"
    )
    assert ordered.text == (
        'Contact is ordered by organization.name, through a relation in the list "Organization.contacts";'
        " each Contact there is read for every page. No index serves that."
    )
    assert (filtered.mend, ordered.mend) == (None, None)


async def test_values_of_variables_decide_what_is_warned_of(story: Story) -> None:
    query = "query ($filter: ContactFilter) { contacts(filter: $filter) { totalCount } }"
    assert await warnings(story.crm, query, filter={"firstName": {"eq": "Ona"}}) == []
    (text,) = await warnings(story.crm, query, filter={"stars": {"ne": 1}})
    assert text.endswith(NOTHING_SERVES)


async def test_explaining_keeps_no_statement_and_changes_none(own_story: Story) -> None:
    crm = own_story.crm
    query = f"{{ contacts({RICH}, orderBy: [{{ stars: ASC }}]) {{ totalCount nodes {{ firstName }} }} }}"
    answer = await crm.execute(query)
    before = list(crm.statements)[-1]
    await explained(crm, query)
    assert await crm.execute(query) == answer
    assert crm.statements[-1] == before
