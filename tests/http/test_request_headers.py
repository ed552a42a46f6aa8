import pytest

from gql_crm.http.refusals import Refusal
from gql_crm.http.request_headers import RequestHeaders


def test_lists_over_several_headers_are_joined() -> None:
    headers = RequestHeaders(
        [(b"accept", b"a/b"), (b"accept", b"c/d"), (b"cookie", b"x=1"), (b"cookie", b"y=2")]
    )
    assert headers.get(b"accept") == "a/b, c/d"
    assert headers.get(b"cookie") == "x=1; y=2"
    assert headers.get(b"host") is None


@pytest.mark.parametrize("name", [b"content-type", b"authorization", b"host", b"origin", b"idempotency-key"])
def test_a_header_that_may_stand_once_is_refused_twice(name: bytes) -> None:
    with pytest.raises(Refusal, match="given more than once") as caught:
        RequestHeaders([(name, b"a"), (name, b"a")])
    assert caught.value.status == 400


def test_an_empty_header_does_not_count() -> None:
    headers = RequestHeaders([(b"x-requested-with", b"")])
    assert not headers.has_any([b"x-requested-with"])
