"""A module goes and comes under clients of two workers: who does not use it notices nothing."""

import asyncio
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.workers.processes import CLIENTS, Worker

SWITCHES = 20
PAUSE_SECONDS = 0.5
DEPENDENT = 4
"""One client in so many uses the module."""

CORE = "{ contacts(first: 3) { totalCount nodes { id displayName createdAt } } catalog { version } }"
WRITE = 'mutation { createContact(input: {firstName: "Ona"}) { contact { id } userErrors { code } } }'
READ_OF_MODULE = (
    "{ properties(first: 3) { nodes { title } } contacts(first: 3) { nodes { propertyInterest } } }"
)
WRITE_OF_MODULE = (
    'mutation { createProperty(input: {title: "Namas"}) { property { id } userErrors { code } } }'
)
SWITCH = """
mutation { %s(name: "real_estate") { module { enabled } userErrors { code message } } }
"""


@dataclass
class Observed:
    """What the clients saw."""

    answers: int = 0
    with_module: int = 0
    without_module: int = 0
    properties: int = 0
    failures: list[Any] = field(default_factory=list)


async def independent(worker: Worker, number: int, observed: Observed, stop: asyncio.Event) -> None:
    """Read and write what the core has."""
    for turn in count(number):
        if stop.is_set():
            return
        document = await worker.ask(WRITE if turn % 5 == 0 else CORE)
        observed.answers += 1
        if "errors" in document or document["data"].get("createContact", {}).get("userErrors"):
            observed.failures.append(document)
            return
        await asyncio.sleep(PAUSE_SECONDS)


async def dependent(worker: Worker, number: int, observed: Observed, stop: asyncio.Event) -> None:
    """Use the module: it answers, or the request is refused whole because the schema lacks it."""
    for turn in count(number):
        if stop.is_set():
            return
        writes = turn % 3 == 0
        document = await worker.ask(WRITE_OF_MODULE if writes else READ_OF_MODULE)
        if "errors" not in document:
            observed.with_module += 1
            observed.properties += writes
        elif is_clear(document):
            observed.without_module += 1
        else:
            observed.failures.append(document)
            return
        await asyncio.sleep(PAUSE_SECONDS)


def is_clear(document: dict[str, Any]) -> bool:
    """Whether a refusal is a validation error that names what is missing."""
    if "data" in document:
        return False
    missing = ('"properties"', "'properties'", "'createProperty'", "'propertyInterest'")
    first = document["errors"][0]
    return first["extensions"]["code"] == "BAD_USER_INPUT" and any(one in first["message"] for one in missing)


async def switch(worker: Worker, mutation: str) -> None:
    payload = (await worker.data(SWITCH % mutation))[mutation]
    assert payload["userErrors"] == []
    assert payload["module"]["enabled"] is (mutation == "enableModule")


async def test_a_module_goes_and_comes_twenty_times_under_a_hundred_clients(workers: list[Worker]) -> None:
    observed, stop = Observed(), asyncio.Event()
    clients = [
        asyncio.create_task(
            (independent if n % DEPENDENT else dependent)(workers[n % 3 % 2], n, observed, stop)
        )
        for n in range(CLIENTS)
    ]
    try:
        for turn in range(SWITCHES):
            await switch(workers[turn % 2], "disableModule")
            await asyncio.sleep(0.1)
            await switch(workers[(turn + 1) % 2], "enableModule")
            await asyncio.sleep(0.1)
    finally:
        stop.set()
        await asyncio.gather(*clients)
    assert observed.failures == []
    assert observed.answers > CLIENTS
    assert observed.with_module
    assert observed.without_module
    counted = await workers[0].data("{ properties { totalCount } }")
    assert counted["properties"]["totalCount"] == observed.properties
