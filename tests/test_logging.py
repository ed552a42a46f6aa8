import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from gql_crm.logging import configure_logging
from gql_crm.settings import Settings


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    before, own = (root.handlers[:], root.level), structlog.get_config()
    yield
    root.handlers[:], root.level = before
    structlog.configure(**own)
    structlog.contextvars.clear_contextvars()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_production_writes_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(environment="production"))
    structlog.contextvars.bind_contextvars(request_id="r1")
    structlog.get_logger("gql_crm.test").info("done", count=3)
    logging.getLogger("uvicorn.error").warning("slow %s", "client")
    own, foreign = lines(capsys)
    assert (own["event"], own["level"], own["count"], own["request_id"]) == ("done", "info", 3, "r1")
    assert (foreign["event"], foreign["level"], foreign["logger"]) == (
        "slow client",
        "warning",
        "uvicorn.error",
    )


def test_secrets_are_masked(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(environment="production"))
    structlog.get_logger("gql_crm.test").info("hello", token="hunter22", authorization="Bearer hunter22")
    assert "hunter22" not in capsys.readouterr().err


def fail_with_a_password() -> None:
    password = "hunter" + "22"
    raise RuntimeError(f"a password of {len(password)} letters")


@pytest.mark.parametrize("environment", ["production", "development"])
def test_a_failure_is_logged_without_local_variables(
    capsys: pytest.CaptureFixture[str], environment: str
) -> None:
    configure_logging(Settings.load(environment=environment))
    try:
        fail_with_a_password()
    except RuntimeError as problem:
        structlog.get_logger("gql_crm.test").error("failed", exc_info=problem)
    written = capsys.readouterr().err
    assert "fail_with_a_password" in written
    assert "hunter22" not in written


def test_messages_below_the_level_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(Settings(environment="production", log_level="warning"))
    structlog.get_logger("gql_crm.test").info("small")
    structlog.get_logger("gql_crm.test").warning("large")
    assert [line["event"] for line in lines(capsys)] == ["large"]


def test_tests_themselves_log_errors_without_local_variables(capsys: pytest.CaptureFixture[str]) -> None:
    catalog = "as large as a catalog"
    try:
        catalog.index("whale")
    except ValueError:
        structlog.get_logger("gql_crm.test").exception("refused")
    printed = "".join(capsys.readouterr())
    assert "ValueError: substring not found" in printed
    assert "large" not in printed
