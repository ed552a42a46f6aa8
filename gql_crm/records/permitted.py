"""Whether somebody may do with a record what they ask for, and what they are told where they may not."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from gql_crm.access import ShareAccess
from gql_crm.errors import UserError, UserErrors
from gql_crm.records.loading import StoredRecord

_HANDED_OVER: Final = {"owner": "ownerId", "team": "teamId"}
"""Fields that say whose a record is, with their inputs."""


def permitted(stored: StoredRecord | None, entity: str, id_: UUID, verb: str) -> StoredRecord:
    """Return a record that may be `verb`-ed. Raises `UserErrors`: NOT_FOUND or FORBIDDEN."""
    if stored is None:
        text = f'There is no {entity} with the id "{id_}" that you can see.'
        raise UserErrors([UserError("NOT_FOUND", ("id",), text)])
    if not stored.permitted:
        way_out = ""
        if stored.shared_for is ShareAccess.READ:
            way_out = " It is shared with you for reading; somebody whose it is can share it for writing."
        text = f"You may see this record of {entity}, but not {verb} it.{way_out}"
        raise UserErrors([UserError("FORBIDDEN", (), text)])
    return stored


def check_handing_over(stored: StoredRecord, values: Mapping[str, Any]) -> None:
    """Refuse another owner or team of a record that the actor has by a share alone: it is not theirs."""
    if stored.shared_for is None:
        return
    fields = [
        name for key, name in _HANDED_OVER.items() if key in values and values[key] != stored.values.get(key)
    ]
    if fields:
        text = (
            "The record is shared with you: you may change it, but not whose it is. Ask its owner to do so."
        )
        raise UserErrors([UserError("FORBIDDEN", (name,), text) for name in fields])
