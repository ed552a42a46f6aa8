"""The live schema that a workspace opens with."""

from collections.abc import Mapping

from gql_crm.clock import Clock
from gql_crm.customization import WorkspaceState
from gql_crm.database import Database
from gql_crm.plugins.merge import Contributions
from gql_crm.settings import Settings
from gql_crm.workspace.contributions import contributions_of, waiting_modules
from gql_crm.workspace.installation import Installation
from gql_crm.workspace.live import LiveSchema


def live_schema(
    settings: Settings, database: Database, dsn: str, given: Contributions | None, clock: Clock
) -> LiveSchema:
    """Return the schema of what is installed, or of what is given instead; it has yet to be opened."""

    def find() -> Contributions:
        return contributions_of(settings, clock())

    if given is not None:
        return LiveSchema(database, Installation(given, clock, find), clock)
    installation = Installation(find(), clock, find)

    async def waiting(state: WorkspaceState) -> Mapping[str, str]:
        return await waiting_modules(settings, dsn, installation.contributions, state)

    return LiveSchema(database, installation, clock, waiting)
