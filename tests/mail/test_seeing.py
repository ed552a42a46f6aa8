"""E-mails as people see them: as far as they see what they are about; and what is no e-mail."""

from typing import Any
from uuid import uuid4

import pytest

from gql_crm.clock import uuid7
from gql_crm.errors import UserErrors
from gql_crm.records import Ref
from gql_crm.testing import Crm, Template, open_crm
from tests.mail.mailbox import Mailbox, mail_server
from tests.mail.writing import ABOUT, contact, job, seen, write

PURGE = """
mutation ($id: ID!, $confirm: String!) {
  purgeRecord(id: $id, confirm: $confirm) { purgedId userErrors { code message } }
}
"""
MERGE = """
mutation ($target: ID!, $source: ID!) {
  mergeContacts(targetId: $target, sourceIds: [$source]) { userErrors { code message } }
}
"""


async def about(crm: Crm, ref: Ref, **more: Any) -> list[str]:
    return [one["id"] for one in (await crm.data(ABOUT, id=str(ref.id), **more))["recordEmails"]]


async def test_who_does_not_see_a_record_sees_no_email_about_it(crm: Crm) -> None:
    agent, stranger = await crm.user("Agent"), await crm.user("Stranger")
    own = await crm.create("Contact", {"lastName": "Žukauskas"}, actor=agent)
    other = await contact(crm)
    id_ = await write(crm, own, agent)
    both = await write(crm, [own, other])
    assert (await seen(crm, id_, agent))["to"] == ["jonas@example.com"]
    assert await seen(crm, id_, stranger) is None
    assert await seen(crm, both, agent) is None
    assert await about(crm, own, actor=agent) == [str(id_)]
    assert await about(crm, own, actor=stranger) == []
    assert await about(crm, own) == [str(both), str(id_)]
    assert await about(crm, other) == [str(both)]


async def test_an_email_about_a_record_that_was_deleted_is_still_seen(crm: Crm) -> None:
    ref = await contact(crm)
    id_ = await write(crm, ref)
    async with crm.records(crm.admin) as records:
        await records.delete("Contact", ref.id)
    assert await about(crm, ref) == [str(id_)]


async def test_emails_follow_a_record_into_the_one_that_it_becomes(crm: Crm) -> None:
    refs = [await contact(crm, last=f"Kazlauskas {number}") for number in range(3)]
    ids = [str(await write(crm, ref)) for ref in refs]
    for target, source in ((refs[1], refs[0]), (refs[2], refs[1])):
        merged = await crm.data(MERGE, target=str(target.id), source=str(source.id))
        assert merged["mergeContacts"]["userErrors"] == []
    assert await about(crm, refs[2]) == sorted(ids, reverse=True)


async def test_from_whom_a_field_is_hidden_the_contents_are_too(crm: Crm) -> None:
    agent = await crm.user("Agent")  # who does not see what roles somebody has
    id_ = await write(crm, Ref("User", agent.user_id), reply_to="rasa@example.com", html="<p>Labas</p>")
    email = await seen(crm, id_, agent)
    assert (email["id"], email["status"]) == (str(id_), "QUEUED")
    assert [email[name] for name in ("to", "subject", "body", "html", "replyTo")] == [None] * 5
    assert (await seen(crm, id_))["to"] == ["jonas@example.com"]


async def test_a_purge_erases_the_emails_about_a_record_and_sends_none_that_waits(
    crm: Crm, mailbox: Mailbox
) -> None:
    ref = await contact(crm)
    mailbox.to_recipients = ["550 5.1.1 jonas@example.com is unknown"]
    refused = await write(crm, ref)
    await crm.run_jobs()
    assert "jonas@example.com" in (await job(crm, refused))["error"]
    waiting = await write(crm, ref, subject="Slaptas pasiūlymas")
    purged = await crm.data(PURGE, id=str(ref.id), confirm="Jonas Žukauskas")
    assert purged["purgeRecord"]["userErrors"] == []
    assert await seen(crm, refused) is None
    assert await seen(crm, waiting) is None
    assert (await job(crm, refused))["error"] is None
    asked = mailbox.asked
    await crm.run_jobs()
    assert (mailbox.asked, mailbox.letters) == (asked, [])
    assert (await job(crm, waiting))["state"] == "SUCCEEDED"
    async with crm.workspace.database.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM mail") == 0
        assert await connection.fetchval("SELECT count(*) FROM mail_record") == 0


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"to": "jonas"}, "VALIDATION", "to"),
        ({"to": "jonas@example.com\r\nBcc: visi@example.com"}, "VALIDATION", "to"),
        ({"to": "a@example.com, b@example.com"}, "VALIDATION", "to"),
        ({"to": "<jonas@example.com> SIZE=1"}, "VALIDATION", "to"),
        ({"to": "a" * 300 + "@example.com"}, "VALIDATION", "to"),
        ({"reply_to": "rasa"}, "VALIDATION", "replyTo"),
        ({"subject": "Butas\r\nBcc: visi@example.com"}, "VALIDATION", "subject"),
        ({"subject": "Butas\nŽvėryne"}, "VALIDATION", "subject"),
        ({"subject": "Butas\u2028Žvėryne"}, "VALIDATION", "subject"),
        ({"subject": "s" * 301}, "VALIDATION", "subject"),
        ({"subject": "  "}, "REQUIRED", "subject"),
        ({"text": " \n"}, "REQUIRED", "text"),
        ({"text": "t" * 100_001}, "VALIDATION", "text"),
        ({"text": "NUL \0"}, "VALIDATION", "text"),
        ({"text": "half \ud800"}, "VALIDATION", "text"),
        ({"html": "h" * 500_001}, "VALIDATION", "html"),
        ({"about": []}, "VALIDATION", "about"),
        ({"about": [uuid4() for _ in range(101)]}, "VALIDATION", "about"),
        ({"about": uuid7()}, "NOT_FOUND", "about"),
    ],
)
async def test_what_is_no_email_is_refused_and_nothing_is_written(
    crm: Crm, wrong: dict[str, Any], code: str, field: str
) -> None:
    ref = await contact(crm)
    with pytest.raises(UserErrors) as refused:
        await write(crm, wrong.pop("about", ref), **wrong)
    [error] = refused.value.errors
    assert (error.code, error.field) == (code, (field,))
    assert await crm.run_jobs() == 0


async def test_an_answer_that_is_kept_with_an_email_goes_with_it(crm: Crm) -> None:
    ref = await contact(crm)
    id_ = await write(crm, ref)
    insert = """INSERT INTO idempotency_key (actor_id, key, path, request_hash, created_at, answer)
        VALUES ($1, $2, 'p', 'h', now(), $3)"""
    async with crm.workspace.database.connection() as connection:
        for key, answer in (("a", f'{{"id": "{id_}"}}'), ("b", "another")):
            await connection.execute(insert, crm.admin.user_id, key, answer)
        await crm.data(PURGE, id=str(ref.id), confirm="Jonas Žukauskas")
        kept = await connection.fetch("SELECT answer FROM idempotency_key ORDER BY key")
    assert [row["answer"] for row in kept] == [None, "another"]


async def test_an_email_is_about_what_its_writer_sees(crm: Crm) -> None:
    stranger, ref = await crm.user("Stranger"), await contact(crm)
    with pytest.raises(UserErrors, match="NOT_FOUND about"):
        await write(crm, ref, stranger)


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (("smtp_host", "smtp_from"), 'settings "GQL_CRM_SMTP_HOST" and "GQL_CRM_SMTP_FROM" are not set.'),
        (("smtp_from",), 'its setting "GQL_CRM_SMTP_FROM" is not set.'),
        (("smtp_host",), 'its setting "GQL_CRM_SMTP_HOST" is not set.'),
    ],
)
async def test_a_server_without_e_mail_says_which_settings_it_needs(
    crm_template: Template, missing: tuple[str, ...], text: str
) -> None:
    async with mail_server() as box:
        chosen = {name: value for name, value in box.settings.items() if name not in missing}
        async with open_crm(crm_template, **chosen) as crm:
            ref = await contact(crm)
            with pytest.raises(UserErrors) as refused:
                await write(crm, ref)
            [error] = refused.value.errors
            assert (error.code, error.field) == ("INVALID_STATE", ("to",))
            assert error.message.startswith("This server sends no e-mail: its setting")
            assert error.message.endswith(text)


async def test_a_list_of_emails_has_an_end(crm: Crm) -> None:
    ref = await contact(crm)
    ids = [str(await write(crm, ref)) for _ in range(4)]
    document = "query ($id: ID!, $n: Int) { recordEmails(recordId: $id, first: $n) { id } }"
    found = await crm.data(document, id=str(ref.id), n=2)
    assert [one["id"] for one in found["recordEmails"]] == [ids[3], ids[2]]
    answer = await crm.execute(document, {"id": str(ref.id), "n": 201})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
