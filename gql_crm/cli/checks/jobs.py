"""Jobs: has any failed for good."""

from collections.abc import AsyncIterator

from gql_crm.cli.database import DatabaseAddress
from gql_crm.cli.findings import Finding, ok, warning
from gql_crm.database import Database
from gql_crm.jobs import JobState, count_jobs
from gql_crm.settings import Settings


async def check_jobs(settings: Settings, address: DatabaseAddress) -> AsyncIterator[Finding]:
    """Look at the jobs of a database whose tables are in order."""
    database = await Database.connect(address.app_dsn, schema=settings.database_schema)
    try:
        async with database.connection() as connection:
            failed = await count_jobs(connection, JobState.FAILED)
    finally:
        await database.close()
    if failed:
        cure = "`{ jobs(state: FAILED) { id kind error } }` says why; `retryJob` queues one again."
        yield warning("jobs", "One failed." if failed == 1 else f"{failed} failed.", cure)
    else:
        yield ok("jobs", "None has failed.")
