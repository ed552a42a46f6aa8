import pytest

from gql_crm.http.origins import require_preflight, require_same_origin
from gql_crm.http.refusals import Refusal
from gql_crm.http.request_headers import RequestHeaders


def headers(**values: str) -> RequestHeaders:
    raw = {"host": "crm.example.com:8443", **values}
    return RequestHeaders([(name.replace("_", "-").encode(), value.encode()) for name, value in raw.items()])


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("POST", {"sec_fetch_site": "same-origin"}),
        ("POST", {"origin": "https://crm.example.com:8443"}),
        ("POST", {"origin": "https://CRM.example.com:8443"}),
        ("GET", {"sec_fetch_site": "none"}),
        ("GET", {}),
    ],
)
def test_our_own_page_may_use_its_cookie(method: str, values: dict[str, str]) -> None:
    require_same_origin(headers(**values), method)


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("POST", {}),
        ("POST", {"sec_fetch_site": "none"}),
        ("POST", {"sec_fetch_site": "cross-site"}),
        ("POST", {"sec_fetch_site": "same-site"}),
        ("POST", {"sec_fetch_site": "cross-site", "origin": "https://crm.example.com:8443"}),
        ("POST", {"origin": "https://crm.example.com"}),
        ("POST", {"origin": "https://evil.example.com"}),
        ("POST", {"origin": "null"}),
        ("POST", {"origin": "", "host": ""}),
        ("GET", {"sec_fetch_site": "cross-site"}),
        ("GET", {"origin": "https://evil.example.com"}),
    ],
)
def test_other_pages_may_not(method: str, values: dict[str, str]) -> None:
    with pytest.raises(Refusal) as caught:
        require_same_origin(headers(**values), method)
    assert (caught.value.status, caught.value.code) == (403, "FORBIDDEN")


@pytest.mark.parametrize("name", ["authorization", "x_requested_with", "graphql_require_preflight"])
def test_a_header_that_needs_a_preflight_lets_a_get_pass(name: str) -> None:
    require_preflight(headers(**{name: "1"}))


def test_a_get_that_any_link_can_make_is_refused() -> None:
    with pytest.raises(Refusal, match="GraphQL-Require-Preflight"):
        require_preflight(headers(accept="application/json", cookie="a=b"))
