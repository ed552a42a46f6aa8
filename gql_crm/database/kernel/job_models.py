"""The kernel's tables of work apart from requests."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm.database.columns import TextColumn


class Job(Model):
    """Work that is done apart from requests, as people see it; the queue below it is pgqueuer's."""

    id = fields.UUIDField(primary_key=True)
    kind = TextColumn()
    arguments: dict[str, object] = fields.JSONField()
    state = TextColumn()
    progress = fields.FloatField(null=True)
    attempts = fields.IntField(db_default=0)
    error = TextColumn(null=True)
    actor_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    outcome: dict[str, object] | None = fields.JSONField(null=True)

    class Meta:
        app = "kernel"
        table = "job"
        indexes = [Index(fields=["state", "id"], name="job_state_id")]


class Outbox(Model):
    """What has to follow from a write, until a worker makes a job of it."""

    id = fields.UUIDField(primary_key=True)
    module = TextColumn()
    work = TextColumn()
    event: dict[str, object] = fields.JSONField()
    actor_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()

    class Meta:
        app = "kernel"
        table = "outbox"
