"""The administrator's token of a demo, kept in the data folder for the next start and for scripts."""

import os
from pathlib import Path
from uuid import UUID

from gql_crm.cli.database import DatabaseAddress
from gql_crm.cli.failures import CommandFailure
from gql_crm.settings import Settings
from gql_crm.workspace import Workspace
from gql_crm.workspace.setup import first_admin_token


async def admin_token(workspace: Workspace, settings: Settings, address: DatabaseAddress) -> tuple[str, UUID]:
    """Return the token of the file if it is still good, else a new one, and the user that it acts as."""
    place = settings.data_dir / "admin-token"
    kept = _read(place)
    if kept is not None and (actor := await workspace.authenticate(kept)) is not None:
        return kept, actor.user_id
    token = await first_admin_token(settings, address.app_dsn)
    actor = await workspace.authenticate(token)
    if actor is None:
        raise CommandFailure("The administrator's new token is refused; the user may have been deactivated.")
    _write(place, token)
    return token, actor.user_id


def _read(place: Path) -> str | None:
    try:
        return place.read_text("ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def _write(place: Path, token: str) -> None:
    """Replace the file; nobody else may read it at any time."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name("admin-token.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token + "\n")
    draft.replace(place)
