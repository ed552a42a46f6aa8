"""A mutation that was met before goes a shorter way, and does and answers what it did on the longer one."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, Self
from uuid import UUID

import pytest
import pytest_asyncio

from gql_crm.database import Connection
from gql_crm.testing import Crm, Template, open_crm

CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) {
    contact { id firstName version }
    warnings { code }
    userErrors { code field message }
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: UpdateContactInput!, $version: Int) {
  updateContact(id: $id, input: $input, expectedVersion: $version) {
    contact { firstName version }
    userErrors { code field message }
  }
}
"""
READ = "query ($id: ID!) { contact(id: $id) { %s } }"
READABLE = "firstName lastName email version budget { amount currency } stars memo hobbies"
UPDATE_FIELDS = UPDATE.replace("firstName version", READABLE)
FIELDS = (
    {"entity": "Contact", "key": "budget", "kind": "MONEY"},
    {"entity": "Contact", "key": "stars", "kind": "INTEGER"},
    {"entity": "Contact", "key": "memo", "kind": "LONG_TEXT"},
    {
        "entity": "Contact",
        "key": "hobbies",
        "kind": "MULTI_CHOICE",
        "options": [{"value": "chess"}, {"value": "skiing"}],
    },
)
MAKE_FIELDS = """
mutation ($inputs: [CreateFieldInput!]!) { createFields(inputs: $inputs) { userErrors { message } } }
"""


async def made(crm: Crm, **values: Any) -> str:
    data = await crm.data(CREATE, input=values)
    assert data["createContact"]["userErrors"] == []
    return str(data["createContact"]["contact"]["id"])


async def organization(crm: Crm) -> str:
    data = await crm.data('mutation { createOrganization(input: { name: "Sodra" }) { organization { id } } }')
    return str(data["createOrganization"]["organization"]["id"])


class Trips:
    """What is sent to PostgreSQL, by the connection that comes next."""

    def __init__(self, crm: Crm) -> None:
        self._crm = crm
        self.sent: list[str] = []

    async def __aenter__(self) -> Self:
        async with self._crm.workspace.database.connection() as connection:
            connection.add_query_logger(self._note)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0)  # the driver tells of a statement when it is over
        async with self._crm.workspace.database.connection() as connection:
            connection.remove_query_logger(self._note)

    def _note(self, record: Any) -> None:
        self.sent.append(record.query)

    @property
    def kinds(self) -> list[str]:
        return [query.split()[0].rstrip(";") for query in self.sent]


async def test_a_new_record_takes_one_round_trip_and_a_change_two(crm: Crm) -> None:
    ids = [await made(crm, firstName="Rūta", lastName="Žukauskaitė") for _ in range(2)]
    for id_ in ids:
        await crm.data(UPDATE, id=id_, input={"firstName": "Řehoř"})
    async with Trips(crm) as created:
        await made(crm, firstName="Радка")
    assert created.kinds == ["WITH"]
    async with Trips(crm) as changed:
        await crm.data(UPDATE, id=ids[0], input={"firstName": "بهرام"})
    assert changed.kinds == ["SELECT", "WITH"]


@pytest.mark.parametrize("selection", ["timeline { nodes { kind } }", "history { totalCount }"])
async def test_an_answer_of_more_than_the_row_is_read_after_it_is_written(crm: Crm, selection: str) -> None:
    document = UPDATE.replace("firstName version", selection)
    id_ = await made(crm, firstName="Rūta", lastName="Žukauskaitė")
    answers = [
        (await crm.data(document, id=id_, input={"firstName": name}))["updateContact"]["contact"]
        for name in ("Eglė", "Rasa")
    ]
    async with Trips(crm) as trips:
        answer = await crm.data(document, id=id_, input={"firstName": "Miglė"})
    assert trips.kinds == ["BEGIN", "SELECT", "WITH", "SELECT", "COMMIT"]
    read = await crm.data(READ % selection, id=id_)
    assert answer["updateContact"]["contact"] == read["contact"]
    assert read["contact"] not in answers


async def test_the_row_tells_what_a_record_is_called_and_what_it_refers_to(crm: Crm) -> None:
    selection = "id displayName fullName: displayName owner { name } createdBy { displayName } isFavorite"
    create, update = (one.replace("firstName version", selection) for one in (CREATE, UPDATE))
    create = create.replace("id id", "id")
    for first, last in (("Rūta", "Žukauskaitė"), ("Řehoř", "Dvořák"), ("شیرین", "رضایی")):
        async with Trips(crm) as trips:
            created = await crm.data(create, input={"firstName": first, "lastName": last})
        new = created["createContact"]["contact"]
        assert new["displayName"] == f"{first} {last}"
        assert (await crm.data(READ % selection, id=new["id"]))["contact"] == new
    assert trips.kinds == ["WITH"]
    for change in ({"lastName": "Petrova"}, {"firstName": None}, {"jobTitle": "CEO"}, {"jobTitle": "CTO"}):
        async with Trips(crm) as trips:
            answer = (await crm.data(update, id=new["id"], input=change))["updateContact"]["contact"]
        assert (await crm.data(READ % selection, id=new["id"]))["contact"] == answer
    assert answer["displayName"] == "Petrova"
    assert trips.kinds == ["SELECT", "WITH"]


async def test_what_takes_more_than_one_statement_has_a_transaction(crm: Crm) -> None:
    unique = {"entity": "Contact", "key": "code", "kind": "TEXT", "unique": True}
    await crm.data(MAKE_FIELDS, inputs=[unique])
    employer = await organization(crm)
    ids = [await made(crm, firstName="Ona") for _ in range(2)]
    others: list[dict[str, Any]] = [{"code": "K-1"}, {"organizationId": employer}, {"addTags": ["VIP"]}]
    for index, more in enumerate(others):
        await crm.data(UPDATE, id=ids[0], input={"firstName": f"Ona {index}"})
        async with Trips(crm) as trips:
            answer = await crm.data(UPDATE, id=ids[0], input={"firstName": f"Rasa {index}", **more})
        assert answer["updateContact"]["userErrors"] == []
        assert (trips.kinds.count("BEGIN"), trips.kinds[-1]) == (1, "COMMIT")
    taken = await crm.data(UPDATE, id=ids[1], input={"firstName": "Rasa", "code": "K-1"})
    assert [error["code"] for error in taken["updateContact"]["userErrors"]] == ["DUPLICATE"]
    read = await crm.data(READ % "firstName version", id=ids[1])
    assert read["contact"] == {"firstName": "Ona", "version": 1}


@pytest.mark.parametrize("begins", [False, True], ids=["alone", "in a transaction"])
async def test_a_change_that_meets_another_one_is_made_of_what_that_has_left(
    crm: Crm, *, begins: bool
) -> None:
    """It has read the record already when the other one commits, and holds no lock yet."""
    id_ = await made(crm, firstName="Ona")
    more = {"organizationId": await organization(crm)} if begins else {}
    for name in ("Rasa", "Eglė"):
        await crm.data(UPDATE, id=id_, input={"firstName": name})
    another = "UPDATE people_contact SET first_name = $1, version = version + 1 WHERE id = $2"
    async with crm.workspace.database.transaction() as connection:
        await connection.execute(another, "Kita", UUID(id_))
        change = asyncio.create_task(crm.data(UPDATE, id=id_, input={"firstName": "Mano", **more}))
        await waits_for_a_lock(connection)
    assert (await change)["updateContact"]["contact"] == {"firstName": "Mano", "version": 5}
    read = await crm.data(READ % "history(first: 3) { nodes { field oldValue newValue } }", id=id_)
    told = [one for one in read["contact"]["history"]["nodes"] if one["field"] == "firstName"]
    assert told[0] == {"field": "firstName", "oldValue": "Kita", "newValue": "Mano"}


async def waits_for_a_lock(connection: Connection) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    async with asyncio.timeout(60):
        while not await connection.fetchval(waiting):  # noqa: ASYNC110 (PostgreSQL tells nobody)
            await asyncio.sleep(0.01)


SELECTIONS = {
    "aliases": "one: contact { firstName } other: contact { lastName } none: userErrors { code }",
    "fragments": "... on ContactPayload { __typename contact { ...names } } userErrors { code }",
    "conditions": "contact @include(if: $yes) { firstName } warnings @skip(if: $yes) { code }",
    "duplicates": "contact { lastName } duplicates { rule record { displayName } } warnings { code }",
    "no record": "userErrors { code }",
    "lists": "contact { timeline(first: 1) { nodes { kind } } owner { name } }",
}


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("faulty", [False, True])
async def test_the_answer_is_that_of_the_longer_way(crm: Crm, selection: str, *, faulty: bool) -> None:
    variables = "$input: CreateContactInput!" + (", $yes: Boolean = true" if "$yes" in selection else "")
    document = f"mutation ({variables}) {{ created: createContact(input: $input) {{ {selection} }} }}"
    document += " fragment names on Contact { firstName lastName }" if "...names" in selection else ""
    values = {"firstName": "Žaneta", "lastName": "Řehořová", "email": "no address" if faulty else None}
    cold = await crm.execute(document, {"input": values})
    assert "errors" not in cold
    await crm.execute("mutation { deleteContacts(target: {filter: {}}) { deletedIds } }")
    for number in range(3):
        given = {"input": {**values, "firstName": f"Žaneta {number}"}}
        warm = await crm.execute(document, given)
        assert warm == _with_name(cold, f"Žaneta {number}")


def _with_name(answer: Any, name: str) -> Any:
    if isinstance(answer, Mapping):
        return {key: name if key == "firstName" else _with_name(one, name) for key, one in answer.items()}
    return [_with_name(one, name) for one in answer] if isinstance(answer, list) else answer


async def test_duplicates_are_told_of_a_record_that_is_made_again(crm: Crm) -> None:
    document = CREATE.replace("warnings { code }", "warnings { code } duplicates { rule }")
    answers = [
        await crm.data(document, input={"lastName": "Čapek", "email": email})
        for email in ("a@example.com", "b@example.com", "a@example.com")
    ]
    found = [answer["createContact"]["duplicates"] for answer in answers]
    assert [len(one) for one in found] == [0, 0, 1]
    assert [one["code"] for one in answers[2]["createContact"]["warnings"]] == ["POSSIBLE_DUPLICATE"]


async def test_a_conflict_answers_with_the_record_as_it_is(crm: Crm) -> None:
    id_ = await made(crm, firstName="Ona")
    for name in ("Rasa", "Eglė"):
        await crm.data(UPDATE, id=id_, input={"firstName": name})
    data = await crm.data(UPDATE, id=id_, input={"firstName": "x"}, version=1)
    assert [error["code"] for error in data["updateContact"]["userErrors"]] == ["CONFLICT"]
    assert data["updateContact"]["contact"] == {"firstName": "Eglė", "version": 3}


async def test_an_error_stands_where_it_stood(crm: Crm) -> None:
    answers = [await crm.execute(UPDATE, {"id": "no-id", "input": {"firstName": "x"}}) for _ in range(3)]
    assert answers[0]["errors"][0]["path"] == ["updateContact"]
    assert answers == [answers[0]] * 3


async def test_a_moved_catalog_is_met_before_anything_is_written(crm: Crm) -> None:
    ids = [await made(crm, firstName="Ona") for _ in range(2)]
    for id_ in ids:
        await crm.data(UPDATE, id=id_, input={"firstName": "Rasa"})
    database = crm.workspace.database
    async with database.transaction() as connection:  # as another process does: we have not heard of it yet
        await connection.execute("UPDATE catalog_state SET version = version + 1")
    async with Trips(crm) as trips:
        await crm.data(UPDATE, id=ids[0], input={"firstName": "Eglė"})
    assert trips.kinds[:2] == ["SELECT", "WITH"]
    assert "BEGIN" in trips.kinds
    read = await crm.data(READ % "firstName version", id=ids[0])
    assert read["contact"] == {"firstName": "Eglė", "version": 3}
    made_field = await crm.data(MAKE_FIELDS, inputs=[{"entity": "Contact", "key": "petName", "kind": "TEXT"}])
    assert made_field["createFields"]["userErrors"] == []


async def test_each_reads_as_who_they_are(crm: Crm) -> None:
    """The statement that one member's request made serves another member, who sees other records."""
    members = [await crm.user(name) for name in ("Ieva", "Tomas")]
    ids = []
    for member in members * 2:
        data = await crm.data(CREATE, actor=member, input={"firstName": "Jų"})
        ids.append(data["createContact"]["contact"]["id"])
    own, others = ids[2], ids[3]
    data = await crm.data(UPDATE, actor=members[0], id=own, input={"firstName": "Mano"})
    assert data["updateContact"]["contact"]["firstName"] == "Mano"
    for _ in range(2):
        data = await crm.data(UPDATE, actor=members[0], id=others, input={"firstName": "Mano"})
        assert data["updateContact"]["contact"] is None
        assert [error["code"] for error in data["updateContact"]["userErrors"]] == ["NOT_FOUND"]


VALUES: Mapping[str, tuple[Any, Any]] = {
    "firstName": ("Šarūnas", "Пламен"),
    "lastName": ("Žukauskas", "رضایی"),
    "email": ("a@example.com", "b@example.com"),
    "budget": ({"amount": "1.25", "currency": "EUR"}, {"amount": "9.75", "currency": "CZK"}),
    "stars": (0, 5),
    "memo": ("ilgas", "dlouhý"),
    "hobbies": (["chess"], ["chess", "skiing"]),
}
OPTIONAL = [key for key in VALUES if key != "lastName"]


def changes() -> Iterator[dict[str, Any]]:
    """Every field is cleared alone, beside others that change, and with all others; then there are few."""
    cleared = [[], *([key] for key in OPTIONAL), [], OPTIONAL, [], *([key] for key in OPTIONAL)]
    for number, keys in enumerate(cleared):
        yield {key: None if key in keys else both[number % 2] for key, both in VALUES.items()}
    for key, (first, second) in VALUES.items():
        yield {key: first}
        yield {key: second}
        if key in OPTIONAL:
            yield {key: None}


@pytest_asyncio.fixture(scope="module")
async def fielded(crm_template: Template) -> AsyncIterator[Crm]:
    async with open_crm(crm_template) as crm:
        crm.workspace.on_statement = None  # so many that hypothesis could not show them
        assert (await crm.data(MAKE_FIELDS, inputs=FIELDS))["createFields"]["userErrors"] == []
        yield crm


async def test_whatever_is_changed_after_whatever_is_what_the_record_holds(fielded: Crm) -> None:
    """Statements are kept by what is named, set and cleared: none may serve a change of another shape."""
    held: dict[str, Any] = {**dict.fromkeys(VALUES), "firstName": "Ona", "lastName": "Petrauskienė"}
    id_, version = await made(fielded, firstName="Ona", lastName="Petrauskienė"), 1
    for change in changes():
        before = dict(held)
        held.update(change)
        version += held != before
        answer = (await fielded.data(UPDATE_FIELDS, id=id_, input=change))["updateContact"]
        read = (await fielded.data(READ % READABLE, id=id_))["contact"]
        assert answer == {"contact": read, "userErrors": []}
        assert read == {**held, "version": version}


async def test_new_records_hold_what_they_were_given(fielded: Crm) -> None:
    for values in changes():
        given = {"lastName": "Žukauskas", **values}
        id_ = await made(fielded, **given)
        read = (await fielded.data(READ % READABLE, id=id_))["contact"]
        assert read == {**dict.fromkeys(VALUES), **given, "version": 1}
