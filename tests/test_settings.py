import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from gql_crm.cli.settings_reference import settings_reference
from gql_crm.settings import Settings, SettingsError, is_secret, unknown_variables, variable_of

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GQL_CRM_") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)


def test_without_any_variable_the_limits_are_those_of_the_contract() -> None:
    settings = Settings.load()
    assert settings.database_url is None
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.limit_body_bytes == 1_000_000
    assert settings.limit_document_tokens == 2_000
    assert settings.limit_depth == 15
    assert settings.limit_aliases == 30
    assert settings.limit_root_fields == 20
    assert settings.limit_cost == 5_000
    assert settings.limit_operation_seconds == 10
    assert settings.limit_page_rows == 200
    assert settings.limit_list_elements == 250


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://crm@db.example.com/crm")
    monkeypatch.setenv("GQL_CRM_SCHEMA", "sales")
    monkeypatch.setenv("GQL_CRM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GQL_CRM_MODULES", "people, real_estate,")
    monkeypatch.setenv("GQL_CRM_PORT", "")
    settings = Settings.load()
    assert settings.database_url == SecretStr("postgresql://crm@db.example.com/crm")
    assert settings.database_schema == "sales"
    assert settings.data_dir == tmp_path
    assert settings.modules == ("people", "real_estate")
    assert settings.port == 8000, "an empty variable is as good as none"


def test_the_command_line_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GQL_CRM_PORT", "9000")
    assert Settings.load(port=9001).port == 9001
    assert Settings.load(port=None).port == 9000


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("GQL_CRM_PORT", "eighty", 'GQL_CRM_PORT is "eighty": expected a valid integer'),
        ("GQL_CRM_PORT", "70000", 'GQL_CRM_PORT is "70000": expected less than or equal to 65535'),
        ("GQL_CRM_LOG_LEVEL", "loud", "GQL_CRM_LOG_LEVEL is \"loud\": expected 'debug', 'info'"),
        ("GQL_CRM_SCHEMA", "Sales!", 'GQL_CRM_SCHEMA is "Sales!"'),
        (
            "GQL_CRM_ALLOWED_ORIGINS",
            "https://a.example.com/x",
            '"https://a.example.com/x" is no origin; expected',
        ),
        ("GQL_CRM_LIMIT_DEPTH", "0", 'GQL_CRM_LIMIT_DEPTH is "0": expected greater than or equal to 1'),
    ],
)
def test_a_bad_value_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert expected in str(caught.value)


def test_all_bad_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GQL_CRM_PORT", "x")
    monkeypatch.setenv("GQL_CRM_WORKERS", "0")
    with pytest.raises(SettingsError, match=r"GQL_CRM_PORT.*GQL_CRM_WORKERS"):
        Settings.load()


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "mysql://u:hunter22@h/d"), ("GQL_CRM_SECRET_KEY", "hunter22")]
)
def test_a_bad_secret_is_named_but_never_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert name in str(caught.value)
    assert "hunter22" not in str(caught.value)


def test_settings_do_not_show_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://crm:hunter22@db.example.com/crm")
    monkeypatch.setenv("GQL_CRM_SECRET_KEY", "hunter22" * 4)
    assert "hunter22" not in repr(Settings.load())


def test_a_misspelt_variable_is_found() -> None:
    environ = {"GQL_CRM_PROT": "1", "GQL_CRM_PORT": "1", "GQL_CRM_TEST_POSTGRES": "15", "OTHER": "1"}
    assert unknown_variables(environ) == ("GQL_CRM_PROT",)


def test_every_setting_is_described() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_the_page_of_settings_is_up_to_date() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert page == settings_reference(), "run: gql-crm settings > docs/settings.md"
    for name in Settings.model_fields:
        assert f"`{variable_of(name)}`" in page


def test_what_holds_a_password_is_a_secret() -> None:
    for name, field in Settings.model_fields.items():
        assert is_secret(name) == ("SecretStr" in str(field.annotation)), name
