"""The job that tells a module of a write."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from gql_crm.access import Actor, profile_of
from gql_crm.clock import Clock, uuid7
from gql_crm.customization.writers import writing
from gql_crm.database import Connection
from gql_crm.errors import UserErrors
from gql_crm.jobs import JobFailed, JobRun
from gql_crm.journal import Origin
from gql_crm.plugins.calling import PluginCalls, PluginFailure
from gql_crm.plugins.catalog import Catalog
from gql_crm.plugins.writes import AfterCommit
from gql_crm.records import Records
from gql_crm.records.following import committed_write

if TYPE_CHECKING:
    from gql_crm.workspace.workspace import Workspace

SECONDS: Final = 60.0
_ROLES: Final = ("admin",)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class AfterCommitJob:
    """Does a module's work in one transaction, in the name of who made the write, with every permission."""

    workspace: "Workspace"
    clock: Clock

    async def __call__(self, run: JobRun) -> None:
        """Do it; see `AfterCommit`."""
        done = False
        while not done:  # the catalog may move before the transaction holds it
            await self.workspace.live.refresh_if_stale()
            done = await self._done(run, self.workspace.live.versions.catalog)

    async def _done(self, run: JobRun, catalog: Catalog) -> bool:
        """Do it by this catalog; return False, having done nothing, when it is not the newest."""
        async with writing(self.workspace.database, catalog.version) as (connection, holds):
            if not holds:
                return False
            module, name = run.job.arguments["module"], run.job.arguments["work"]
            work = _work(catalog, module, name, run.job.arguments["event"]["entity"])
            write = committed_write(catalog, run.job.id, run.job.arguments["event"], run.job.actor_id)
            records = self._records(run, connection, catalog)
            try:
                await records.plugin_calls.call(module, work.run, write, records)
            except PluginFailure as failure:
                if isinstance(failure.cause, UserErrors):
                    raise failure.cause from None
                log.warning("plugin failed", plugin=module, work=name, job=str(run.job.id))
                raise
        return True

    def _records(self, run: JobRun, connection: Connection, catalog: Catalog) -> Records:
        return Records(
            connection,
            catalog,
            Actor(run.job.actor_id or uuid7(), _ROLES),
            profile_of(_ROLES, {}),
            self.clock(),
            self.workspace.live.settings.value_context,
            Origin.PLUGIN,
            plugin_calls=PluginCalls(SECONDS),
            unset_for_email=self.workspace.settings.unset_for_email,
        )


def _work(catalog: Catalog, module: str, name: str, entity: str) -> AfterCommit:
    for origin, work in catalog.write_hooks.after.get(entity, ()):
        if (origin, work.name) == (module, name):
            return work
    raise JobFailed(f'The module "{module}" is switched off, or has no "{name}" any more.')
