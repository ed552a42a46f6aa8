"""The kinds of jobs that a workspace does."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from gql_crm.jobs import JobHandler

if TYPE_CHECKING:
    from gql_crm.workspace.workspace import Workspace

ONE_AT_A_TIME: Final[Collection[str]] = ()
"""Kinds of which one job runs at a time, in all workers of the database together."""


def handlers_of(_workspace: "Workspace") -> Mapping[str, JobHandler]:
    """Return who does the jobs of each kind."""
    return {}
