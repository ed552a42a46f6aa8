"""The key that signs sessions: from the settings, or made once and kept in the data folder."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from gql_crm.settings import Settings, SettingsError

_NAME: Final = "secret-key"


def secret_key(settings: Settings) -> bytes:
    """Return the key. Raises SettingsError when it can be neither read nor made."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    place = settings.data_dir / _NAME
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not place.exists():
            _make(place)
        return place.read_bytes()
    except OSError as problem:
        raise SettingsError(
            f'The secret key cannot be kept in "{place}": {problem.strerror}. '
            "Set GQL_CRM_SECRET_KEY, or choose another folder with GQL_CRM_DATA_DIR."
        ) from problem


def _make(place: Path) -> None:
    """Write the whole file under another name first: of several processes one wins, none reads half a key."""
    draft = place.with_name(f"{_NAME}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_urlsafe(48).encode())
        with suppress(FileExistsError):
            place.hardlink_to(draft)
    finally:
        draft.unlink()
