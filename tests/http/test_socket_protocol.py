"""`graphql-transport-ws`, rule by rule, with a real client."""

import asyncio

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.http.served import Served
from tests.http.sockets import socket_of

VIEWER = "{ viewer { name } }"
NOTHING_YET = 'subscription { recordChanged(entity: "Contact") { id } }'


async def test_a_query_is_answered_and_completed(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        id_ = await socket.subscribe(VIEWER)
        data = {"viewer": {"name": "Administrator"}}
        assert await socket.receive() == {"id": id_, "type": "next", "payload": {"data": data}}
        assert await socket.receive() == {"id": id_, "type": "complete"}


async def test_a_mutation_is_carried_out(served: Served) -> None:
    mutation = 'mutation { createTeam(input: {name: "گروه فروش"}) { team { name } userErrors { code } } }'
    async with socket_of(served.url, served.token) as socket:
        await socket.subscribe(mutation)
        assert (await socket.told())["createTeam"] == {"team": {"name": "گروه فروش"}, "userErrors": []}


async def test_operations_of_one_socket_run_side_by_side(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        ids = {await socket.subscribe(VIEWER) for _ in range(20)}
        done: set[str] = set()
        while done != ids:
            message = await socket.receive()
            if message["type"] == "complete":
                done.add(message["id"])


async def test_what_is_no_operation_is_an_error_under_its_id(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        id_ = await socket.subscribe("subscription { nothingLikeThis }")
        message = await socket.receive()
        assert (message["type"], message["id"]) == ("error", id_)
        assert message["payload"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert await socket.subscribe(VIEWER)
        assert await socket.told(), "the socket lives on"


async def test_a_ping_is_answered_with_its_payload_also_before_the_client_is_known(served: Served) -> None:
    async with socket_of(served.url, begun=False) as socket:
        await socket.send(type="ping", payload={"at": 1})
        assert await socket.receive() == {"type": "pong", "payload": {"at": 1}}
        await socket.begin(served.token)
        await socket.send(type="ping")
        assert await socket.receive() == {"type": "pong"}
        await socket.send(type="pong", payload={"unasked": True})
        await socket.subscribe(VIEWER)
        assert await socket.told()


async def test_who_completes_is_told_nothing_more(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        id_ = await socket.subscribe(NOTHING_YET)
        await socket.send(type="complete", id=id_)
        await socket.send(type="complete", id="never begun")
        with served.client() as client:
            create_contact(client, "Jonas")
        assert await socket.is_quiet()


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        "{}",
        '{"type":"hello"}',
        '{"type":"subscribe","id":"1"}',
        '{"type":"complete"}',
        '{"type":"subscribe","id":"","payload":{"query":"{ viewer { id } }"}}',
        '{"type":"ping","payload":1}',
    ],
)
async def test_a_message_that_is_none_ends_the_socket_with_4400(served: Served, text: str) -> None:
    async with socket_of(served.url, served.token) as socket:
        await socket.connection.send(text)
        assert await socket.closing() == 4400


async def test_a_binary_message_ends_the_socket_with_4400(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        await socket.connection.send(b'{"type":"ping"}')
        assert await socket.closing() == 4400


async def test_an_operation_before_the_client_is_known_ends_the_socket_with_4401(served: Served) -> None:
    async with socket_of(served.url, begun=False) as socket:
        await socket.subscribe(VIEWER)
        assert await socket.closing() == 4401


@pytest.mark.parametrize("token", [None, "", "gqlcrm_nobody", "š" * 10])
async def test_who_is_not_known_is_refused_with_4403(served: Served, token: str | None) -> None:
    async with socket_of(served.url, begun=False) as socket:
        payload = {} if token is None else {"Authorization": f"Bearer {token}"}
        await socket.send(type="connection_init", payload=payload)
        assert await socket.closing() == 4403


async def test_who_says_nothing_is_sent_away_with_4408(served: Served) -> None:
    async with socket_of(served.url, begun=False) as socket:
        assert await socket.closing() == 4408


async def test_a_second_beginning_ends_the_socket_with_4429(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        await socket.send(type="connection_init")
        assert await socket.closing() == 4429


async def test_an_id_that_is_in_use_ends_the_socket_with_4409(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        for _ in range(2):
            await socket.send(type="subscribe", id="one", payload={"query": NOTHING_YET})
        assert await socket.closing() == 4409


async def test_an_id_can_be_used_again_when_its_operation_is_over(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        for _ in range(2):
            await socket.send(type="subscribe", id="one", payload={"query": VIEWER})
            assert await socket.told()
            assert (await socket.receive())["type"] == "complete"


@pytest.mark.parametrize("subprotocols", [None, ["graphql-ws"]])
async def test_another_subprotocol_ends_the_socket_with_4406(
    served: Served, subprotocols: list[str] | None
) -> None:
    async with socket_of(served.url, begun=False, subprotocols=subprotocols) as socket:
        assert await socket.closing() == 4406


async def test_a_message_beyond_the_limit_ends_the_socket(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        await socket.subscribe("#" * (served.settings.limit_body_bytes + 1))
        assert await socket.closing() == 1009


async def test_more_operations_than_are_allowed_are_refused_one_by_one(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        most = served.settings.limit_subscriptions
        ids = [await socket.subscribe(NOTHING_YET) for _ in range(most + 1)]
        message = await socket.receive()
        assert (message["type"], message["id"]) == ("error", ids[-1])
        assert message["payload"][0]["extensions"]["code"] == "RATE_LIMITED"
        await socket.send(type="complete", id=ids[0])
        await socket.subscribe(VIEWER)
        assert await socket.told(), "there is room again"


async def test_the_token_may_come_with_the_handshake(served: Served) -> None:
    headers = {"Authorization": f"Bearer {served.token}"}
    async with socket_of(served.url, headers=headers) as socket:
        await socket.subscribe(VIEWER)
        assert await socket.told()


@pytest.mark.parametrize("origin", ["https://evil.example.com", "null", "http://127.0.0.1:1"])
async def test_a_page_of_another_origin_cannot_connect(served: Served, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with socket_of(served.url, served.token, headers={"Origin": origin}):
            pass
    assert refused.value.response.status_code == 403
    assert b"GQL_CRM_ALLOWED_ORIGINS" in refused.value.response.body


async def test_a_page_of_an_allowed_origin_connects_by_token(served: Served) -> None:
    headers = {"Origin": "https://app.example.com"}
    async with socket_of(served.url, served.token, headers=headers) as socket:
        await socket.subscribe(VIEWER)
        assert await socket.told()


async def test_a_session_counts_on_our_own_pages_alone(served: Served) -> None:
    async with httpx.AsyncClient(base_url=served.url) as browser:
        assert served.actor is not None
        assert served.sign_in.tickets is not None
        await browser.get("/", params={"ticket": served.sign_in.tickets.issue(served.actor.user_id)})
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    ours = {"Cookie": cookie, "Origin": served.url}
    async with socket_of(served.url, headers=ours) as socket:
        await socket.subscribe(VIEWER)
        assert await socket.told()
    for foreign in ({}, {"Origin": "https://app.example.com"}, {"Sec-Fetch-Site": "same-site", **ours}):
        headers = {"Cookie": cookie, **foreign}
        async with socket_of(served.url, headers=headers, begun=False) as socket:
            await socket.send(type="connection_init")
            assert await socket.closing() == 4403, foreign


def test_a_subscription_by_http_is_refused_and_names_the_way(client: httpx.Client) -> None:
    answer = client.post("/graphql", json={"query": NOTHING_YET}).json()
    assert "WebSocket" in answer["errors"][0]["message"]
    assert "data" not in answer


async def test_there_is_no_socket_at_other_paths(served: Served) -> None:
    with pytest.raises(InvalidStatus):
        async with socket_of(f"{served.url}/elsewhere", served.token):
            pass


async def test_a_client_that_vanishes_leaves_nothing_behind(served: Served) -> None:
    for _ in range(3):
        async with socket_of(served.url, served.token) as socket:
            await socket.subscribe(NOTHING_YET)
            socket.connection.transport.abort()
    await asyncio.sleep(0.1)
    async with socket_of(served.url, served.token) as socket:
        await socket.subscribe(VIEWER)
        assert await socket.told()


def create_contact(client: httpx.Client, name: str) -> str:
    """Create a contact; return its id."""
    query = "mutation ($n: String) { createContact(input: {lastName: $n}) { contact { id } } }"
    made = client.post("/graphql", json={"query": query, "variables": {"n": name}}).json()
    id_: str = made["data"]["createContact"]["contact"]["id"]
    return id_
