"""What `gql-crm doctor` says of e-mail."""

from pathlib import Path

import pytest

from gql_crm.cli.checks.mail import check_mail
from gql_crm.settings import Settings
from tests.mail.mailbox import mail_server


async def test_a_server_without_e_mail_is_in_order() -> None:
    finding = await check_mail(Settings.load())
    assert finding.level == "ok"
    assert '"GQL_CRM_SMTP_HOST" and "GQL_CRM_SMTP_FROM" are not set' in finding.text


@pytest.mark.parametrize("missing", ["smtp_host", "smtp_from"])
async def test_half_of_the_settings_send_nothing(missing: str) -> None:
    async with mail_server() as box:
        finding = await check_mail(Settings.load(**{**box.settings, missing: None}))
    assert finding.level == "warning"
    assert f'"GQL_CRM_{missing.upper()}" is not set' in finding.text


async def test_a_mail_server_that_lets_us_in_gets_no_letter() -> None:
    async with mail_server() as box:
        finding = await check_mail(Settings.load(**box.settings))
        assert (finding.level, finding.text) == ("ok", f"127.0.0.1:{box.port} takes it.")
        assert (box.asked, box.letters) == (0, [])


async def test_a_mail_server_that_is_away_or_cannot_encrypt_is_told() -> None:
    async with mail_server() as box:
        finding = await check_mail(Settings.load(**{**box.settings, "smtp_security": "starttls"}))
        assert finding.level == "warning"
        assert "STARTTLS" in finding.text
    gone = await check_mail(Settings.load(**box.settings))
    assert (gone.level, gone.text) == (
        "warning",
        f"The mail server 127.0.0.1:{box.port} cannot be reached.",
    )


async def test_authorities_that_cannot_be_read_are_an_error(tmp_path: Path) -> None:
    chosen = {"smtp_host": "127.0.0.1", "smtp_from": "crm@example.com", "smtp_ca_file": tmp_path / "none"}
    assert (await check_mail(Settings.load(**chosen))).level == "error"
