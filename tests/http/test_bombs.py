"""Small requests that would be a lot of work are refused, or answered, in little time: over HTTP, too."""

import asyncio

import httpx
import orjson
import pytest

from tests.bombs import BOMBS, Bomb, within_budget


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
async def test_a_bomb_costs_little(client: httpx.Client, bomb: Bomb) -> None:
    """The time is that of server and client, which share the process."""

    async def post(number: int) -> httpx.Response:
        body = orjson.dumps({"query": f"{bomb.query} #{number}", "variables": bomb.variables})
        headers = {"Content-Type": "application/json", "Accept": "application/graphql-response+json"}
        return await asyncio.to_thread(client.post, "/graphql", content=body, headers=headers)

    response = await within_budget(post)
    document = response.json()
    codes = {error["extensions"]["code"] for error in document.get("errors", [])}
    assert codes == ({bomb.code} if bomb.code else set())
    assert response.status_code == (400 if bomb.code else 200)


@pytest.mark.parametrize("part", ["query", "variables", "extensions"])
async def test_100_000_brackets_in_a_body_cost_little(client: httpx.Client, part: str) -> None:
    async def post(_number: int) -> httpx.Response:
        body = b'{"query": "{ __typename }", "' + part.encode() + b'": ' + b"[" * 100_000
        headers = {"Content-Type": "application/json"}
        return await asyncio.to_thread(client.post, "/graphql", content=body, headers=headers)

    response = await within_budget(post)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
