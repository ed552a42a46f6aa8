"""Interfaces and unions over entities: fragments on them, and operations that answer with them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

import pytest
import pytest_asyncio
import strawberry
from graphql import GraphQLSchema, build_schema, validate_schema

from gql_crm import (
    ComputedField,
    EntityAccess,
    Interface,
    Module,
    Operation,
    OperationContext,
    Ref,
    RowScope,
    interface_type,
    parse_id,
    record_type,
)
from gql_crm.testing import Crm, Template, open_crm
from tests.plugins.declarations import entity

Info = strawberry.Info[OperationContext, None]


@record_type("Contact")
class Contact(Ref):
    """A contact."""


@record_type("Organization")
class Organization(Ref):
    """An organization."""


@interface_type("Party")
class Party(Ref):
    """A contact or an organization."""


@interface_type("Record")
class Record(Ref):
    """Any record."""


@strawberry.type(name="Hint", description="A text.")
class Hint:
    text: str = strawberry.field(description="The text.")


Answer = Annotated[
    Contact | Organization | Hint, strawberry.union("Answer", description="Somebody, or a hint.")
]


@strawberry.type(name="PartyPayload", description="Parties.")
class PartyPayload:
    party: Party | None = strawberry.field(default=None, description="The first.")
    parties: list[Party] = strawberry.field(default_factory=list, description="All.")


Ids = Annotated[list[strawberry.ID], strawberry.argument(description="Ids of parties.")]
Entity = Annotated[str, strawberry.argument(description="Their entity.")]


def _refs(entity: str, ids: list[strawberry.ID]) -> list[Ref]:
    return [Ref(entity, parse_id(id_)) for id_ in ids]


async def _parties(ids: Ids, entity: Entity) -> list[Party | None]:
    return [*_refs(entity, ids), None]  # type: ignore[list-item] # a Ref of any entity is one of a party


async def _record(ids: Ids, entity: Entity) -> Record | None:
    return next(iter(_refs(entity, ids)), None)  # type: ignore[return-value] # as above


async def _answers(ids: Ids, entity: Entity) -> list[Answer]:
    return [*_refs(entity, ids), Hint(text="none")]  # type: ignore[list-item] # as above


async def _rename(info: Info, ids: Ids, entity: Entity) -> PartyPayload:
    refs = _refs(entity, ids)
    for ref in refs:
        values = {"name": "New"} if entity == "Organization" else {"firstName": "New"}
        await info.context.records.update(entity, ref.id, values)
    return PartyPayload(party=refs[0], parties=refs)  # type: ignore[arg-type] # as above


async def _shout(rows: Sequence[Mapping[str, Any]], _context: OperationContext) -> list[str]:
    return [row["displayName"].upper() for row in rows]


def _query(name: str, resolver: Any) -> Operation:
    return Operation.query(name, strawberry.field(resolver=resolver, description=f"Try {name}."))


LOUD = (ComputedField(key="loud", kind="TEXT", needs=("displayName",), load=_shout),)
SECRET = entity("Secret", "secrets")
PARTIES = Module(
    name="parties",
    version="1",
    requires=("people",),
    entities=(SECRET,),
    computed={"Contact": LOUD, "Organization": LOUD},
    interfaces=(
        Interface(
            name="Party",
            description="Whom one may call.",
            entities=("Contact", "Organization"),
            fields=("displayName", "email", "phone", "loud"),
        ),
        Interface(name="Titled", entities=("Secret",), fields=("title",)),
    ),
    operations=(
        _query("parties", _parties),
        _query("record", _record),
        _query("answers", _answers),
        Operation.mutation("rename", strawberry.mutation(resolver=_rename, description="Try rename.")),
    ),
    permissions={"member": {"Secret": EntityAccess(read=RowScope.NONE)}},
)


@pytest_asyncio.fixture(scope="session")
async def parties_template(crm_template: Template) -> Template:
    return await crm_template.with_modules([PARTIES])


@pytest_asyncio.fixture
async def parties(parties_template: Template) -> AsyncIterator[Crm]:
    async with open_crm(parties_template) as crm:
        yield crm


@pytest_asyncio.fixture
async def people(parties: Crm) -> list[str]:
    """An organization and who works there."""
    shop = await parties.create("Organization", {"name": "Lipa", "email": "lipa@example.com"})
    values = {"firstName": "Ona", "email": "ona@example.com", "organizationId": str(shop.id)}
    ona = await parties.create("Contact", values)
    parties.statements.clear()
    return [str(shop.id), str(ona.id)]


async def schema_of(crm: Crm, *, member: bool = False) -> GraphQLSchema:
    return build_schema(await crm.workspace.sdl(await crm.user("Ivo") if member else crm.admin))


async def test_the_schema_is_valid_and_has_the_interface(parties: Crm) -> None:
    schema = await schema_of(parties)
    assert validate_schema(schema) == []
    assert validate_schema(parties.workspace.live.versions._whole.schema) == []
    party: Any = schema.get_type("Party")
    assert party.description == "Whom one may call."
    assert [one.name for one in party.interfaces] == ["Node", "Record"]
    assert {"id", "owner", "displayName", "email", "phone", "loud"} <= party.fields.keys()
    assert "firstName" not in party.fields
    assert {one.name for one in schema.get_possible_types(party)} == {"Contact", "Organization"}


@pytest.mark.parametrize(
    "fragment", ["... on Party", "... on Record { ... on Party", "...P", "... on Answer"]
)
async def test_a_node_answers_a_fragment_on_an_interface_or_union(
    parties: Crm, people: list[str], fragment: str
) -> None:
    email = "... on Contact { email } ... on Organization { email }" if "Answer" in fragment else "email"
    inner = "" if fragment == "...P" else f" {{ {email} }}"
    inner += " }" if "Record {" in fragment else ""
    more = "fragment P on Party { email }" if fragment == "...P" else ""
    document = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ id {fragment}{inner} }} }} {more}"
    team = await parties.create("Team", {"name": "Vilnius"})
    data = await parties.data(document, ids=[*people, str(team.id)])
    assert data["nodes"] == [
        {"id": people[0], "email": "lipa@example.com"},
        {"id": people[1], "email": "ona@example.com"},
        {"id": str(team.id)},
    ]
    assert len(parties.statements) == 1


async def test_an_interface_that_nobody_names_makes_no_branch(parties: Crm, people: list[str]) -> None:
    data = await parties.data(
        "query ($id: ID!) { node(id: $id) { ... on Record { displayName } } }", id=people[1]
    )
    assert data["node"] == {"displayName": "Ona"}
    assert "people_contact" not in parties.statements[0]
    await parties.data("query ($id: ID!) { node(id: $id) { ... on Party { email } } }", id=people[1])
    assert "people_contact" in parties.statements[1]
    assert "identity_team" not in parties.statements[1]


async def test_fragments_on_interfaces_apply_wherever_records_are(parties: Crm, people: list[str]) -> None:
    document = """
    query ($id: ID!) {
      contact(id: $id) {
        ... on Party { email loud }
        organization { ...P contacts { nodes { ...P } edges { node { ... on Party { phone ...P } } } } }
      }
      organizations { nodes { ...P ... on Record { ... on Titled { title } } } }
      node(id: $id) { ... on Contact { organization { ... on Party { who: displayName } } } }
    }
    fragment P on Party { __typename displayName }
    """
    data = await parties.data(document, id=people[1])
    ona = {"__typename": "Contact", "displayName": "Ona"}
    assert data["contact"] == {
        "email": "ona@example.com",
        "loud": "ONA",
        "organization": {
            "__typename": "Organization",
            "displayName": "Lipa",
            "contacts": {"nodes": [ona], "edges": [{"node": {"phone": None, **ona}}]},
        },
    }
    assert data["organizations"]["nodes"] == [{"__typename": "Organization", "displayName": "Lipa"}]
    assert data["node"] == {"organization": {"who": "Lipa"}}
    assert len(parties.statements) == 1


async def test_one_key_may_stand_for_different_fields_of_different_types(
    parties: Crm, people: list[str]
) -> None:
    top = await parties.create("Organization", {"name": "Top"})
    chain = await parties.create("Organization", {"name": "Chain", "parentId": str(top.id)})
    shop = await parties.create("Organization", {"name": "Shop", "parentId": str(chain.id)})
    document = """
    query ($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Contact { x: organization { y: loud contacts { nodes { y: loud } } } }
        ... on Organization { x: parent { y: name z: loud parent { y: loud } } }
      }
    }
    """
    data = await parties.data(document, ids=[people[1], str(shop.id)])
    assert data["nodes"] == [
        {"x": {"y": "LIPA", "contacts": {"nodes": [{"y": "ONA"}]}}},
        {"x": {"y": "Chain", "z": "CHAIN", "parent": {"y": "TOP"}}},
    ]
    assert len(parties.statements) == 1


async def test_a_payload_takes_fragments_on_interfaces(parties: Crm, people: list[str]) -> None:
    data = await parties.data(
        """mutation ($id: ID!) {
          updateContact(id: $id, input: {nickname: "O"}) { contact { ... on Party { email loud } nickname } }
        }""",
        id=people[1],
    )
    assert data["updateContact"]["contact"] == {"email": "ona@example.com", "loud": "ONA", "nickname": "O"}


PARTY = """
  __typename email loud
  ... on Contact { firstName organization { loud } }
  ... on Record { displayName }
  ... on Answer { __typename }
"""
LIPA = {
    "__typename": "Organization",
    "email": "lipa@example.com",
    "loud": "LIPA",
    "displayName": "Lipa",
}
ONA = {
    "__typename": "Contact",
    "email": "ona@example.com",
    "loud": "ONA",
    "firstName": "Ona",
    "organization": {"loud": "LIPA"},
    "displayName": "Ona",
}


@pytest.mark.parametrize(("entity", "expected"), [("Organization", LIPA), ("Contact", ONA)])
async def test_an_operation_answers_with_an_interface(
    parties: Crm, people: list[str], entity: str, expected: Mapping[str, Any]
) -> None:
    id_ = people[0 if entity == "Organization" else 1]
    document = f"""query ($ids: [ID!]!, $entity: String!) {{
      parties(ids: $ids, entity: $entity) {{ {PARTY} }}
    }}"""
    data = await parties.data(document, ids=[id_, id_], entity=entity)
    assert data["parties"] == [expected, expected, None]
    assert len(parties.statements) == 1


async def test_a_mutation_answers_with_an_interface(parties: Crm, people: list[str]) -> None:
    document = """mutation ($ids: [ID!]!, $entity: String!) {
      rename(ids: $ids, entity: $entity) { party { loud } parties { ... on Party { displayName } loud } }
    }"""
    data = await parties.data(document, ids=[people[0]], entity="Organization")
    assert data["rename"] == {"party": {"loud": "NEW"}, "parties": [{"displayName": "New", "loud": "NEW"}]}
    assert len(parties.statements) == 1


async def test_an_operation_answers_with_any_record(parties: Crm, people: list[str]) -> None:
    document = """query ($ids: [ID!]!) {
      record(ids: $ids, entity: "Contact") { displayName ... on Party { loud } ... on Contact { nickname } }
    }"""
    data = await parties.data(document, ids=[people[1]])
    assert data["record"] == {"displayName": "Ona", "loud": "ONA", "nickname": None}


async def test_an_operation_answers_with_a_union(parties: Crm, people: list[str]) -> None:
    document = """query ($ids: [ID!]!) {
      answers(ids: $ids, entity: "Contact") {
        ... on Answer { __typename }
        ... on Party { email ... on Answer { ... on Contact { loud } } }
        ... on Hint { text }
      }
    }"""
    data = await parties.data(document, ids=[people[1]])
    assert data["answers"] == [
        {"__typename": "Contact", "email": "ona@example.com", "loud": "ONA"},
        {"__typename": "Hint", "text": "none"},
    ]
    assert len(parties.statements) == 1


@pytest.mark.parametrize("operation", ["parties", "answers"])
async def test_a_record_of_another_type_is_no_answer(
    parties: Crm, people: list[str], logs: list[Any], operation: str
) -> None:
    team = await parties.create("Team", {"name": "Vilnius"})
    document = f"""query ($ids: [ID!]!) {{
      {operation}(ids: $ids, entity: "Team") {{ __typename }}
    }}"""
    answer = await parties.execute(document, {"ids": [str(team.id)]})
    assert answer["errors"][0]["path"] == [operation, 0]
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
    (line,) = [line for line in logs if line.get("exc_info")]
    assert "a Team was returned where" in str(line["exc_info"])


async def test_who_sees_no_entity_of_an_interface_does_not_see_the_interface(parties: Crm) -> None:
    assert (await schema_of(parties)).get_type("Titled")
    schema = await schema_of(parties, member=True)
    assert schema.get_type("Titled") is None
    assert schema.get_type("Party")
    assert validate_schema(schema) == []


async def test_rows_that_a_role_cannot_see_are_not_seen_through_an_interface(
    parties: Crm, people: list[str]
) -> None:
    member = await parties.user("Ivo")
    document = """query ($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Party { loud } }
      parties(ids: $ids, entity: "Organization") { loud }
    }"""
    data = await parties.data(document, actor=member, ids=people)
    assert data == {"nodes": [None, None], "parties": [None, None, None]}


async def test_an_interface_goes_with_its_module(crm_template: Template) -> None:
    given = crm_template.contributions
    alone = replace(PARTIES, entities=(), permissions={}, interfaces=PARTIES.interfaces[:1])
    added = replace(given, modules=[*given.modules, ("test", alone)])
    async with open_crm(replace(crm_template, contributions=added)) as crm:
        assert (await schema_of(crm)).get_type("Party")
        await crm.data('mutation { disableModule(name: "parties") { userErrors { message } } }')
        assert (await schema_of(crm)).get_type("Party") is None
