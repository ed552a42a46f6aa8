"""The unit of work of jobs that change the values of a field."""

from datetime import datetime

from gql_crm.access import Actor, profile_of
from gql_crm.customization.field_place import FieldPlace
from gql_crm.database.pool import Connection
from gql_crm.fields.kind import ValueContext
from gql_crm.jobs import Job, JobFailed
from gql_crm.journal import Origin
from gql_crm.records import Records


def records_of(connection: Connection, place: FieldPlace, job: Job, now: datetime) -> Records:
    """Return what writes in a transaction of a job, in the name of who asked for it."""
    if job.actor_id is None:
        raise JobFailed("Nobody is known to have asked for this; ask for it anew.")
    actor = Actor(job.actor_id, ())
    profile = profile_of((), place.catalog.permissions)
    return Records(connection, place.catalog, actor, profile, now, ValueContext(), Origin.JOB)
