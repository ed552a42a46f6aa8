from pathlib import Path

from tests.cli.commands import run


def test_nobody_gets_no_token(data_dir: Path) -> None:
    failed = run("token", "create", "--email", "nobody@example.com", "--data-dir", str(data_dir))
    assert failed.returncode == 1
    assert 'There is no active user with the address "nobody@example.com".' in failed.stderr
    assert failed.stdout == ""
