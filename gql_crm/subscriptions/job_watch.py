"""Tells how jobs are getting on: one small statement at a time looks at all that somebody watches."""

import asyncio
from typing import Final
from uuid import UUID

import structlog

from gql_crm.errors import ClientError
from gql_crm.jobs import Job, JobState, load_jobs_of
from gql_crm.modules.identity.tokens import access_version
from gql_crm.schema.job_types import may_see
from gql_crm.schema.running import as_graphql_error
from gql_crm.subscriptions.failing import LONGEST_PAUSE, passing
from gql_crm.subscriptions.preparing import PreparedSubscription
from gql_crm.subscriptions.subscriber import SinkClosed, Subscriber
from gql_crm.text import shown
from gql_crm.workspace import Workspace
from gql_crm.workspace.requests import response

PAUSE_SECONDS: Final = 0.3
_OVER: Final = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})

log = structlog.get_logger(__name__)


class JobWatch:
    """Tells subscribers of the jobs that they watch, until those are over."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._watched: dict[Subscriber, tuple[UUID, PreparedSubscription]] = {}
        self._telling: dict[Subscriber, asyncio.Task[None]] = {}
        """Who is being told: one who does not read holds up nobody else."""
        self._wanted = asyncio.Event()
        self.outdated: asyncio.Queue[Subscriber] = asyncio.Queue()
        """Those who have to be prepared again."""

    async def add(self, subscriber: Subscriber, subscription: PreparedSubscription, id: UUID) -> None:
        """Watch a job for somebody. Raises ClientError when there is none that they see."""
        async with self._workspace.database.connection() as connection:
            jobs = await load_jobs_of(connection, [id])
        if not jobs or not may_see(subscription.actor, jobs[0]):
            text = f"id: there is no job {shown(str(id))} that you may see."
            raise ClientError("BAD_USER_INPUT", text)
        self._watched[subscriber] = (id, subscription)
        self._wanted.set()

    def remove(self, subscriber: Subscriber) -> None:
        """Forget somebody."""
        self._watched.pop(subscriber, None)

    def those_who_watch(self) -> list[Subscriber]:
        """Take out all, to prepare them again."""
        taken = list(self._watched)
        self._watched.clear()
        return taken

    async def run(self) -> None:
        """Watch for ever; ask the database nothing while nobody does."""
        try:
            await self._watch()
        finally:
            for task in tuple(self._telling.values()):
                task.cancel()

    async def _watch(self) -> None:
        while True:
            await self._wanted.wait()
            if not self._watched:
                self._wanted.clear()
                continue
            try:
                await self._look()
            except Exception as problem:
                if not passing(problem):
                    log.exception("the jobs could not be looked at; it is tried again")
                await asyncio.sleep(LONGEST_PAUSE)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _look(self) -> None:
        ids = {id_ for id_, _ in self._watched.values()}
        async with self._workspace.database.connection() as connection:
            jobs = {job.id: job for job in await load_jobs_of(connection, ids)}
            newest = await access_version(connection)
        now = self._workspace.clock()
        for subscriber, (id_, subscription) in tuple(self._watched.items()):
            if subscription.actor.access_version != newest or subscriber.has_expired(now):
                self.remove(subscriber)
                self.outdated.put_nowait(subscriber)
            elif id_ in jobs and jobs[id_] != subscriber.last_told and subscriber not in self._telling:
                task = asyncio.create_task(self._tell(subscriber, subscription, jobs[id_]))
                self._telling[subscriber] = task

    async def _tell(self, subscriber: Subscriber, subscription: PreparedSubscription, job: Job) -> None:
        try:
            await self._tell_of(subscriber, subscription, job)
        finally:
            del self._telling[subscriber]

    async def _tell_of(self, subscriber: Subscriber, subscription: PreparedSubscription, job: Job) -> None:
        try:
            outcome = await subscription.told_of(job)
            await subscriber.sink.tell(response(outcome.data, outcome.errors).body)
            subscriber.last_told = job
            if job.state in _OVER:
                self._end(subscriber)
                await subscriber.sink.complete()
        except SinkClosed:
            self._end(subscriber)
        except Exception as problem:  # noqa: BLE001 (told to the subscriber)
            self._end(subscriber)
            await subscriber.sink.fail([as_graphql_error(problem)])

    def _end(self, subscriber: Subscriber) -> None:
        subscriber.over = True
        self.remove(subscriber)
