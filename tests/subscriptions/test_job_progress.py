"""A job is told of as it is now, after each change, and no more when it is over."""

import asyncio
import uuid
from itertools import pairwise

from tests.subscriptions.living import Living

WATCH = "subscription ($id: ID!) { jobProgress(id: $id) { id kind state progress bulk { writtenCount } } }"
BULK = """
mutation ($filter: ContactFilter!) {
  updateContacts(target: {filter: $filter}, input: {jobTitle: "broker"}, errorPolicy: BEST_EFFORT) {
    job { id state } userErrors { message }
  }
}
"""
CREATE_MANY = "mutation ($i: [CreateContactInput!]!) { createContacts(inputs: $i) { userErrors { code } } }"


async def bulk_job(living: Living) -> str:
    name = uuid.uuid4().hex
    for batch in range(5):
        await living.do(CREATE_MANY, i=[{"lastName": name, "firstName": f"{batch}-{n}"} for n in range(240)])
    made = await living.do(BULK, filter={"lastName": {"eq": name}})
    id_: str = made["job"]["id"]
    return id_


async def test_a_job_is_told_of_until_it_is_over(living: Living) -> None:
    id_ = await bulk_job(living)
    async with living.socket() as socket:
        await socket.subscribe(WATCH, id=id_)
        told = []
        while True:
            message = await socket.receive()
            if message["type"] == "complete":
                break
            told.append(message["payload"]["data"]["jobProgress"])
        assert {one["id"] for one in told} == {id_}
        assert (told[-1]["state"], told[-1]["progress"]) == ("SUCCEEDED", 1)
        assert told[-1]["bulk"] == {"writtenCount": 1200}
        assert all(one != other for one, other in pairwise(told)), "each is a change"
        await socket.subscribe(WATCH, id=id_)
        assert (await socket.told())["jobProgress"] == told[-1], "one that is over is told once"
        assert (await socket.receive())["type"] == "complete"


async def finished(living: Living, id: str) -> None:
    """Wait for the end of a job, which would disturb the tests after it."""
    state = "query ($id: ID!) { job(id: $id) { state } }"
    async with asyncio.timeout(60):
        while (await living.do(state, id=id))["state"] != "SUCCEEDED":  # noqa: ASYNC110 (it is asked as a client asks)
            await asyncio.sleep(0.2)


async def test_a_job_of_somebody_else_is_as_one_that_is_not_there(living: Living) -> None:
    id_ = await bulk_job(living)
    member = await living.person("Curious")
    async with living.socket(member.token) as socket:
        answers = []
        for one in (id_, str(uuid.uuid4())):
            await socket.subscribe(WATCH, id=one)
            message = await socket.receive()
            assert message["type"] == "error"
            answers.append(message["payload"][0]["message"].replace(one, "…"))
        assert answers[0] == answers[1]
    await finished(living, id_)
