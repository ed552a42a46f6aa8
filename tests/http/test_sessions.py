import uuid

import pytest

from gql_crm.http.sessions import LIFETIME_SECONDS, Sessions

USER = uuid.UUID("01980000-0000-7000-8000-000000000001")


def cookie_of(sessions: Sessions) -> str:
    return sessions.set_cookie(USER, secure=False).partition(";")[0]


def test_a_session_names_its_user() -> None:
    sessions = Sessions(b"k" * 32)
    assert sessions.user_of(cookie_of(sessions)) == USER
    assert sessions.user_of(f"other=1; {cookie_of(sessions)}; more=2") == USER


def test_scripts_and_other_sites_cannot_use_the_cookie() -> None:
    cookie = Sessions(b"k" * 32).set_cookie(USER, secure=True)
    assert {"HttpOnly", "SameSite=Strict", "Secure", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in Sessions(b"k" * 32).set_cookie(USER, secure=False)


def test_a_session_ends() -> None:
    now = [1_000_000.0]
    sessions = Sessions(b"k" * 32, lambda: now[0])
    cookie = cookie_of(sessions)
    now[0] += LIFETIME_SECONDS - 1
    assert sessions.user_of(cookie) == USER
    now[0] += 2
    assert sessions.user_of(cookie) is None


def test_every_changed_letter_ends_a_session() -> None:
    sessions = Sessions(b"k" * 32)
    name, _, value = cookie_of(sessions).partition("=")
    assert len(value) == 75
    for place, letter in enumerate(value[:-1]):  # the last letter has bits that mean nothing
        changed = value[:place] + ("A" if letter != "A" else "B") + value[place + 1 :]
        assert sessions.user_of(f"{name}={changed}") is None, place


@pytest.mark.parametrize("value", ["", "A", "é", "A" * 75, "A" * 20_000, "%00", '"'])
def test_nonsense_is_no_session(value: str) -> None:
    sessions = Sessions(b"k" * 32)
    assert sessions.user_of(f"{sessions.cookie_name}={value}") is None
    assert sessions.user_of(value) is None


def test_servers_with_other_keys_do_not_overwrite_each_others_cookies() -> None:
    one, other = Sessions(b"k" * 32), Sessions(b"l" * 32)
    assert one.cookie_name != other.cookie_name
    forged = cookie_of(one).replace(one.cookie_name, other.cookie_name)
    assert other.user_of(forged) is None


def test_the_name_of_the_cookie_does_not_tell_the_key() -> None:
    key = b"k" * 32
    assert key.hex() not in Sessions(key).cookie_name
