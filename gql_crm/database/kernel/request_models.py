"""The kernel's tables of what clients send more than once; `models` has them for Tortoise."""

from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm.database.columns import TextColumn, TextListColumn


class PersistedDocument(Model):
    """A document that clients name by its identifier; `last_used_at` is right to a day."""

    id = TextColumn(primary_key=True)
    body = TextColumn()
    operation_names = TextListColumn()
    clients = TextListColumn()
    imported_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField(null=True)

    class Meta:
        app = "kernel"
        table = "persisted_document"


class IdempotencyKey(Model):
    """A mutation field that was carried out under a key of its client's, and what it answered with."""

    actor_id = fields.UUIDField(primary_key=True)
    key = TextColumn()
    path = TextColumn()
    request_hash = TextColumn()
    answer = TextColumn(null=True)
    created_at = fields.DatetimeField()

    primary_key: ClassVar[tuple[str, ...]] = ("actor_id", "key", "path")

    class Meta:
        app = "kernel"
        table = "idempotency_key"
        indexes = [Index(fields=["created_at"], name="idempotency_key_created_at")]
