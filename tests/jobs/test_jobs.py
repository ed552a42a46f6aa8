"""What a job is, and what becomes of it when its handler is run once."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from gql_crm.clock import system_clock
from gql_crm.database.pool import Database
from gql_crm.errors import UserError, UserErrors
from gql_crm.jobs import JobFailed, JobRun, JobState, enqueue, load_jobs, retry, run_until_idle
from tests.jobs.work import nothing, put, seen

pytestmark = pytest.mark.postgres_smoke


class Failing:
    """Fails for the first `times` attempts."""

    def __init__(self, problem: Exception, times: int = 1_000) -> None:
        self.problem = problem
        self.times = times
        self.attempts = 0

    async def __call__(self, _run: JobRun) -> None:
        self.attempts += 1
        if self.attempts <= self.times:
            raise self.problem


async def test_a_new_job_waits_with_what_it_was_given(database: Database) -> None:
    actor, now = uuid4(), datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    async with database.transaction() as connection:
        id_ = await enqueue(connection, "note", {"texts": ["a", None], "n": 1}, actor_id=actor, now=now)
    job = await seen(database, id_)
    assert (job.id, job.kind, job.state, job.arguments) == (
        id_, "note", JobState.QUEUED, {"texts": ["a", None], "n": 1},
    )  # fmt: skip
    assert (job.actor_id, job.created_at, job.attempts) == (actor, now, 0)
    assert (job.progress, job.error, job.started_at, job.finished_at) == (None, None, None, None)


async def test_there_is_no_job_without_the_commit(database: Database) -> None:
    async def put_and_fail() -> None:
        async with database.transaction() as connection:
            await enqueue(connection, "note", {}, actor_id=None, now=system_clock())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await put_and_fail()
    assert await run_until_idle(database, {"note": nothing}) == 0
    async with database.connection() as connection:
        assert await load_jobs(connection) == []


async def test_a_job_that_succeeds_says_so(database: Database) -> None:
    id_ = await put(database, text="hello")
    given = []

    async def note(run: JobRun) -> None:
        given.append(run.job.arguments)
        during = await seen(database, id_)
        assert (during.state, during.attempts, during.finished_at) == (JobState.RUNNING, 1, None)

    now = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    assert await run_until_idle(database, {"note": note}, clock=lambda: now) == 1
    job = await seen(database, id_)
    assert given == [{"text": "hello"}]
    assert (job.state, job.progress, job.error) == (JobState.SUCCEEDED, 1, None)
    assert (job.started_at, job.finished_at) == (now, now)
    assert await run_until_idle(database, {"note": note}) == 0


async def test_jobs_run_in_the_order_in_which_they_came_and_those_they_enqueue_afterwards(
    database: Database,
) -> None:
    ran: list[int] = []

    async def note(run: JobRun) -> None:
        ran.append(run.job.arguments["n"])
        if run.job.arguments["n"] < 3:
            await put(database, n=run.job.arguments["n"] + 3)

    for n in range(3):
        await put(database, n=n)
    assert await run_until_idle(database, {"note": note}) == 6
    assert ran == [0, 1, 2, 3, 4, 5]


async def test_kinds_without_a_handler_are_left_alone(database: Database) -> None:
    id_ = await put(database, "other")
    assert await run_until_idle(database, {"note": nothing}) == 0
    assert await run_until_idle(database, {}) == 0
    assert (await seen(database, id_)).state is JobState.QUEUED


async def test_progress_is_kept_between_zero_and_one(database: Database) -> None:
    id_ = await put(database)
    told = []

    async def note(run: JobRun) -> None:
        for fraction in (0.25, 0.5, 7.0):  # the second follows too closely to be written
            await run.progress(fraction)
            told.append((await seen(database, id_)).progress)
        run._written_at -= 1
        await run.progress(7.0)
        told.append((await seen(database, id_)).progress)

    await run_until_idle(database, {"note": note})
    assert told == [0.25, 0.25, 0.25, 1]


async def test_a_job_that_fails_is_tried_again(database: Database) -> None:
    id_ = await put(database)
    failing = Failing(RuntimeError("boom"), times=2)
    assert await run_until_idle(database, {"note": failing}) == 3
    job = await seen(database, id_)
    assert (job.state, job.attempts, job.error) == (JobState.SUCCEEDED, 3, None)


async def test_a_job_that_fails_each_time_is_kept_with_an_id_of_the_log_and_nothing_else(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = await put(database)
    secret = 'SELECT "secret" FROM /etc/passwd'
    assert await run_until_idle(database, {"note": Failing(RuntimeError(secret))}) == 3
    job = await seen(database, id_)
    assert (job.state, job.attempts) == (JobState.FAILED, 3)
    assert job.finished_at is not None
    assert job.error is not None
    assert job.error.startswith("The server failed. Its log has the reason under the id ")
    assert "secret" not in job.error


@pytest.mark.parametrize(
    ("problem", "error"),
    [
        (JobFailed("The field is gone."), "The field is gone."),
        (UserErrors([UserError("VALIDATION", ("a",), "A."), UserError("REQUIRED", (), "B.")]), "A. B."),
    ],
)
async def test_what_trying_again_cannot_cure_fails_at_once_in_its_own_words(
    database: Database, problem: Exception, error: str
) -> None:
    id_ = await put(database)
    assert await run_until_idle(database, {"note": Failing(problem)}) == 1
    job = await seen(database, id_)
    assert (job.state, job.attempts, job.error) == (JobState.FAILED, 1, error)


async def test_a_job_that_failed_can_be_queued_again_as_if_it_were_new(database: Database) -> None:
    id_ = await put(database)
    failing = Failing(JobFailed("Not today."), times=1)
    await run_until_idle(database, {"note": failing})
    async with database.transaction() as connection:
        assert await retry(connection, id_)
    job = await seen(database, id_)
    assert (job.state, job.attempts, job.error, job.started_at) == (JobState.QUEUED, 0, None, None)
    assert await run_until_idle(database, {"note": failing}) == 1
    assert (await seen(database, id_)).state is JobState.SUCCEEDED


async def test_only_a_job_that_failed_can_be_queued_again(database: Database) -> None:
    id_ = await put(database)
    for _ in range(2):
        async with database.transaction() as connection:
            assert not await retry(connection, id_)
            assert not await retry(connection, uuid4())
        await run_until_idle(database, {"note": nothing})
    assert (await seen(database, id_)).attempts == 1


async def test_jobs_are_listed_newest_first_by_state_and_kind(database: Database) -> None:
    done = [await put(database) for _ in range(3)]
    await run_until_idle(database, {"note": nothing})
    waiting, other = await put(database), await put(database, "other")
    async with database.connection() as connection:
        assert {job.id for job in await load_jobs(connection)} == {*done, waiting, other}
        assert [job.id for job in await load_jobs(connection, state=JobState.QUEUED)] == sorted(
            [waiting, other], reverse=True
        )
        assert [job.id for job in await load_jobs(connection, kind="other")] == [other]
        assert [job.id for job in await load_jobs(connection, state=JobState.SUCCEEDED, first=2)] == sorted(
            done, reverse=True
        )[:2]


async def test_a_line_of_the_queue_without_a_job_is_dropped(database: Database) -> None:
    await put(database)
    async with database.connection() as connection:
        await connection.execute("DELETE FROM job")
    assert await run_until_idle(database, {"note": nothing}) == 0
    async with database.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM pgqueuer") == 0
