"""Delivery: an e-mail leaves after the commit, in the ordinary case once, whatever the server does."""

import re

import pytest

from gql_crm.errors import UserErrors
from gql_crm.jobs import JobWorker
from gql_crm.testing import Crm, Template, open_crm
from gql_crm.workspace.jobs import ONE_AT_A_TIME, handlers_of
from tests.mail.mailbox import Mailbox, mail_server
from tests.mail.writing import attempted, contact, job, reached, seen, write


async def test_an_email_leaves_after_the_commit_that_wrote_it(crm: Crm, mailbox: Mailbox) -> None:
    id_ = await write(
        crm,
        await contact(crm),
        name="Jonas Žukauskas",
        subject="Тристаен апартамент — آپارتمان سه‌خوابه",
        text="Příliš žluťoučký kůň\n",
        html="<p>Příliš žluťoučký kůň</p>",
        reply_to="rasa@example.com",
    )
    assert (await seen(crm, id_))["status"] == "QUEUED"
    assert mailbox.letters == []
    await crm.run_jobs()
    [letter] = mailbox.letters
    assert (letter.sender, letter.recipients) == ("crm@example.com", ("jonas@example.com",))
    assert letter.message["Subject"] == "Тристаен апартамент — آپارتمان سه‌خوابه"
    assert letter.message["Message-ID"] == f"<{id_}@example.com>"
    assert letter.message["To"].addresses[0].display_name == "Jonas Žukauskas"
    assert letter.message["From"].addresses[0].display_name == "Žalioji agentūra"
    assert letter.message["Reply-To"] == "rasa@example.com"
    assert letter.text == "Příliš žluťoučký kůň\n"
    email = await seen(crm, id_)
    assert email.pop("sentAt") > email.pop("createdAt")
    assert email == {
        "id": str(id_),
        "status": "SENT",
        "to": ["jonas@example.com"],
        "subject": "Тристаен апартамент — آپارتمان سه‌خوابه",
        "body": "Příliš žluťoučký kůň\n",
        "html": "<p>Příliš žluťoučký kůň</p>",
        "replyTo": "rasa@example.com",
        "error": None,
    }


async def test_nothing_leaves_of_what_is_rolled_back(crm: Crm, mailbox: Mailbox) -> None:
    about = await contact(crm)

    async def fails() -> None:
        async with crm.records(crm.admin) as records:
            await records.send_email(to="jonas@example.com", subject="Ne", text="Ne", about=about)
            await records.create("Contact", {"email": "no address"})

    with pytest.raises(UserErrors):
        await fails()
    assert await crm.run_jobs() == 0
    assert mailbox.asked == 0
    async with crm.workspace.database.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM mail") == 0


async def test_a_server_that_greylists_gets_it_again(crm: Crm, mailbox: Mailbox) -> None:
    mailbox.to_recipients = ["451 4.7.1 Greylisted, come again later"]
    mailbox.to_data = ["421 4.3.2 Busy"]
    id_ = await write(crm, await contact(crm))
    await crm.run_jobs()
    assert mailbox.asked == 3
    [letter] = mailbox.letters
    assert letter.message["Message-ID"] == f"<{id_}@example.com>"
    assert (await seen(crm, id_))["status"] == "SENT"
    assert (await job(crm, id_))["attempts"] == 3


async def test_a_further_attempt_comes_after_a_pause_and_the_email_says_why(
    crm: Crm, mailbox: Mailbox
) -> None:
    mailbox.to_recipients = ["450 4.2.0 Mailbox is busy"] * 100
    id_ = await write(crm, await contact(crm))
    await crm.workspace.jobs.start()
    waiting = await reached(crm, id_, error="The mail server does not take the recipient's address yet.")
    assert waiting["status"] == "QUEUED"
    assert (await attempted(crm, id_))["error"].endswith("It said: 450 4.2.0 Mailbox is busy")
    mailbox.to_recipients.clear()
    assert (await reached(crm, id_, status="SENT"))["error"] is None


async def test_an_address_that_is_refused_for_good_fails_at_once(crm: Crm, mailbox: Mailbox) -> None:
    mailbox.to_recipients = ["550 5.1.1 No such user \x1b[31mhere" + "!" * 400]
    id_ = await write(crm, await contact(crm))
    await crm.run_jobs()
    assert mailbox.asked == 1
    email, told = await seen(crm, id_), await job(crm, id_)
    assert (email["status"], email["error"]) == (
        "FAILED",
        "The mail server refused the recipient's address.",
    )
    assert (told["state"], told["kind"]) == ("FAILED", "mail.deliver")
    assert re.fullmatch(r"The mail server .* It said: 550 5\.1\.1 No such user \[31mhere!+…", told["error"])
    assert len(told["error"]) < 400
    again = await crm.data(
        "mutation ($id: ID!) { retryJob(id: $id) { job { state } userErrors { code } } }", id=str(id_)
    )
    assert again["retryJob"] == {"job": {"state": "QUEUED"}, "userErrors": []}
    assert (await seen(crm, id_))["status"] == "QUEUED"
    await crm.run_jobs()
    assert (await seen(crm, id_))["status"] == "SENT"


@pytest.mark.parametrize("answer", ["554 5.7.1 Content refused", "552 5.3.4 Too big"])
async def test_a_content_that_is_refused_for_good_fails_at_once(
    crm: Crm, mailbox: Mailbox, answer: str
) -> None:
    mailbox.to_data = [answer]
    id_ = await write(crm, await contact(crm))
    await crm.run_jobs()
    assert (await seen(crm, id_))["error"] == "The mail server refused the e-mail."
    assert mailbox.asked == 1


async def test_a_server_that_is_down_gets_it_when_it_is_back(crm_template: Template) -> None:
    async with mail_server() as gone:
        pass
    async with open_crm(crm_template, **gone.settings) as crm:
        id_ = await write(crm, await contact(crm))
        await crm.workspace.jobs.start()
        waiting = await reached(crm, id_, error="The mail server cannot be used at present.")
        assert waiting["status"] == "QUEUED"
        assert (await attempted(crm, id_))["error"].endswith("cannot be reached.")
        async with mail_server(port=gone.port) as box:
            await reached(crm, id_, status="SENT")
            assert len(box.letters) == 1


async def test_a_server_that_never_takes_it_is_given_up(crm: Crm, mailbox: Mailbox) -> None:
    mailbox.to_recipients = ["451 4.7.1 Later"] * 100
    id_ = await write(crm, await contact(crm))
    await crm.run_jobs()
    assert mailbox.asked == 10
    assert (await seen(crm, id_))["status"] == "FAILED"


async def test_who_does_not_administer_does_not_see_the_words_of_the_server(
    crm: Crm, mailbox: Mailbox
) -> None:
    agent = await crm.user("Agent")
    about = await crm.create("Contact", {"lastName": "Žukauskas"}, actor=agent)
    mailbox.to_recipients = ["550 5.1.1 secret.internal.example says no"]
    id_ = await write(crm, about, agent)
    await crm.run_jobs()
    assert (await seen(crm, id_, agent))["error"] == "The mail server refused the recipient's address."
    assert await job(crm, id_, agent) is None
    assert "secret.internal" in (await job(crm, id_))["error"]


async def test_addresses_in_other_scripts_need_a_server_that_knows_them(
    crm: Crm, mailbox: Mailbox, crm_template: Template
) -> None:
    about = await contact(crm)
    await write(crm, about, to="jūratė@example.com")
    await write(crm, about, to="jonas@žemė.example.com", subject="Ąžuolas")
    await crm.run_jobs()
    international, ascii_domain = mailbox.letters
    assert international.recipients == ("jūratė@example.com",)
    assert "SMTPUTF8" in international.options
    assert ascii_domain.recipients == ("jonas@xn--em-9ma32b.example.com",)
    assert "SMTPUTF8" not in ascii_domain.options
    assert ascii_domain.raw.isascii()
    async with mail_server(smtputf8=False) as old, open_crm(crm_template, **old.settings) as other:
        id_ = await write(other, await contact(other), to="jūratė@example.com")
        await other.run_jobs()
        email = await seen(other, id_)
        assert (email["status"], old.asked) == ("FAILED", 0)
        assert email["error"] == "The mail server cannot write to addresses in other scripts (SMTPUTF8)."


async def test_two_workers_send_each_email_once(crm: Crm, mailbox: Mailbox) -> None:
    about = await contact(crm)
    ids = [await write(crm, about, subject=f"Butas {number}") for number in range(20)]
    workspace = crm.workspace
    handlers = handlers_of(workspace, workspace.clock)
    async with (
        JobWorker(workspace.database, handlers, one_at_a_time=ONE_AT_A_TIME),
        JobWorker(workspace.database, handlers, one_at_a_time=ONE_AT_A_TIME),
    ):
        for id_ in ids:
            await reached(crm, id_, status="SENT")
    found = [letter.message["Message-ID"] for letter in mailbox.letters]
    assert sorted(found) == sorted(f"<{id_}@example.com>" for id_ in ids)
