"""Introspection is answered once per document and schema, and always by the schema of now."""

import asyncio
from typing import Any

import orjson
import pytest
from graphql import execute_sync, get_introspection_query, parse

from gql_crm.access import Actor
from gql_crm.schema.packed import Packed
from gql_crm.testing import Crm
from gql_crm.workspace import GraphQLRequest, GraphQLResponse

STANDARD = get_introspection_query()
VARIANTS = {
    "plain": STANDARD,
    "GraphiQL's": get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        one_of=True,
    ),
    "without descriptions": get_introspection_query(descriptions=False),
    "aliases": '{ a: __type(name: "Contact") { name } b: __schema { queryType { name } } __typename }',
    "inline fragment": '{ ... on Query { __type(name: "Contact") { kind } } }',
    "skipped": "{ __schema @skip(if: true) { queryType { name } } __typename }",
}
MIXED = {
    "a read": "{ __schema { queryType { name } } viewer { id } }",
    "the catalog": '{ __type(name: "Contact") { name } catalog { version } }',
    "in a fragment": "{ ...F } fragment F on Query { viewer { id } __schema { queryType { name } } }",
    "a mutation": "mutation { __typename }",
    "only the root's name": "{ __typename }",
}
CREATE_FIELD = """
mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }
"""


async def ask(
    crm: Crm, query: str, actor: Actor | None = None, **more: Any
) -> tuple[GraphQLResponse, dict[str, Any]]:
    response = await crm.workspace.execute(GraphQLRequest(query=query, **more), actor or crm.admin)
    return response, orjson.loads(response.body)


@pytest.mark.parametrize("query", VARIANTS.values(), ids=VARIANTS)
async def test_the_answer_is_made_once_and_is_what_graphql_core_says(crm: Crm, query: str) -> None:
    first, said = await ask(crm, query)
    schema = (await crm.workspace._version(crm.admin)).schema
    assert said == {"data": execute_sync(schema, parse(query)).data}
    again, _ = await ask(crm, query)
    assert isinstance(first.content, Packed)
    assert again.content is first.content


@pytest.mark.parametrize("query", MIXED.values(), ids=MIXED)
async def test_what_asks_for_data_too_is_answered_anew(crm: Crm, query: str) -> None:
    response, said = await ask(crm, query)
    assert "errors" not in said
    assert not isinstance(response.content, Packed)


async def test_many_who_ask_at_once_share_one_answer(crm: Crm) -> None:
    answers = await asyncio.gather(*(ask(crm, STANDARD) for _ in range(5)))
    assert len({id(response.content) for response, _ in answers}) == 1


async def test_operation_and_variables_decide_but_not_those_that_nobody_declared(crm: Crm) -> None:
    query = """
    query A($name: String!) { __type(name: $name) { name } }
    query B($name: String!) { __type(name: $name) { kind } }
    """
    contact, said = await ask(crm, query, operation_name="A", variables={"name": "Contact"})
    assert said == {"data": {"__type": {"name": "Contact"}}}
    _, said = await ask(crm, query, operation_name="A", variables={"name": "Organization"})
    assert said == {"data": {"__type": {"name": "Organization"}}}
    _, said = await ask(crm, query, operation_name="B", variables={"name": "Contact"})
    assert said == {"data": {"__type": {"kind": "OBJECT"}}}
    same, _ = await ask(crm, query, operation_name="A", variables={"name": "Contact", "more": 1})
    assert same.content is contact.content


async def test_extensions_join_the_kept_answer(crm: Crm) -> None:
    _, plain = await ask(crm, STANDARD)
    _, more = await ask(crm, STANDARD, extensions=frozenset({"catalog"}))
    assert more == {**plain, "extensions": {"catalogVersion": crm.workspace.live.versions.catalog.version}}


async def test_a_new_field_is_there_at_the_next_request(crm: Crm) -> None:
    before, _ = await ask(crm, STANDARD)
    assert b'"budget"' not in before.body
    await crm.data(CREATE_FIELD, input={"entity": "Contact", "key": "budget", "kind": "MONEY"})
    after, _ = await ask(crm, STANDARD)
    assert b'"budget"' in after.body
    assert "  budget: Money\n" in await crm.workspace.sdl(crm.admin)


async def test_roles_do_not_share_answers(crm: Crm) -> None:
    member = await crm.user("Ona")
    for_admin, _ = await ask(crm, STANDARD)
    for_member, _ = await ask(crm, STANDARD, member)
    assert b'"roleKeys"' in for_admin.body
    assert b'"roleKeys"' not in for_member.body
    assert (await ask(crm, STANDARD, await crm.user("Eva")))[0].content is for_member.content


async def test_the_text_is_made_once_and_tells_versions_apart(crm: Crm) -> None:
    texts = await asyncio.gather(*(crm.workspace.packed_sdl(crm.admin) for _ in range(3)))
    assert len({id(text) for text in texts}) == 1
    member = await crm.user("Ona")
    assert (await crm.workspace.packed_sdl(member)).digest != texts[0].digest
    await crm.data(CREATE_FIELD, input={"entity": "Contact", "key": "budget", "kind": "MONEY"})
    assert (await crm.workspace.packed_sdl(crm.admin)).digest != texts[0].digest


async def test_first_requests_of_a_role_share_one_schema(crm: Crm) -> None:
    member = await crm.user("Ona")
    await crm.data(CREATE_FIELD, input={"entity": "Contact", "key": "budget", "kind": "MONEY"})
    answers = await asyncio.gather(*(ask(crm, STANDARD, member) for _ in range(4)))
    assert len({id(response.content) for response, _ in answers}) == 1
