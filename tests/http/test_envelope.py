import os

import httpx
import pytest

from tests.http.served import Served
from tests.http.sockets import socket_of

PATHS = ["/", "/healthz", "/graphql", "/schema.graphql", "/nothing"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_safe_for_browsers(served: Served, path: str) -> None:
    headers = httpx.get(f"{served.url}{path}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_an_id_of_its_own(served: Served, path: str) -> None:
    ids = {httpx.get(f"{served.url}{path}").headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3


def test_the_id_of_a_proxy_is_taken_over(served: Served) -> None:
    given = httpx.get(f"{served.url}/healthz", headers={"X-Request-Id": "proxy-0123456789"})
    assert given.headers["x-request-id"] == "proxy-0123456789"


@pytest.mark.parametrize("request_id", ["short", "a b c d e f g h", "x" * 200, '"quoted-0123"'])
def test_an_id_that_could_do_harm_in_a_log_is_not(served: Served, request_id: str) -> None:
    given = httpx.get(f"{served.url}/healthz", headers={"X-Request-Id": request_id})
    assert given.headers["x-request-id"] != request_id


def test_in_development_the_worker_is_named(served: Served) -> None:
    assert httpx.get(f"{served.url}/healthz").headers["x-gql-crm-worker"] == str(os.getpid())


async def test_in_development_the_handshake_of_a_socket_names_the_worker(served: Served) -> None:
    async with socket_of(served.url, served.token) as socket:
        assert socket.worker == os.getpid()
