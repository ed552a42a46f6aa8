"""Fields that Python computes: one statement, one call of the plugin, and no harm when it fails."""

import asyncio
import gc
import time
import weakref
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import orjson
import pytest
import pytest_asyncio

from gql_crm.testing import Crm, Template, open_crm
from tests.schema.oracle import CLINGS_SECONDS, Oracle

SECONDS = 0.5
ALL = "{ contacts(orderBy: [{firstName: ASC}]) { nodes { firstName said } } }"


@pytest_asyncio.fixture
async def oracle() -> Oracle:
    return Oracle()


@pytest_asyncio.fixture
async def asked(crm_template: Template, oracle: Oracle) -> AsyncIterator[Crm]:
    """A CRM with the oracle."""
    given = crm_template.contributions
    added = replace(given, modules=[*given.modules, ("oracles", oracle.module())])
    async with open_crm(replace(crm_template, contributions=added)) as crm:
        yield crm
    oracle.go_on.set()


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the oracle half a second; to be asked for before the CRM."""
    monkeypatch.setenv("GQL_CRM_LIMIT_PLUGIN_SECONDS", str(SECONDS))


async def contacts(crm: Crm, *nicknames: str | None) -> list[str]:
    refs = [
        await crm.create("Contact", {"firstName": f"{number:02}", "nickname": nickname})
        for number, nickname in enumerate(nicknames)
    ]
    crm.statements.clear()
    return [str(ref.id) for ref in refs]


async def test_a_list_takes_one_statement_and_one_call(asked: Crm, oracle: Oracle) -> None:
    await contacts(asked, *(f"n{number}" for number in range(60)))
    data = await asked.data(
        "{ contacts(first: 60, orderBy: [{firstName: ASC}]) { nodes { firstName said shouted } } }"
    )
    nodes = data["contacts"]["nodes"]
    assert [node["said"] for node in nodes] == [f"n{number}" for number in range(60)]
    assert [node["shouted"] for node in nodes] == [f"N{number}" for number in range(60)]
    assert sorted(oracle.calls) == [("said", 60), ("shouted", 60)]
    assert len(asked.statements) == 1


async def test_all_places_of_a_response_share_one_call(asked: Crm, oracle: Oracle) -> None:
    one, two, three = await contacts(asked, "a", "b", "c")
    document = """
    query ($one: ID!, $two: ID!, $ids: [ID!]!) {
      contact(id: $one) { said again: said }
      other: contact(id: $two) { said organization { said } }
      nodes(ids: $ids) { id ... on Contact { word: said } }
      contacts(orderBy: [{firstName: DESC}]) { nodes { said } edges { node { ...C } } }
    }
    fragment C on Contact { firstName said }
    """
    data = await asked.data(document, one=one, two=two, ids=[three, one])
    assert data["contact"] == {"said": "a", "again": "a"}
    assert data["other"] == {"said": "b", "organization": None}
    assert data["nodes"] == [{"id": three, "word": "c"}, {"id": one, "word": "a"}]
    assert data["contacts"]["nodes"] == [{"said": "c"}, {"said": "b"}, {"said": "a"}]
    assert data["contacts"]["edges"][0] == {"node": {"firstName": "02", "said": "c"}}
    assert oracle.calls == [("said", 3)]  # of three records
    assert len(asked.statements) == 1


async def test_a_record_that_stands_in_many_places_is_computed_once(asked: Crm, oracle: Oracle) -> None:
    shop = await asked.create("Organization", {"name": "Lipa"})
    for number in range(20):
        values = {"firstName": str(number), "organizationId": str(shop.id)}
        await asked.create("Contact", values)
    data = await asked.data("{ contacts { nodes { organization { said } } } }")
    assert data["contacts"]["nodes"] == [{"organization": {"said": "Lipa"}}] * 20
    assert oracle.calls == [("repeated", 1)]


@pytest.mark.parametrize(
    "query",
    [
        "{ contacts { nodes { firstName } } }",
        "{ contacts { nodes { firstName said @include(if: false) } } }",
        "{ contacts { nodes { firstName ... on Contact @skip(if: true) { said shouted } } } }",
        "{ contacts { nodes { said: firstName } } }",
        "{ organizations { nodes { said } } }",
    ],
)
async def test_what_is_not_selected_is_not_computed(asked: Crm, oracle: Oracle, query: str) -> None:
    await contacts(asked, "a")
    await asked.data(query)
    assert oracle.calls == []
    assert "nickname" not in asked.statements[0]


async def test_directives_are_asked_of_the_variables_of_each_request(asked: Crm, oracle: Oracle) -> None:
    await contacts(asked, "a")
    document = "query ($told: Boolean!) { contacts { nodes { firstName said @include(if: $told) } } }"
    for told, node in ((False, {"firstName": "00"}), (True, {"firstName": "00", "said": "a"})) * 2:
        assert (await asked.data(document, told=told))["contacts"]["nodes"] == [node]
    assert oracle.calls == [("said", 1)] * 2


async def test_members_keep_the_order_of_the_document(asked: Crm) -> None:
    await contacts(asked, "a")
    document = "{ contacts { nodes { said firstName shouted __typename nickname } } }"
    (node,) = (await asked.data(document))["contacts"]["nodes"]
    assert list(node.items()) == [
        ("said", "a"),
        ("firstName", "00"),
        ("shouted", "A"),
        ("__typename", "Contact"),
        ("nickname", "a"),
    ]


async def test_a_payload_has_computed_fields_of_what_was_written(asked: Crm, oracle: Oracle) -> None:
    document = """
    mutation ($id: ID!) {
      made: createContact(input: {firstName: "A", nickname: "new"}) { contact { said shouted } }
      first: updateContact(id: $id, input: {nickname: "one"}) { contact { said } }
      second: updateContact(id: $id, input: {nickname: "two"}) { contact { said } userErrors { code } }
      wrong: updateContact(id: $id, input: {birthdate: "never"}) { contact { said } userErrors { code } }
    }
    """
    (id_,) = await contacts(asked, "zero")
    data = await asked.data(document, id=id_)
    assert data == {
        "made": {"contact": {"said": "new", "shouted": "NEW"}},
        "first": {"contact": {"said": "one"}},
        "second": {"contact": {"said": "two"}, "userErrors": []},
        "wrong": {"contact": None, "userErrors": [{"code": "VALIDATION"}]},
    }
    assert len(asked.statements) == 3  # one a payload, none for a null


async def test_a_plugin_that_takes_its_time_keeps_no_record_locked(
    hurry: None, asked: Crm, oracle: Oracle
) -> None:
    (id_,) = await contacts(asked, "a")
    document = """mutation ($id: ID!, $word: String!, $asks: Boolean!) {
      updateContact(id: $id, input: {nickname: $word}) { contact { said @include(if: $asks) nickname } }
    }"""
    slow = asyncio.create_task(asked.execute(document, {"id": id_, "word": "waits", "asks": True}))
    await oracle.began.wait()
    data = await asked.data(document, id=id_, word="b", asks=False)
    assert data["updateContact"]["contact"] == {"nickname": "b"}
    assert not slow.done()
    assert (await slow)["data"]["updateContact"]["contact"] == {"said": None, "nickname": "waits"}


async def test_a_conflict_answers_with_computed_fields_of_the_record_as_it_is(asked: Crm) -> None:
    (id_,) = await contacts(asked, "now")
    data = await asked.data(
        """mutation ($id: ID!) {
          updateContact(id: $id, input: {nickname: "late"}, expectedVersion: 7) {
            contact { said } userErrors { code }
          }
        }""",
        id=id_,
    )
    assert data["updateContact"] == {"contact": {"said": "now"}, "userErrors": [{"code": "CONFLICT"}]}


async def test_a_plugin_that_fails_keeps_nothing_from_being_written(asked: Crm) -> None:
    answer = await asked.execute(
        """mutation {
          createContact(input: {firstName: "A", nickname: "raises"}) { contact { nickname said } }
        }"""
    )
    assert answer["data"]["createContact"]["contact"] == {"nickname": "raises", "said": None}
    assert [error["path"] for error in answer["errors"]] == [["createContact", "contact", "said"]]
    assert (await asked.data("{ contacts { totalCount } }"))["contacts"]["totalCount"] == 1


REASONS = {
    "raises": "it failed",
    "exits": "it failed",
    "cancels": "it failed",
    "waits": "it took longer than 0.5 s",
    "short": "it returned 1 values for 2 records",
    "long": "it returned 3 values for 2 records",
    "nothing": "it returned NoneType instead of a list",
    "text": "it returned str instead of a list",
    "dict": "it returned dict instead of a list",
}


@pytest.mark.parametrize("field", ["said", "shouted"])
@pytest.mark.parametrize("misdeed", REASONS)
async def test_a_plugin_that_fails_costs_its_field_alone(
    hurry: None, asked: Crm, logs: list[Any], field: str, misdeed: str
) -> None:
    await contacts(asked, misdeed, "good")
    began = time.monotonic()
    answer = await asked.execute(
        "{ contacts(orderBy: [{firstName: ASC}]) { nodes { firstName word: "
        f"{field} counted }} }} organizations {{ totalCount }} }}"
    )
    assert time.monotonic() - began < SECONDS + 1
    assert answer["data"] == {
        "contacts": {
            "nodes": [
                {"firstName": "00", "word": None, "counted": 0},
                {"firstName": "01", "word": None, "counted": 1},
            ]
        },
        "organizations": {"totalCount": 0},
    }
    paths = [["contacts", "nodes", index, "word"] for index in (0, 1)]
    assert [error["path"] for error in answer["errors"]] == paths
    _check_told(answer["errors"], logs, field, REASONS[misdeed])
    assert len(asked.statements) == 1


@pytest.mark.parametrize("misdeed", ["odd", "broken", "blamed", "object"])
async def test_one_value_that_is_none_costs_that_value_alone(
    asked: Crm, logs: list[Any], misdeed: str
) -> None:
    await contacts(asked, "good", misdeed)
    answer = await asked.execute(ALL)
    assert answer["data"]["contacts"]["nodes"] == [
        {"firstName": "00", "said": "good"},
        {"firstName": "01", "said": None},
    ]
    assert [error["path"] for error in answer["errors"]] == [["contacts", "nodes", 1, "said"]]
    reason = "it failed" if misdeed == "blamed" else "it returned what is no value of the kind TEXT"
    _check_told(answer["errors"], logs, "said", reason)


def _check_told(errors: Sequence[Any], logs: Sequence[Any], field: str, reason: str) -> None:
    """The error names the plugin and its place in the document; what is behind it is in the log alone."""
    for error in errors:
        id_ = error["extensions"]["id"]
        assert error["extensions"] == {"code": "PLUGIN_ERROR", "plugin": "oracle", "id": id_}
        assert error["message"] == (
            f'The plugin "oracle" did not compute "{field}" of Contact: {reason}. '
            f"The server's log has the details under the id {id_}."
        )
        assert error["locations"]
    (line,) = [line for line in logs if line.get("id") == errors[0]["extensions"]["id"]]
    assert (line["plugin"], line["field"]) == ("oracle", f"Contact.{field}")
    text = orjson.dumps(errors).decode()
    for secret in ("passwd", "shadow", "KeyError", "ValueError", "SystemExit", "Traceback", ".py"):
        assert secret not in text


async def test_no_value_is_no_error(asked: Crm) -> None:
    await contacts(asked, None)
    assert (await asked.data(ALL))["contacts"]["nodes"] == [{"firstName": "00", "said": None}]


async def test_the_errors_of_a_long_list_are_told_for_its_beginning(asked: Crm, logs: list[Any]) -> None:
    await contacts(asked, *["raises"] * 60)
    answer = await asked.execute("{ contacts(first: 60) { nodes { said } } }")
    assert len(answer["data"]["contacts"]["nodes"]) == 60
    assert len(answer["errors"]) == 50
    assert [line["places"] for line in logs if line.get("plugin")] == [60]


async def test_a_function_that_blocks_holds_nobody_up(hurry: None, asked: Crm, oracle: Oracle) -> None:
    await contacts(asked, "waits")
    slow = asyncio.create_task(asked.execute("{ contacts { nodes { shouted } } }"))
    await oracle.began.wait()
    await asked.data("{ contacts { totalCount } }")
    assert not slow.done()
    assert (await slow)["errors"][0]["extensions"]["code"] == "PLUGIN_ERROR"
    assert oracle.threads == {"plugin oracle"}


async def test_functions_that_never_come_back_take_no_more_than_a_few_threads(
    hurry: None, asked: Crm, oracle: Oracle
) -> None:
    await contacts(asked, "waits")
    query = "{ contacts { nodes { shouted } } }"
    answers = await asyncio.gather(*(asked.execute(query) for _ in range(12)))
    assert {answer["errors"][0]["extensions"]["code"] for answer in answers} == {"PLUGIN_ERROR"}
    assert len(oracle.calls) == 8
    oracle.go_on.set()
    await asyncio.sleep(0.1)
    assert (await asked.data(query))["contacts"]["nodes"] == [{"shouted": "WAITS"}]


async def test_a_coroutine_that_does_not_let_go_is_given_up(hurry: None, asked: Crm) -> None:
    await contacts(asked, "clings")
    began = time.monotonic()
    answer = await asked.execute(ALL)
    assert time.monotonic() - began < CLINGS_SECONDS - 1
    assert answer["errors"][0]["extensions"]["code"] == "PLUGIN_ERROR"


@pytest.mark.parametrize(
    "document",
    [
        '{ contacts(filter: {said: {eq: "a"}}) { totalCount } }',
        "{ contacts(orderBy: [{said: ASC}]) { totalCount } }",
        'mutation { createContact(input: {said: "a"}) { userErrors { code } } }',
    ],
)
async def test_a_computed_field_is_read_and_nothing_else(asked: Crm, document: str) -> None:
    (error, *_) = (await asked.execute(document))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "said" in error["message"]


async def test_the_catalog_and_the_schema_tell_whose_field_it_is(asked: Crm) -> None:
    members = "key kind origin computed writable required index { state }"
    query = f"{{ catalog {{ entities {{ name fields {{ {members} }} }} }} }}"
    entities = (await asked.data(query))["catalog"]["entities"]
    (contact,) = [entity for entity in entities if entity["name"] == "Contact"]
    fields = {field["key"]: field for field in contact["fields"]}
    assert fields["said"] == {
        "key": "said",
        "kind": "TEXT",
        "origin": "oracle",
        "computed": True,
        "writable": False,
        "required": False,
        "index": None,
    }
    assert fields["nickname"]["computed"] is False
    sdl = await asked.workspace.sdl(asked.admin)
    assert '"""said. Computed by the module "oracle" from `nickname`."""' in sdl


async def test_a_computed_field_goes_with_its_module(asked: Crm) -> None:
    await contacts(asked, "a")
    await asked.data('mutation { disableModule(name: "oracle") { userErrors { message } } }')
    (error,) = (await asked.execute(ALL))["errors"]
    assert "Cannot query field 'said'" in error["message"]
    await asked.data('mutation { enableModule(name: "oracle") { userErrors { message } } }')
    assert (await asked.data(ALL))["contacts"]["nodes"] == [{"firstName": "00", "said": "a"}]


CREATE_FIELD = (
    'mutation { createField(input: {entity: "Contact", key: "late", kind: TEXT}) { catalogVersion } }'
)


@pytest.mark.parametrize(
    "document",
    [
        "{ contacts { nodes { said shouted } } }",
        'mutation { createContact(input: {firstName: "A", nickname: "a"}) { contact { said shouted } } }',
    ],
)
@pytest.mark.parametrize("nickname", ["good", "raises", "odd"])
async def test_nothing_of_a_request_stays_behind(
    asked: Crm, logs: list[Any], nickname: str, document: str
) -> None:
    await contacts(asked, nickname)
    gc.disable()
    try:
        await asked.execute(document)
        logs.clear()  # they hold exceptions, which hold the request
        old = weakref.ref(await asked.workspace._version(asked.admin))
        await asked.data(CREATE_FIELD)
        assert old() is None
    finally:
        gc.enable()


async def test_a_custom_field_cannot_take_its_name(asked: Crm) -> None:
    data = await asked.data(
        """mutation {
          createField(input: {entity: "Contact", key: "said", kind: TEXT}) { userErrors { code message } }
        }"""
    )
    (error,) = data["createField"]["userErrors"]
    assert 'computed field "said" of module "oracle"' in error["message"]
