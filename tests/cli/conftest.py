from pathlib import Path

import pytest

from tests.cli.commands import run


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a migrated database, which tests share without changing what others see."""
    folder = tmp_path_factory.mktemp("cli")
    migrated = run("migrate", "--data-dir", str(folder))
    assert migrated.returncode == 0, migrated.stderr
    return folder
