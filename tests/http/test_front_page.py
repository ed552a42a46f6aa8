from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from gql_crm.database.embedded import EmbeddedServer
from gql_crm.http.front_page import SignIn
from tests.http.served import Served, settings_for
from tests.postgres import create_empty, drop

QUERY = {"query": "{ viewer { id } }"}


def cookie_of(response: httpx.Response) -> str:
    return str(response.headers.get("set-cookie", "")).partition(";")[0]


def viewer(served: Served, cookie: str, **headers: str) -> httpx.Response:
    signed = {"Cookie": cookie, **{name.replace("_", "-"): text for name, text in headers.items()}}
    return httpx.post(f"{served.url}/graphql", json=QUERY, headers=signed)


def ticket_of(served: Served) -> str:
    assert served.actor is not None
    return served.sign_in.tickets.issue(served.actor.user_id)


def test_a_ticket_signs_in_once_and_leaves_the_address(served: Served) -> None:
    address = f"{served.url}/?ticket={ticket_of(served)}"
    first = httpx.get(address)
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "SameSite=Strict" in first.headers["set-cookie"]
    assert served.actor is not None
    answer = viewer(served, cookie_of(first), Origin=served.url)
    assert answer.json() == {"data": {"viewer": {"id": str(served.actor.user_id)}}}
    second = httpx.get(address)
    assert (second.status_code, cookie_of(second)) == (303, "")


def test_looking_at_a_ticket_does_not_use_it_up(served: Served) -> None:
    address = f"{served.url}/?ticket={ticket_of(served)}"
    assert cookie_of(httpx.head(address)) == ""
    assert cookie_of(httpx.get(address))


def test_a_session_works_from_our_own_page_only(served: Served) -> None:
    cookie = cookie_of(httpx.get(f"{served.url}/?ticket={ticket_of(served)}"))
    assert viewer(served, cookie, Sec_Fetch_Site="same-origin").status_code == 200
    for headers in ({}, {"Origin": "https://evil.example.com"}, {"Sec_Fetch_Site": "cross-site"}):
        refused = viewer(served, cookie, **headers)
        assert refused.status_code == 403
        assert refused.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_a_bad_token_is_not_made_good_by_a_session(served: Served) -> None:
    cookie = cookie_of(httpx.get(f"{served.url}/?ticket={ticket_of(served)}"))
    assert viewer(served, cookie, Origin=served.url, Authorization="Bearer wrong").status_code == 401


def test_outside_the_demo_nobody_is_signed_in_by_being_here(served: Served) -> None:
    assert cookie_of(httpx.get(f"{served.url}/")) == ""


@pytest_asyncio.fixture(scope="module")
async def demo(
    served: Served, postgres: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Served]:
    """A server in demo mode."""
    owner, app = await create_empty(postgres)
    with Served(settings_for(tmp_path_factory.mktemp("demo")), owner, app) as server:
        assert server.actor is not None
        object.__setattr__(server.sign_in, "local_user", server.actor.user_id)
        yield server
    await drop(postgres, owner)


def test_in_the_demo_a_browser_on_this_machine_is_signed_in(demo: Served) -> None:
    cookie = cookie_of(httpx.get(f"{demo.url}/"))
    assert viewer(demo, cookie, Origin=demo.url).status_code == 200
    assert cookie_of(httpx.get(f"{demo.url}/", headers={"Cookie": cookie})) == "", "once is enough"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example.com"},
        {"Host": "127.0.0.1.evil.example.com"},
        {"Host": "localhost.evil.example.com:8000"},
        {"Host": ""},
        {"X-Forwarded-For": "203.0.113.7"},
        {"Forwarded": "for=203.0.113.7"},
        {"X-Real-IP": "203.0.113.7"},
    ],
)
def test_a_rebound_name_or_a_proxy_signs_nobody_in(demo: Served, headers: dict[str, str]) -> None:
    assert cookie_of(httpx.get(f"{demo.url}/", headers=headers)) == ""


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:80", "[::1]", "[::1]:8000"])
def test_this_machine_goes_by_several_names(demo: Served, host: str) -> None:
    assert cookie_of(httpx.get(f"{demo.url}/", headers={"Host": host}))


def test_a_session_of_another_server_is_replaced(demo: Served, served: Served) -> None:
    foreign = cookie_of(httpx.get(f"{served.url}/?ticket={ticket_of(served)}"))
    assert viewer(demo, foreign, Origin=demo.url).status_code == 401
    assert cookie_of(httpx.get(f"{demo.url}/", headers={"Cookie": foreign}))


def test_sign_in_begins_without_tickets() -> None:
    assert SignIn().local_user is None
    assert SignIn().tickets is not SignIn().tickets
