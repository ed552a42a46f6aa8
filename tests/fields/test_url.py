import pytest

from tests.fields.kind_cases import KINDS, kept, parsed, problem


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com",
        "http://example.com:8080/a?b=c#d",
        "HTTPS://Example.com/%C5%BE",
        "https://žąsis.example.com/kelias/ąž",
        "https://localhost/",
        "http://[2001:db8::1]:80/",
        "http://192.0.2.1/",
        "https://my_host.example.com./",
    ],
)
def test_an_address_is_kept_as_it_was_written(text: str) -> None:
    assert kept(KINDS["URL"], parsed("URL", text)) == text


def test_a_missing_scheme_is_refused_with_what_to_write() -> None:
    assert problem("URL", "example.com/a").endswith('Write "https://example.com/a".')


@pytest.mark.parametrize(
    "text", ["ftp://example.com", "javascript:alert(1)", "mailto:a@example.com", "//example.com"]
)
def test_other_schemes_are_refused(text: str) -> None:
    assert 'does not begin with "http://" or "https://"' in problem("URL", text)


@pytest.mark.parametrize(
    "text", ["https://", "https:///path", "https://:80/", "https://-/", "https://a..b/", "https:example.com"]
)
def test_an_address_names_a_host(text: str) -> None:
    assert "names no host" in problem("URL", text)


@pytest.mark.parametrize(
    "text", ["https://example.com/a b", "https://exa\tmple.com", "https://example.com/<x>", 'https://e.com/"']
)
def test_characters_that_must_be_encoded_are_refused(text: str) -> None:
    assert "must encode" in problem("URL", text)


@pytest.mark.parametrize("text", ["https://example.com:99999/", "https://example.com:x/", "http://[::1"])
def test_ports_and_addresses_must_be_real(text: str) -> None:
    assert "is no web address" in problem("URL", text)


def test_a_link_shows_no_password() -> None:
    assert "contains a user name or password" in problem("URL", "https://user:secret@example.com/")
    assert "secret" not in KINDS["URL"].description


def test_uniqueness_ignores_case_of_the_host_and_the_usual_port() -> None:
    key = KINDS["URL"].unique_key
    assert key("HTTPS://Example.com") == key("https://example.com:443/")
    assert key("https://example.com/A") != key("https://example.com/a")
    assert key("http://example.com/") != key("https://example.com/")
