"""Mutations under idempotency keys: done once, answered as often as they are sent."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from gql_crm.access import Actor
from gql_crm.clock import system_clock
from gql_crm.testing import Crm
from gql_crm.workspace.jobs import chores_of

ADD = """
mutation ($input: CreateCarInput!) {
  createCar(input: $input) { car { id title version } warnings { code } userErrors { code field } }
}
"""
FLEET = """
mutation ($input: FleetInput!) { addFleet(input: $input) {
  size
  parts { count best { id title } others { title } driver { displayName } }
  counted { count ... on FleetPart { best { title } } }
  allCars { title }
  userErrors { code }
} }
"""
KEY = "0199c9f4-8a3e-7c52"


async def send(
    crm: Crm,
    document: str,
    variables: Mapping[str, Any] | None = None,
    *,
    key: str = KEY,
    actor: Actor | None = None,
) -> dict[str, Any]:
    return await crm.execute(document, variables, actor=actor, idempotency_key=key)


async def count(crm: Crm, entity: str = "cars") -> int:
    total: int = (await crm.data(f"{{ {entity} {{ totalCount }} }}"))[entity]["totalCount"]
    return total


def code(answer: Mapping[str, Any]) -> str:
    (error,) = answer["errors"]
    return str(error["extensions"]["code"])


async def test_a_request_that_is_repeated_is_done_once_and_answered_alike(garage: Crm) -> None:
    first = await send(garage, ADD, {"input": {"title": "Fiat"}})
    again = await send(garage, ADD, {"input": {"title": "Fiat"}})
    assert first["data"]["createCar"]["car"]["title"] == "Fiat"
    assert again == first
    assert await count(garage) == 1


async def test_the_answer_shows_the_record_as_it_is_now(garage: Crm) -> None:
    first = (await send(garage, ADD, {"input": {"title": "Fiat"}}))["data"]["createCar"]["car"]
    await garage.data(
        'mutation ($id: ID!) { updateCar(id: $id, input: { title: "Audi" }) { userErrors { code } } }',
        id=first["id"],
    )
    again = (await send(garage, ADD, {"input": {"title": "Fiat"}}))["data"]["createCar"]["car"]
    assert again == {"id": first["id"], "title": "Audi", "version": 2}


async def test_the_answer_shows_what_the_actor_may_see_now(garage: Crm) -> None:
    member = await garage.user("Ivo")
    first = await send(garage, ADD, {"input": {"title": "Fiat"}}, actor=member)
    car = first["data"]["createCar"]["car"]
    await garage.data(
        """mutation ($id: ID!, $owner: ID) {
          updateCar(id: $id, input: { ownerId: $owner }) { userErrors { code } }
        }""",
        id=car["id"],
        owner=str(garage.admin.user_id),
    )
    again = await send(garage, ADD, {"input": {"title": "Fiat"}}, actor=member)
    assert again == {"data": {"createCar": {"car": None, "warnings": [], "userErrors": []}}}


async def test_all_generated_mutations_can_be_repeated(garage: Crm) -> None:
    car = str((await garage.create("Car", {"title": "Fiat"})).id)
    for number, document in enumerate(
        (
            """mutation ($id: ID!) { updateCar(id: $id, input: {title: "A"}, expectedVersion: 1) {
              car { version } userErrors { code }
            } }""",
            "mutation ($id: ID!) { deleteCar(id: $id) { deletedId userErrors { code } } }",
            "mutation ($id: ID!) { restoreCar(id: $id) { car { version } userErrors { code } } }",
        )
    ):
        first = await send(garage, document, {"id": car}, key=str(number))
        assert "errors" not in first, first
        (payload,) = first["data"].values()
        assert payload["userErrors"] == []
        assert await send(garage, document, {"id": car}, key=str(number)) == first
    assert (await garage.data("query ($id: ID!) { car(id: $id) { version } }", id=car))["car"]["version"] == 4


async def test_mutations_of_many_records_can_be_repeated(garage: Crm) -> None:
    create = """mutation ($inputs: [CreateCarInput!]!) {
      createCars(inputs: $inputs, errorPolicy: BEST_EFFORT) {
        cars { id title } userErrors { code field elementIndex }
      }
    }"""
    inputs = {"inputs": [{"title": "Fiat"}, {"title": ""}, {"title": "Audi"}]}
    first = await send(garage, create, inputs)
    made = first["data"]["createCars"]["cars"]
    assert [car["title"] for car in made] == ["Fiat", "Audi"]
    assert [error["elementIndex"] for error in first["data"]["createCars"]["userErrors"]] == [1]
    assert await send(garage, create, inputs) == first
    assert await count(garage) == 2
    delete = """mutation ($ids: [ID!]!) { deleteCars(target: { ids: $ids }) {
      deletedIds userErrors { code }
    } }"""
    ids = {"ids": [car["id"] for car in made]}
    first = await send(garage, delete, ids, key="another key")
    assert sorted(first["data"]["deleteCars"]["deletedIds"]) == sorted(ids["ids"])
    assert await send(garage, delete, ids, key="another key") == first


async def test_an_operation_answers_with_the_same_records_and_values(garage: Crm) -> None:
    cars = [{"title": title} for title in ("Škoda", "Fiat", "Audi")]
    given = {"input": {"cars": cars, "driver": {"firstName": "Ona"}}}
    first = await send(garage, FLEET, given)
    assert first["data"]["addFleet"]["size"] == "LARGE"
    assert first["data"]["addFleet"]["parts"][0]["best"]["title"] == "Škoda"
    assert await send(garage, FLEET, given) == first
    assert await count(garage) == 3


async def test_records_in_unions_are_answered_again(garage: Crm) -> None:
    car, contact = (
        await garage.create("Car", {"title": "A"}),
        await garage.create("Contact", {"firstName": "O"}),
    )
    document = """mutation ($ids: [ID!]!) { touchThings(ids: $ids) {
      __typename ... on Car { title } ... on Contact { firstName } ... on Notice { text about { title } }
    } }"""
    first = await send(garage, document, {"ids": [str(car.id), str(contact.id)]})
    assert [one and one["__typename"] for one in first["data"]["touchThings"]] == [
        "Car",
        "Contact",
        "Notice",
        None,
    ]
    assert await send(garage, document, {"ids": [str(car.id), str(contact.id)]}) == first


async def test_each_mutation_field_is_kept_by_its_place_in_the_answer(garage: Crm) -> None:
    document = """mutation {
      a: createCar(input: {title: "A"}) { car { id } userErrors { code } }
      b: createCar(input: {title: ""}) { car { id } userErrors { code } }
      c: createCar(input: {title: "C"}) { car { id } userErrors { code } }
    }"""
    first = await send(garage, document)
    assert first["data"]["b"]["userErrors"] == [{"code": "REQUIRED"}]
    assert await send(garage, document) == first
    assert await count(garage) == 2


async def test_what_was_refused_may_be_tried_again(garage: Crm) -> None:
    document = 'mutation ($id: ID!) { updateCar(id: $id, input: {title: "A"}) { userErrors { code } } }'
    car = await garage.create("Car", {"title": "Fiat"})
    async with garage.records(garage.admin) as records:
        await records.delete("Car", car.id)
    refused = await send(garage, document, {"id": str(car.id)})
    assert refused["data"]["updateCar"]["userErrors"] == [{"code": "INVALID_STATE"}]
    async with garage.records(garage.admin) as records:
        await records.restore("Car", car.id)
    assert (await send(garage, document, {"id": str(car.id)}))["data"]["updateCar"]["userErrors"] == []


async def test_a_refusal_that_is_returned_leaves_the_key_free(garage: Crm) -> None:
    document = 'mutation { refuseCar(input: {title: "A"}) { userErrors { code } } }'
    for _ in range(2):
        answer = await send(garage, document)
        assert answer["data"]["refuseCar"]["userErrors"] == [{"code": "CAR_SOLD"}]
    async with garage.workspace.database.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM idempotency_key") == 0


@pytest.mark.parametrize(
    "other",
    [
        (ADD, {"input": {"title": "Audi"}}),
        (ADD + " ", {"input": {"title": "Fiat"}}),
        ('mutation { other: createCar(input: {title: "Fiat"}) { userErrors { code } } }', None),
    ],
    ids=["variables", "document", "path"],
)
async def test_a_key_belongs_to_the_request_that_it_came_with_first(
    garage: Crm, other: tuple[str, Any]
) -> None:
    await send(garage, ADD, {"input": {"title": "Fiat"}})
    answer = await send(garage, *other)
    assert code(answer) == "IDEMPOTENCY_MISMATCH"
    assert "data" not in answer
    assert KEY in answer["errors"][0]["message"]
    assert await count(garage) == 1


async def test_the_same_key_of_another_actor_is_another_key(garage: Crm) -> None:
    member = await garage.user("Ivo")
    first = await send(garage, ADD, {"input": {"title": "Fiat"}})
    theirs = await send(garage, ADD, {"input": {"title": "Fiat"}}, actor=member)
    assert first["data"]["createCar"]["car"]["id"] != theirs["data"]["createCar"]["car"]["id"]
    assert code(await send(garage, ADD, {"input": {"title": "Audi"}}, actor=member)) == "IDEMPOTENCY_MISMATCH"
    assert await count(garage) == 2


async def test_requests_that_come_at_the_same_time_are_done_once(garage: Crm) -> None:
    answers = await asyncio.gather(*(send(garage, ADD, {"input": {"title": "Fiat"}}) for _ in range(5)))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["data"]["createCar"]["userErrors"] == []
    assert await count(garage) == 1


async def test_a_request_waits_for_one_that_is_under_way_and_does_it_if_that_fails(garage: Crm) -> None:
    """The first one is cut off after it has written, as by a crash: its transaction never commits."""
    database = garage.workspace.database
    arrived, crash = asyncio.Event(), asyncio.Event()

    async def cut_off() -> None:
        async with database.transaction() as connection:
            await connection.execute(
                "INSERT INTO idempotency_key (actor_id, key, path, request_hash, created_at) "
                "VALUES ($1, $2, 'createCar', 'hash', now())",
                garage.admin.user_id,
                KEY,
            )
            arrived.set()
            await crash.wait()
            raise ConnectionAbortedError

    first = asyncio.create_task(cut_off())
    await arrived.wait()
    second = asyncio.create_task(send(garage, ADD, {"input": {"title": "Fiat"}}))
    done, _ = await asyncio.wait({second}, timeout=0.2)
    assert not done
    crash.set()
    await asyncio.wait({first})
    assert (await second)["data"]["createCar"]["car"]["title"] == "Fiat"
    assert await count(garage) == 1


async def test_an_operation_that_fails_leaves_its_key_free(garage: Crm) -> None:
    document = 'mutation ($how: String!) { crash(input: {title: "A"}, how: $how) { car { id } } }'
    for _ in range(2):
        assert code(await send(garage, document, {"how": "value"})) == "INTERNAL"
    async with garage.workspace.database.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM idempotency_key") == 0


async def test_a_secret_is_shown_once(garage: Crm) -> None:
    document = """mutation ($id: ID!) {
      createApiToken(input: {userId: $id, name: "Shop"}) { secret token { id } userErrors { code } }
    }"""
    first = await send(garage, document, {"id": str(garage.admin.user_id)})
    secret = first["data"]["createApiToken"]["secret"]
    again = await send(garage, document, {"id": str(garage.admin.user_id)})
    assert code(again) == "ALREADY_DONE"
    assert again["data"] is None
    async with garage.workspace.database.connection() as connection:
        assert await connection.fetchval("SELECT answer FROM idempotency_key") is None
        assert await connection.fetchval("SELECT count(*) FROM identity_api_token WHERE name = 'Shop'") == 1
    assert secret


async def test_a_key_may_be_used_anew_after_a_day(garage: Crm) -> None:
    await send(garage, ADD, {"input": {"title": "Fiat"}})
    async with garage.workspace.database.connection() as connection:
        await connection.execute("UPDATE idempotency_key SET created_at = created_at - interval '1 day'")
    answer = await send(garage, ADD, {"input": {"title": "Audi"}})
    assert answer["data"]["createCar"]["car"]["title"] == "Audi"
    assert await count(garage) == 2


async def test_chores_forget_keys_after_a_day(garage: Crm) -> None:
    await send(garage, ADD, {"input": {"title": "Fiat"}})

    async def kept() -> int:
        async with garage.workspace.database.connection() as connection:
            number: int = await connection.fetchval("SELECT count(*) FROM idempotency_key")
        return number

    async def worked(hours: int) -> None:
        """Look after things as a worker does that many hours later."""
        for chore in chores_of(lambda: system_clock() + timedelta(hours=hours)):
            async with garage.workspace.database.connection() as connection:
                await chore(connection)

    await worked(23)
    assert await kept() == 1
    await worked(25)
    assert await kept() == 0


async def test_a_query_takes_no_notice_of_a_key(garage: Crm) -> None:
    await send(garage, ADD, {"input": {"title": "Fiat"}})
    answer = await send(garage, "{ cars { nodes { title } } }")
    assert answer == {"data": {"cars": {"nodes": [{"title": "Fiat"}]}}}


async def test_a_narrowed_token_repeats_what_its_user_did(garage: Crm) -> None:
    first = await send(garage, ADD, {"input": {"title": "Fiat"}})
    token = replace(garage.admin, scopes=frozenset({"write"}))
    assert await send(garage, ADD, {"input": {"title": "Fiat"}}, actor=token) == first
