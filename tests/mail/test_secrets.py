"""Names and passwords at the mail server: encrypted or not at all, and told to nobody."""

import base64
import json
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from gql_crm.testing import Crm, Template, open_crm
from tests.mail.mailbox import mail_server
from tests.mail.writing import contact, job, seen, write

USER, PASSWORD = "crm-user", "sl4ptas-Žodis"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Iterator[Path]:
    with authority.cert_pem.tempfile(str(tmp_path)) as name:
        yield Path(name)


async def one_attempt(crm: Crm) -> tuple[Any, Any]:
    """Write an e-mail and try all that there is to try; return it and its job."""
    id_ = await write(crm, await contact(crm))
    await crm.run_jobs()
    return await seen(crm, id_), await job(crm, id_)


def kept_quiet(*told: Any) -> bool:
    """Whether nothing tells the password, in any form."""
    text = json.dumps(told, default=str, ensure_ascii=False)
    plain = f"\0{USER}\0{PASSWORD}".encode()
    secrets = (PASSWORD, base64.b64encode(PASSWORD.encode()).decode(), base64.b64encode(plain).decode())
    return not any(secret in text for secret in secrets)


async def test_who_logs_in_does_so_encrypted(
    crm_template: Template, tls: ssl.SSLContext, ca_file: Path, logs: list[Any]
) -> None:
    async with mail_server(tls=tls, login=(USER, PASSWORD)) as box:
        login = {"smtp_security": "starttls", "smtp_user": USER, "smtp_password": PASSWORD}
        chosen = {**box.settings, **login, "smtp_ca_file": ca_file}
        async with open_crm(crm_template, **chosen) as crm:
            email, _ = await one_attempt(crm)
            assert email["status"] == "SENT"
            [letter] = box.letters
            assert (letter.user, letter.encrypted) == (USER, True)
            assert kept_quiet(logs)


async def test_a_password_that_is_refused_is_tried_again_and_never_told(
    crm_template: Template, tls: ssl.SSLContext, ca_file: Path, logs: list[Any]
) -> None:
    async with mail_server(tls=tls, login=(USER, "another")) as box:
        login = {"smtp_security": "starttls", "smtp_user": USER, "smtp_password": PASSWORD}
        chosen = {**box.settings, **login, "smtp_ca_file": ca_file}
        async with open_crm(crm_template, **chosen) as crm:
            email, told = await one_attempt(crm)
            assert email["error"] == "The mail server cannot be used at present."
            assert (
                told["error"] == "The mail server does not let this server in (535); see GQL_CRM_SMTP_USER."
            )
            assert told["attempts"] == 10
            assert kept_quiet(email, told, logs, repr(crm.workspace.settings))


async def test_a_server_that_cannot_encrypt_gets_neither_password_nor_letter(crm_template: Template) -> None:
    async with mail_server() as box:
        login = {"smtp_security": "starttls", "smtp_user": USER, "smtp_password": PASSWORD}
        async with open_crm(crm_template, **{**box.settings, **login}) as crm:
            email, told = await one_attempt(crm)
            assert email["status"] == "FAILED"
            assert told["error"].startswith("The mail server cannot be used: ")
            assert "STARTTLS" in told["error"]
            assert (box.asked, box.letters) == (0, [])


async def test_a_certificate_of_nobody_one_trusts_gets_nothing(
    crm_template: Template, tls: ssl.SSLContext
) -> None:
    async with (
        mail_server(tls=tls) as box,
        open_crm(crm_template, **{**box.settings, "smtp_security": "starttls"}) as crm,
    ):
        _, told = await one_attempt(crm)
        assert told["error"] == (
            "No encrypted connection to the mail server comes about, or its certificate is not trusted."
        )
        assert box.asked == 0


async def test_a_file_of_authorities_that_is_not_there_is_told_without_its_path(
    crm_template: Template, tmp_path: Path
) -> None:
    async with mail_server() as box:
        chosen = {**box.settings, "smtp_security": "starttls", "smtp_ca_file": tmp_path / "none.pem"}
        async with open_crm(crm_template, **chosen) as crm:
            email, told = await one_attempt(crm)
            text = "The certificates of GQL_CRM_SMTP_CA_FILE cannot be read."
            assert (email["error"], told["error"]) == (text, text)


async def test_a_server_that_repeats_the_password_is_not_quoted(
    crm_template: Template, tls: ssl.SSLContext, ca_file: Path, logs: list[Any]
) -> None:
    async with mail_server(tls=tls, login=(USER, PASSWORD)) as box:
        plain = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
        box.to_recipients = [f"550 5.7.1 {USER} with sl4ptas and {plain} may not send"]
        login = {"smtp_security": "starttls", "smtp_user": USER, "smtp_password": PASSWORD}
        chosen = {**box.settings, **login, "smtp_ca_file": ca_file}
        async with open_crm(crm_template, **chosen) as crm:
            email, told = await one_attempt(crm)
            assert told["error"].endswith("550 5.7.1 … with sl4ptas and … may not send")
            assert kept_quiet(email, told, logs)
