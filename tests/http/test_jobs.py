"""A server works on jobs while it runs."""

from contextlib import nullcontext
from pathlib import Path

from gql_crm.clock import system_clock
from gql_crm.http.application import create_app
from gql_crm.jobs import JobRun, JobState, JobWorker, enqueue
from gql_crm.testing import Crm
from tests.http.served import running, settings_for
from tests.jobs.work import reached, seen


async def test_jobs_are_run_from_the_start_of_the_application_to_its_end(crm: Crm, tmp_path: Path) -> None:
    workspace = crm.workspace
    done = []

    async def note(run: JobRun) -> None:
        done.append(run.job.id)

    workspace.jobs = JobWorker(workspace.database, {"note": note})
    app = create_app(settings_for(tmp_path), lambda: nullcontext(workspace))
    ids = []
    for _ in range(3):
        async with workspace.database.transaction() as connection:
            ids.append(await enqueue(connection, "note", {}, actor_id=None, now=system_clock()))
        if len(ids) < 3:
            async with running(app):
                await reached(workspace.database, ids[-1], JobState.SUCCEEDED)
    assert done == ids[:2]
    assert (await seen(workspace.database, ids[2])).state is JobState.QUEUED
