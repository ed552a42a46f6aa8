"""The job `records.bulk`: changes of more records than one call makes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from gql_crm.access import Actor
from gql_crm.clock import Clock
from gql_crm.customization.writers import writing
from gql_crm.database import Connection
from gql_crm.errors import ClientError
from gql_crm.fields.kind import FilterContext
from gql_crm.jobs import JobFailed, JobRun
from gql_crm.journal import Origin
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads import PlanScope, ReadRequest, matching
from gql_crm.records import Records
from gql_crm.records.bulk import AT_ONCE, BulkOutcome, BulkRequest, change_portion
from gql_crm.records.statements import fetch
from gql_crm.schema.retrying import retried
from gql_crm.schema.version import Versions

if TYPE_CHECKING:
    from gql_crm.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BulkJob:
    """Changes records in the name of who asked, with the permissions that they have when it runs."""

    workspace: "Workspace"
    clock: Clock

    async def __call__(self, run: JobRun) -> None:
        """Go through the records; raises JobFailed where going on is of no use."""
        request = BulkRequest.of(run.job.arguments)
        while True:
            await self.workspace.live.refresh_if_stale()
            actor = await self._actor(run)
            portion = _Portion(self, run, request, actor, self.workspace.live.versions)
            try:
                outcome = await retried(portion.change, run.job.kind)
            except ClientError as problem:
                text = f"{problem} The catalog has changed since this was asked for; ask for it anew."
                raise JobFailed(text) from problem
            if outcome is not None and outcome.last is None:
                return
            if outcome is not None:
                await run.progress((outcome.written + outcome.failed) / max(request.count, 1))

    async def _actor(self, run: JobRun) -> Actor:
        id_ = run.job.actor_id
        actor = await self.workspace.actor_of_user(id_) if id_ else None
        if actor is None:
            raise JobFailed("The user who asked for this is not active any more; nothing more is changed.")
        return actor


@dataclass(frozen=True, slots=True)
class _Portion:
    """One transaction of the job, by one version of the catalog."""

    job: BulkJob
    run: JobRun
    request: BulkRequest
    actor: Actor
    versions: Versions

    async def change(self) -> BulkOutcome | None:
        """Change the next records. None: the catalog has moved; one without `last`: there are no more."""
        entities = self.versions.catalog.entities.values()
        entity = next((one for one in entities if one.stored_as == self.request.entity), None)
        if entity is None:
            raise JobFailed("The entity is not there any more: it was deleted, or its module switched off.")
        version = self.versions.catalog.version
        async with writing(self.job.workspace.database, version) as (connection, holds):
            if not holds:
                return None
            before = BulkOutcome.of(await self.run.outcome(connection))
            ids = await self._next(connection, entity, before.last)
            if not ids:
                return BulkOutcome()
            request = replace(self.request, entity=entity.name)
            after = await change_portion(self._records(connection), request, ids, before)
            await self.run.keep(connection, after.as_json())
            return after

    async def _next(self, connection: Connection, entity: CatalogEntity, last: UUID | None) -> Sequence[UUID]:
        scope = await self._scope()
        found = matching(scope, entity, self.request.filter, ("target", "filter"))
        rows = await fetch(connection, found.locked(AT_ONCE, after=last, until=self.request.until))
        return [row["id"] for row in rows]

    async def _scope(self) -> PlanScope:
        """Read as the request did: `today` of a filter is the day when it was asked for."""
        profile = self.versions.profile(self.actor.role_keys)
        version = await self.versions.for_profile(profile)
        settings = self.job.workspace.live.settings
        clock = FilterContext(self.run.job.created_at, self.request.time_zone, settings.week_start)
        return PlanScope(
            catalog=version.whole,
            schema=version.schema,
            profile=profile,
            fragments={},
            request=ReadRequest({}, self.actor.viewer, clock),
        )

    def _records(self, connection: Connection) -> Records:
        workspace = self.job.workspace
        return Records(
            connection,
            self.versions.catalog,
            self.actor,
            self.versions.profile(self.actor.role_keys),
            self.job.clock(),
            workspace.live.settings.value_context,
            Origin.JOB,
            plugin_calls=workspace.plugin_calls,
        )
