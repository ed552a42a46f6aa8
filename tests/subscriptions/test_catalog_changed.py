"""What is subscribed to goes on by the newest catalog, or ends with a reason."""

import asyncio
import uuid
from typing import Any

from tests.subscriptions.living import CREATE_FIELD, Living

RETIRE = """
mutation ($key: String!) {
  retireField(entity: "Contact", key: $key) { catalogVersion userErrors { message } }
}
"""
DELETE_FIELD = """
mutation ($key: String!) {
  deleteField(entity: "Contact", key: $key, confirm: $key) { catalogVersion userErrors { message } }
}
"""


def key() -> str:
    return f"f{uuid.uuid4().hex[:12]}"


async def create_field(living: Living, name: str) -> int:
    made = await living.do(CREATE_FIELD, input={"entity": "Contact", "key": name, "kind": "TEXT"})
    version: int = made["catalogVersion"]
    return version


async def contact_told(socket: Any) -> Any:
    return (await socket.told())["contactChanged"]["contact"]


async def test_a_change_of_the_catalog_is_told_with_its_version(living: Living) -> None:
    async with living.socket() as socket:
        await socket.subscribe("subscription { catalogChanged { version hash } }")
        await asyncio.sleep(0.8)
        version = await create_field(living, key())
        told = (await socket.told())["catalogChanged"]
        assert told["version"] == version
        assert told["hash"] == (await living.do("{ catalog { hash } }"))["hash"]


async def test_a_field_that_was_just_made_can_be_subscribed_to_on_the_same_socket(living: Living) -> None:
    async with living.socket() as socket:
        await socket.subscribe("subscription { contactChanged { contact { lastName } } }")
        await asyncio.sleep(0.8)
        name = key()
        await create_field(living, name)
        second = await socket.subscribe(f"subscription {{ contactChanged {{ contact {{ {name} }} }} }}")
        await asyncio.sleep(0.8)
        await living.create("Сокол", **{name: "значение"})
        told = [await socket.receive() for _ in range(2)]
        by_id = {one["id"]: one["payload"]["data"]["contactChanged"]["contact"] for one in told}
        assert by_id[second] == {name: "значение"}
        assert {"lastName": "Сокол"} in by_id.values(), "the earlier one goes on"


async def test_nothing_is_missed_or_told_twice_over_changes_of_the_catalog(living: Living) -> None:
    async with living.socket() as socket:
        await socket.subscribe("subscription { contactChanged { contact { lastName } } }")
        await asyncio.sleep(0.8)
        names = [f"{n} {uuid.uuid4()}" for n in range(12)]
        for number, name in enumerate(names):
            if number % 3 == 0:
                await create_field(living, key())
            await living.create(name)
        assert [(await contact_told(socket))["lastName"] for _ in names] == names
        assert await socket.is_quiet()


async def test_a_subscription_that_does_not_fit_any_more_ends_and_says_why(living: Living) -> None:
    name = key()
    await create_field(living, name)
    async with living.socket() as socket:
        id_ = await socket.subscribe(f"subscription {{ contactChanged {{ contact {{ {name} }} }} }}")
        other = await socket.subscribe("subscription { contactChanged { contact { lastName } } }")
        await asyncio.sleep(0.8)
        await living.do(RETIRE, key=name)
        await living.do(DELETE_FIELD, key=name)
        message = await socket.receive()
        assert (message["type"], message["id"]) == ("error", id_)
        assert message["payload"][0]["extensions"]["code"] == "SCHEMA_CHANGED"
        assert name in message["payload"][0]["message"]
        await living.create("Goes on")
        message = await socket.receive()
        assert (message["type"], message["id"]) == ("next", other)
