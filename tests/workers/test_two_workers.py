"""Two server processes on one database, clients on both, and a catalog that changes under them."""

import asyncio
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.workers.processes import CLIENTS, Worker

FIELDS = 50
PAUSE_SECONDS = 0.5

BOTH_VIEWS = """
{ __type(name: "Contact") { fields(includeDeprecated: true) { name } }
  catalog { version entities { name fields { key } } }
  contacts(first: 3) { totalCount nodes { id displayName } } }
"""
LIST = "{ contacts(first: 3) { totalCount nodes { id displayName createdAt } } }"
CREATE_FIELD = """
mutation ($key: String!) { createField(input: {entity: "Contact", key: $key, kind: INTEGER})
  { field { graphqlName } catalogVersion userErrors { message } } }
"""
RETIRE_FIELD = """
mutation ($key: String!) { retireField(entity: "Contact", key: $key) { userErrors { message } } }
"""


@dataclass
class Observed:
    """What the clients saw."""

    answers: int = 0
    failures: list[Any] = field(default_factory=list)
    versions: set[int] = field(default_factory=set)


def mixed(document: dict[str, Any]) -> bool:
    """Whether the schema and the catalog of one answer are of two versions."""
    schema = {f["name"] for f in document["data"]["__type"]["fields"]}
    contact = next(e for e in document["data"]["catalog"]["entities"] if e["name"] == "Contact")
    return not {f["key"] for f in contact["fields"]} <= schema


async def client(worker: Worker, number: int, observed: Observed, stop: asyncio.Event) -> None:
    """Read lists all the time, and now and then the schema and the catalog together."""
    for turn in count(number):
        if stop.is_set():
            return
        whole = turn % 8 == 0
        document = await worker.ask(BOTH_VIEWS if whole else LIST)
        observed.answers += 1
        if "errors" in document or (whole and mixed(document)):
            observed.failures.append(document)
            return
        if whole:
            observed.versions.add(document["data"]["catalog"]["version"])
        await asyncio.sleep(PAUSE_SECONDS)


async def add_use_and_retire(workers: list[Worker], key: str, turn: int) -> None:
    """Add a field at one worker, use it at once at the other; retire it, and be refused at once."""
    here, there = workers[turn % 2], workers[(turn + 1) % 2]
    added = await here.ask(CREATE_FIELD, key=key)
    assert added["data"]["createField"]["userErrors"] == [], added
    create = (
        "mutation ($input: CreateContactInput!) { createContact(input: $input)"
        f" {{ contact {{ id {key} }} userErrors {{ message }} }} }}"
    )
    made = await there.ask(create, input={"firstName": key, key: turn})
    assert made["data"]["createContact"]["contact"][key] == turn, made
    find = f"{{ contacts(filter: {{{key}: {{eq: {turn}}}}}) {{ nodes {{ firstName {key} }} }} }}"
    found = await there.ask(find)
    assert found["data"]["contacts"]["nodes"] == [{"firstName": key, key: turn}], found
    retired = await here.ask(RETIRE_FIELD, key=key)
    assert retired["data"]["retireField"]["userErrors"] == [], retired
    refused = await there.ask(create, input={"firstName": "late", key: turn})
    assert refused["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT", refused
    assert key in refused["errors"][0]["message"]
    still = await there.ask(find)
    assert still["data"]["contacts"]["nodes"] == [{"firstName": key, key: turn}], still


async def test_fifty_fields_come_and_go_under_a_hundred_clients(workers: list[Worker]) -> None:
    observed, stop = Observed(), asyncio.Event()
    clients = [asyncio.create_task(client(workers[n % 2], n, observed, stop)) for n in range(CLIENTS)]
    try:
        for turn, number in zip(range(FIELDS), count(1), strict=False):
            await add_use_and_retire(workers, f"field{number}", turn)
    finally:
        stop.set()
        await asyncio.gather(*clients)
    assert observed.failures == []
    assert observed.answers > CLIENTS
    assert len(observed.versions) > FIELDS / 5
    names = await workers[0].ask('{ contacts(search: "late") { totalCount } }')
    assert names["data"]["contacts"]["totalCount"] == 0
