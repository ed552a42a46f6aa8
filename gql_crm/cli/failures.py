"""Failures in words. What we foresaw explains itself; anything else is named, with the way to learn more."""

from typing import Final

from gql_crm.errors import UserErrors
from gql_crm.settings import SettingsError

_FORESEEN: Final = frozenset(
    {"CommandFailure", "DatabaseError", "PortError", "WorkerError", "DeclarationError"}
)


class CommandFailure(Exception):  # noqa: N818 (what a command has to say)
    """A command cannot do what it was asked; the text says why, and the way out."""


def explain(failure: BaseException) -> str:
    """Return one sentence or more for whoever ran the command."""
    # By name, not by class: to import all of them takes longer than most commands run.
    if isinstance(failure, UserErrors):
        return " ".join(error.message for error in failure.errors)
    foreseen = isinstance(failure, SettingsError) or any(
        kind.__name__ in _FORESEEN for kind in type(failure).__mro__
    )
    if foreseen:
        return str(failure)
    said = str(failure).strip().splitlines()
    what = f"{type(failure).__name__}: {said[0]}" if said else type(failure).__name__
    return f'This should not have happened ({what}). "gql-crm --debug ..." shows where it did.'
