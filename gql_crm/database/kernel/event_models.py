"""The kernel's tables of events; `models` has them for Tortoise."""

from typing import TYPE_CHECKING, ClassVar

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm.database.columns import TextColumn, TransactionIdColumn

if TYPE_CHECKING:
    from gql_crm.database.kernel.models import Record


class Event(Model):
    """A line in the timeline of a record, append-only. That which tells of a change has the change's id."""

    id = fields.UUIDField(primary_key=True)
    xid = TransactionIdColumn()
    kind = TextColumn()
    subject: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    actor_id = fields.UUIDField(null=True)
    occurred_at = fields.DatetimeField()
    recorded_at = fields.DatetimeField()
    payload: dict[str, object] = fields.JSONField()
    note = TextColumn(null=True)

    append_only: ClassVar[bool] = True

    class Meta:
        app = "kernel"
        table = "event"
        indexes = [
            Index(fields=["subject_id", "occurred_at", "id"], name="event_subject_occurred"),
            Index(fields=["occurred_at", "id"], name="event_occurred"),
            Index(fields=["xid", "id"], name="event_xid_id"),
        ]


class EventRecord(Model):
    """A record that an event names: under the key of a field of its payload, or under none as related."""

    key = TextColumn(primary_key=True)
    event: ForeignKeyRelation[Event] = fields.ForeignKeyField(
        "kernel.Event", related_name=False, on_delete=fields.RESTRICT
    )
    record: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    position = fields.IntField(db_default=0)

    primary_key: ClassVar[tuple[str, ...]] = ("event_id", "key", "record_id")
    append_only: ClassVar[bool] = True

    class Meta:
        app = "kernel"
        table = "event_record"
        indexes = [Index(fields=["record_id"], name="event_record_record")]
