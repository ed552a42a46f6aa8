import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gql_crm.http.secret_key import secret_key
from gql_crm.settings import Settings, SettingsError


def test_the_key_is_made_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    settings = Settings.load(data_dir=tmp_path / "new" / "folder")
    key = secret_key(settings)
    assert len(key) >= 32
    assert secret_key(settings) == key
    kept = settings.data_dir / "secret-key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(settings.data_dir.iterdir()) == [kept]


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    settings = Settings.load(data_dir=tmp_path)
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: secret_key(settings), range(64)))
    assert len(keys) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_given_key_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    settings = Settings.load(data_dir=tmp_path / "absent", secret_key="g" * 40)
    assert secret_key(settings) == b"g" * 40
    assert not settings.data_dir.exists()


def test_a_folder_that_cannot_be_made_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r'secret-key": .*GQL_CRM_SECRET_KEY'):
        secret_key(Settings.load(data_dir=tmp_path / "file"))
