"""Bad input gets the right code, field and text, and nothing is written."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from gql_crm.testing import Crm

pytestmark = pytest.mark.postgres_smoke

CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id } userErrors { code field message } }
}
"""
CREATE_FIELDS = """
mutation ($inputs: [CreateFieldInput!]!) {
  createFields(inputs: $inputs) { fields { key } userErrors { code field message elementIndex } }
}
"""
CREATE_FIELD = """
mutation ($input: CreateFieldInput!) {
  createField(input: $input) { field { key } userErrors { code field message } }
}
"""


async def written(crm: Crm) -> int:
    count: int = (await crm.data("{ contacts { totalCount } }"))["contacts"]["totalCount"]
    return count


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"firstName": 5}, ["input", "firstName"]),
        ({"firstName": ["Ona"]}, ["input", "firstName"]),
        ({"doNotCall": "yes"}, ["input", "doNotCall"]),
        ({"email": True}, ["input", "email"]),
        ({"birthdate": 20000101}, ["input", "birthdate"]),
        ({"contactTypes": [1]}, ["input", "contactTypes", "0"]),
        ({"nosuch": "x"}, ["input", "nosuch"]),
        ({"firstName": "a\x00b"}, ["input", "firstName"]),
        ({"lastName": "\ud800"}, ["input", "lastName"]),
        ({"organizationId": 1.5}, ["input", "organizationId"]),
        (None, ["input"]),
        ("Ona", ["input"]),
    ],
)
async def test_a_wrong_json_type_is_bad_user_input_with_its_path(
    crm: Crm, given: Any, path: list[str]
) -> None:
    document = await crm.execute(CREATE, {"input": given})
    assert "data" not in document
    (error, *_) = document["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["inputPath"] == path
    assert await written(crm) == 0


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"doNotCall": "yes"}, 'Boolean cannot represent a non boolean value: "yes"'),
        ({"email": True}, '"true"'),
        ({"nosuch": {"a": [True, None]}}, '"CreateContactInput" has no field "nosuch".'),
        ({"frstName": "Ona"}, '"CreateContactInput" has no field "frstName". Did you mean "firstName"'),
        (None, '"null" is no value of "CreateContactInput!"; expected one.'),
        (5, 'found: "5".'),
    ],
)
async def test_a_wrong_value_is_shown_as_json(crm: Crm, given: Any, found: str) -> None:
    (error, *_) = (await crm.execute(CREATE, {"input": given}))["errors"]
    assert found in error["message"]
    assert not re.search(r"\b(True|False|None)\b|'\w+':", error["message"])


ONE_OF = '"ContactTarget" takes exactly one of its fields, which is not null: "all", "filter" or "ids".'


@pytest.mark.parametrize("target", ["{}", '{all: true, filter: {search: "x"}}', "{ids: null}"])
async def test_an_input_that_takes_one_field_lists_them(crm: Crm, target: str) -> None:
    written_out = f"mutation {{ deleteContacts(target: {target}) {{ userErrors {{ code }} }} }}"
    messages = [error["message"] for error in (await crm.execute(written_out))["errors"]]
    assert ONE_OF in messages


async def test_a_variable_lists_the_fields_of_which_it_takes_one(crm: Crm) -> None:
    document = "mutation ($t: ContactTarget!) { deleteContacts(target: $t) { userErrors { code } } }"
    (error,) = (await crm.execute(document, {"t": {"ids": [], "all": True}}))["errors"]
    assert error["message"] == f'Variable "$t": {ONE_OF}'
    ordered = "query ($o: [ContactOrder!]) { contacts(orderBy: $o) { totalCount } }"
    (error,) = (await crm.execute(ordered, {"o": [{}]}))["errors"]
    assert error["extensions"]["inputPath"] == ["o", "0"]
    assert re.search(r'not null: "\w+", .* and \d+ more\.$', error["message"])


async def test_a_missing_variable_names_the_variable(crm: Crm) -> None:
    (error,) = (await crm.execute(CREATE, {}))["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "inputPath": ["input"]}


async def test_all_faults_of_a_call_come_at_once(crm: Crm) -> None:
    values = {
        "email": "nope",
        "phone": "12",
        "website": "example",
        "birthdate": "2000-02-30",
        "leadSource": "moon",
        "contactTypes": ["Buyer", "Byer"],
        "organizationId": "01890a5d-ac96-774b-bcce-b302099a8057",
        "firstName": "two\nlines",
    }
    payload = (await crm.data(CREATE, input=values))["createContact"]
    assert payload["contact"] is None
    codes = {(error["field"][0], error["code"]) for error in payload["userErrors"]}
    assert codes == {
        *((name, "VALIDATION") for name in values if name != "organizationId"),
        ("organizationId", "NOT_FOUND"),
    }
    texts = " ".join(error["message"] for error in payload["userErrors"])
    assert '"nope"' in texts
    assert '"moon"' in texts
    assert '"Buyer"' in texts
    assert await written(crm) == 0


async def test_a_missing_required_value_is_required(crm: Crm) -> None:
    create = """
    mutation { createOrganization(input: {email: "a@example.com"}) {
      organization { id } userErrors { code field } } }
    """
    payload = (await crm.data(create))["createOrganization"]
    assert payload == {"organization": None, "userErrors": [{"code": "REQUIRED", "field": ["name"]}]}


async def test_one_of_fifty_concurrent_creates_gets_a_unique_value(crm: Crm) -> None:
    made = await asyncio.gather(
        *(crm.data(CREATE, input={"firstName": f"n{n}", "externalUid": "same"}) for n in range(50))
    )
    payloads = [data["createContact"] for data in made]
    assert sum(payload["contact"] is not None for payload in payloads) == 1
    refusals = [error for payload in payloads for error in payload["userErrors"]]
    assert len(refusals) == 49
    assert {(error["code"], tuple(error["field"])) for error in refusals} == {("DUPLICATE", ("externalUid",))}
    assert await written(crm) == 1


@pytest.mark.parametrize(
    ("key", "code", "text"),
    [
        ("email", "DUPLICATE", '"email"'),
        ("organizationId", "DUPLICATE", '"organizationId"'),
        ("Budget", "VALIDATION", '"Budget"'),
        ("bud-get", "VALIDATION", '"bud-get"'),
        ("biudžetas", "VALIDATION", '"biudžetas"'),
        ("__x", "VALIDATION", '"__x"'),
        ("", "REQUIRED", "key"),
        ("and", "DUPLICATE", '"and"'),
        ("x" * 64, "VALIDATION", "x"),
    ],
)
async def test_a_key_that_clashes_or_is_no_name_is_refused(crm: Crm, key: str, code: str, text: str) -> None:
    before = crm.workspace.live.versions.catalog.version
    payload = (await crm.data(CREATE_FIELD, input={"entity": "Contact", "key": key, "kind": "TEXT"}))[
        "createField"
    ]
    assert payload["field"] is None
    assert [(error["code"], error["field"]) for error in payload["userErrors"]] == [(code, ["key"])]
    assert text in payload["userErrors"][0]["message"]
    await crm.workspace.live.refresh()
    assert crm.workspace.live.versions.catalog.version == before


async def test_create_fields_makes_all_or_none_and_counts_the_faulty_ones(crm: Crm) -> None:
    inputs = [
        {"entity": "Contact", "key": "good", "kind": "TEXT"},
        {"entity": "Contact", "key": "Bad", "kind": "TEXT"},
        {"entity": "Nothing", "key": "x", "kind": "TEXT"},
        {"entity": "Contact", "key": "y", "kind": "CHOICE"},
    ]
    payload = (await crm.data(CREATE_FIELDS, inputs=inputs))["createFields"]
    assert payload["fields"] is None
    assert {
        (error["elementIndex"], error["code"], error["field"][-1]) for error in payload["userErrors"]
    } == {
        (1, "VALIDATION", "key"),
        (2, "NOT_FOUND", "entity"),
        (3, "REQUIRED", "options"),
    }
    made = (await crm.data(CREATE_FIELDS, inputs=inputs[:1]))["createFields"]
    assert [field["key"] for field in made["fields"]] == ["good"]


async def test_a_member_may_not_change_the_catalog(crm: Crm) -> None:
    member = await crm.user("Ona")
    asked = {"entity": "Contact", "key": "x", "kind": "TEXT"}
    payload = (await crm.data(CREATE_FIELD, input=asked, actor=member))["createField"]
    assert [error["code"] for error in payload["userErrors"]] == ["FORBIDDEN"]


@pytest.mark.parametrize(
    "query",
    [
        "{ contacts {",
        "{ contacts { nosuch } }",
        "",
        "fragment F on Contact { id }",
        "query A { viewer { id } } query B { viewer { id } }",
    ],
)
async def test_a_document_that_does_not_fit_is_bad_input_without_data(crm: Crm, query: str) -> None:
    document = await crm.execute(query)
    assert "data" not in document
    assert {error["extensions"]["code"] for error in document["errors"]} == {"BAD_USER_INPUT"}


async def test_a_malformed_id_is_bad_user_input(crm: Crm) -> None:
    document = await crm.execute('{ contact(id: "12") { id } }')
    (error,) = document["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["path"] == ["contact"]
    assert '"12"' in error["message"]


async def test_bombs_are_refused_before_any_work(crm: Crm) -> None:
    aliases = "{ " + " ".join(f"a{n}: viewer {{ id }}" for n in range(40)) + " }"
    deep = "{ viewer " + "{ owner " * 20 + "{ id }" + " }" * 20 + " }"
    fragments = (
        f"fragment F{n} on User {{ a{n}: owner {{ ...F{n + 1} }} b{n}: owner {{ ...F{n + 1} }} }}"
        for n in range(25)
    )
    doubling = "{ viewer { ...F0 } } " + " ".join(fragments) + " fragment F25 on User { id }"
    tokens = "{ viewer { " + "id " * 3000 + "} }"
    for bomb in (aliases, deep, doubling, tokens):
        document = await crm.execute(bomb)
        assert {error["extensions"]["code"] for error in document["errors"]} == {"QUERY_TOO_EXPENSIVE"}
        assert "data" not in document


async def test_null_for_an_argument_that_may_be_missing_breaks_nothing(crm: Crm) -> None:
    """Every such argument of the root, of a record, of the dashboard and of the catalog."""
    id_ = (await crm.create("Contact", {"firstName": "Žofie"})).id
    schema = build_schema(await crm.workspace.sdl(crm.admin))
    around = {
        "Query": "%s",
        "Contact": f'contact(id: "{id_}") {{ %s }}',
        "Dashboard": "dashboard { %s }",
        "Catalog": "catalog { %s }",
    }
    tried = 0
    for name, wrapped in around.items():
        for field, argument in _optional_arguments(schema, name, str(id_)):
            answer = await crm.execute("{ " + wrapped % f"{field % f'{argument}: null'}" + " }")
            codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
            assert codes <= {"BAD_USER_INPUT", "FORBIDDEN", "NOT_FOUND"}, (name, field, argument, answer)
            tried += 1
    assert tried > 150


def _optional_arguments(schema: GraphQLSchema, name: str, id_: str) -> Iterator[tuple[str, str]]:
    """Return fields with a place for one more argument, and the arguments; needed ones are given."""
    some = {"ID!": f'"{id_}"', "String!": '"x"', "Int!": "1", "[ID!]!": f'["{id_}"]'}
    type_ = schema.get_type(name)
    assert isinstance(type_, GraphQLObjectType)
    for key, field in type_.fields.items():
        needed = {a: str(one.type) for a, one in field.args.items() if is_required_argument(one)}
        if not set(needed.values()) <= some.keys():
            continue
        given = "".join(f"{argument}: {some[kind]}, " for argument, kind in needed.items())
        selection = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
        for argument, one in field.args.items():
            if argument not in needed and not is_required_argument(one):
                yield f"{key}({given}%s){selection}", argument


async def test_a_value_of_an_enum_in_quotes_is_told_how_it_is_written(crm: Crm) -> None:
    answer = await crm.execute('{ contacts(orderBy: [{ lastName: "ASC" }]) { totalCount } }')
    assert [error["message"] for error in answer["errors"]] == [
        'The text "ASC" is no value of "SortDirection": documents have its values without quotes.'
    ]
