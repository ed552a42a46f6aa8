"""Settings and the data folder."""

import os
import stat
from collections.abc import Iterator

from gql_crm.cli.findings import Finding, error, ok, warning
from gql_crm.settings import Settings, unknown_variables

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_environment(settings: Settings) -> Iterator[Finding]:
    """Look at what can be seen without a database."""
    unknown = unknown_variables()
    for name in unknown:
        yield warning(
            "settings", f'Nothing reads "{name}".', "See docs/settings.md for the names that there are."
        )
    if not unknown:
        yield ok("settings", "Every variable is understood.")
    yield _data_folder(settings)
    yield from _secret_files(settings)


def _data_folder(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        cure = "Choose another folder with GQL_CRM_DATA_DIR, or give yourself the right to write there."
        return error("data folder", f'"{existing}" cannot be written to.', cure)
    return ok("data folder", str(folder) if existing == folder else f"{folder} (made when it is needed)")


def _secret_files(settings: Settings) -> Iterator[Finding]:
    for name in ("secret-key", "admin-token"):
        place = settings.data_dir / name
        if place.exists() and place.stat().st_mode & _OTHERS:
            yield error("data folder", f'Others can read "{place}".', f'chmod 600 "{place}"')
