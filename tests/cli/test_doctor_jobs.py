"""What `gql-crm doctor` says of jobs."""

from pathlib import Path

from gql_crm.clock import system_clock
from gql_crm.database.pool import Database
from gql_crm.jobs import JobFailed, JobRun, enqueue, run_until_idle
from gql_crm.testing import Template
from tests.cli.commands import run
from tests.postgres import create_from_template, drop


async def fails(_run: JobRun) -> None:
    raise JobFailed("No.")


async def test_jobs_that_failed_are_counted_until_they_are_cured(
    crm_template: Template, tmp_path: Path
) -> None:
    server = crm_template.server
    owner, _ = await create_from_template(server, crm_template.name)
    sound = run("doctor", "--data-dir", str(tmp_path), DATABASE_URL=owner)
    assert "ok       jobs: None has failed." in sound.stdout, sound.stdout
    database = await Database.connect(owner)
    async with database.transaction() as connection:
        for _ in range(2):
            await enqueue(connection, "note", {}, actor_id=None, now=system_clock())
    await run_until_idle(database, {"note": fails})
    await database.close()
    report = run("doctor", "--data-dir", str(tmp_path), DATABASE_URL=owner)
    assert "WARNING  jobs: 2 failed." in report.stdout, report.stdout
    assert "retryJob" in report.stdout
    assert report.returncode == 0
    await drop(server, owner)
