"""Work apart from requests: jobs that people see, the queue below them, the workers that do them."""

from gql_crm.jobs.due import DueJobs, DueOutcome, DueRun
from gql_crm.jobs.execution import Execution, JobHandler, JobRun
from gql_crm.jobs.idle import run_until_idle
from gql_crm.jobs.job import Job, JobDelayed, JobFailed, JobState
from gql_crm.jobs.outbox import AFTER_COMMIT, LOOKED_AT
from gql_crm.jobs.queue import Kinds
from gql_crm.jobs.rows import count_jobs, load_job, load_jobs, load_jobs_of
from gql_crm.jobs.submission import enqueue, retry
from gql_crm.jobs.worker import Chore, JobWorker

__all__ = [
    "AFTER_COMMIT",
    "LOOKED_AT",
    "Chore",
    "DueJobs",
    "DueOutcome",
    "DueRun",
    "Execution",
    "Job",
    "JobDelayed",
    "JobFailed",
    "JobHandler",
    "JobRun",
    "JobState",
    "JobWorker",
    "Kinds",
    "count_jobs",
    "enqueue",
    "load_job",
    "load_jobs",
    "load_jobs_of",
    "retry",
    "run_until_idle",
]
