"""Messages: what is written into one is read out of it again, in every script, and nothing else gets in."""

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.journal import Mail
from gql_crm.mail import Message, Sender, compose
from gql_crm.records.mailing import one_line

SENDER = Sender(name="Žalioji agentūra", address="crm@example.com")
ID = UUID("01970000-0000-7000-8000-000000000001")
WORDS = (
    "Trijų kambarių butas Užupyje, ąčęėįšųūž",
    "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Тристаен апартамент в центъра на София",
    "آپارتمان سه‌خوابه در تهران، نزدیک پارک",
    "Plain words",
)


def mail(**chosen: Any) -> Mail:
    values = {
        "id": ID,
        "actor_id": None,
        "recipient": "jonas@example.com",
        "recipient_name": None,
        "reply_to": None,
        "subject": "Butas",
        "body": "Laba diena\n",
        "html": None,
        "created_at": datetime(2026, 3, 1, 10, 30, tzinfo=UTC),
    }
    return Mail(**{**values, **chosen})


def parsed(message: Message) -> EmailMessage:
    return email.message_from_string(message.content.decode(), policy=email.policy.default)


def mailboxes(message: Message, header: str) -> list[tuple[str, str]]:
    """Return names and addresses; `email.policy` puts spaces between the encoded words of names."""
    found = getaddresses([str(email.message_from_bytes(message.content)[header])])
    return [(str(make_header(decode_header(name))), address) for name, address in found]


def plain_text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("words", WORDS)
def test_texts_of_every_script_arrive_as_they_were_written(words: str) -> None:
    subject = f"{words} · " * 4 + words
    made = compose(mail(subject=subject, recipient_name=words[:60].strip(), body=f"{words}\n" * 30), SENDER)
    read = parsed(made)
    assert read["Subject"] == subject
    assert mailboxes(made, "To") == [(words[:60].strip(), "jonas@example.com")]
    assert mailboxes(made, "From") == [(SENDER.name, SENDER.address)]
    assert plain_text(read) == f"{words}\n" * 30
    assert made.content.isascii()
    assert not made.is_utf8


_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("".join(WORDS)), max_size=200
)


@given(subject=_TEXT, name=_TEXT, body=st.text(st.characters(exclude_categories=["Cs"]), max_size=500))
def test_whatever_is_written_no_header_is_added_and_none_changes(subject: str, name: str, body: str) -> None:
    subject, shown = subject.strip(), one_line(name)
    made = compose(mail(subject=subject, recipient_name=shown, body=body), SENDER)
    read = parsed(made)
    assert not read.defects
    assert {key.lower() for key in read} == {
        *("from", "to", "subject", "date", "message-id", "mime-version", "content-type"),
        "content-transfer-encoding",
    }
    assert read["Subject"] == subject
    assert mailboxes(made, "To") == [(shown, "jonas@example.com")]
    assert plain_text(read).split() == body.split()


@given(st.text(max_size=100))
def test_a_name_becomes_one_line(name: str) -> None:
    line = one_line(f"{name}\r\nBcc: everybody@example.com")
    assert len(line.splitlines()) == 1
    made = compose(mail(recipient_name=line), SENDER)
    assert "Bcc" not in parsed(made)
    assert mailboxes(made, "To") == [(line, "jonas@example.com")]


def test_a_message_says_when_it_was_written_and_who_it_is_each_time_the_same() -> None:
    first, second = (compose(mail(html="<p>Laba diena</p>"), SENDER) for _ in range(2))
    for read in (parsed(first), parsed(second)):
        assert read["Message-ID"] == f"<{ID}@example.com>"
        assert read["Date"].datetime == datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
        rich = read.get_body(("html",))
        assert rich is not None
        assert rich.get_content().strip() == "<p>Laba diena</p>"
        assert plain_text(read) == "Laba diena\n"


def test_lines_of_any_length_fit_into_what_servers_take() -> None:
    made = compose(mail(body="ilga eilutė " * 500, subject="s" * 300), SENDER)
    assert max(map(len, made.content.split(b"\r\n"))) < 998
    assert plain_text(parsed(made)).strip() == ("ilga eilutė " * 500).strip()


def test_a_domain_in_another_script_travels_in_ascii() -> None:
    made = compose(mail(recipient="jonas@žemė.example.com"), SENDER)
    assert (made.recipient, made.is_utf8) == ("jonas@xn--em-9ma32b.example.com", False)


@pytest.mark.parametrize("address", ["jūratė@example.com", "петър@example.com", "سارا@example.com"])
def test_a_name_before_the_at_in_another_script_needs_utf8(address: str) -> None:
    made = compose(mail(recipient=address, recipient_name="Jūratė"), SENDER)
    assert (made.recipient, made.is_utf8) == (address, True)
    assert address.encode() in made.content
    [to] = parsed(made)["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Jūratė", address)


def test_the_mailbox_of_the_sender_may_have_a_domain_in_another_script() -> None:
    made = compose(mail(), Sender(name="", address="crm@пример.example.com"))
    assert not made.is_utf8
    assert made.sender.startswith("crm@xn--")
    assert parsed(made)["Message-ID"].endswith(f"@{made.sender.partition('@')[2]}>")


def test_answers_go_where_they_are_wanted() -> None:
    read = parsed(compose(mail(reply_to="rasa@example.com"), SENDER))
    assert read["Reply-To"] == "rasa@example.com"
    assert read["From"].addresses[0].addr_spec == "crm@example.com"
