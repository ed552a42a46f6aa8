"""The kernel's tables as Tortoise models. They declare; rows are written and read by SQL of our own."""

from typing import ClassVar

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation, OneToOneRelation
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from gql_crm.database.columns import (
    ConditionalIndex,
    TextColumn,
    TextListColumn,
    TransactionIdColumn,
    TrigramIndex,
)
from gql_crm.database.kernel.comment_models import Comment, CommentMention, CommentVersion
from gql_crm.database.kernel.counter_models import FieldCounter
from gql_crm.database.kernel.duplicate_models import (
    DuplicateFill,
    DuplicateKey,
    DuplicateRuleRow,
    RecordMerge,
)
from gql_crm.database.kernel.entity_models import CustomEntity
from gql_crm.database.kernel.event_models import Event, EventRecord
from gql_crm.database.kernel.found_models import FoundMatch
from gql_crm.database.kernel.job_models import Job, Outbox
from gql_crm.database.kernel.link_models import RecordLink, RelationType
from gql_crm.database.kernel.mail_models import Mail, MailRecord
from gql_crm.database.kernel.marks import DELETED, Favorite, RecordTag
from gql_crm.database.kernel.request_models import IdempotencyKey, PersistedDocument
from gql_crm.database.kernel.rule_models import ValidationRule
from gql_crm.database.kernel.share_models import RecordShare

__all__ = [
    "Comment",
    "CommentMention",
    "CommentVersion",
    "CustomEntity",
    "DuplicateFill",
    "DuplicateKey",
    "DuplicateRuleRow",
    "Event",
    "EventRecord",
    "Favorite",
    "FieldCounter",
    "FoundMatch",
    "IdempotencyKey",
    "Job",
    "Mail",
    "MailRecord",
    "Outbox",
    "PersistedDocument",
    "RecordLink",
    "RecordMerge",
    "RecordShare",
    "RecordTag",
    "RelationType",
    "ValidationRule",
]  # tables of this app, too


class Record(Model):
    """The spine: one line for each record of any entity. What refers to records in general refers to this."""

    id = fields.UUIDField(primary_key=True)
    entity = TextColumn()
    owner_id = fields.UUIDField(null=True)
    team_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    deleted_at = fields.DatetimeField(null=True)
    public = fields.BooleanField(db_default=False)
    merged_into: ForeignKeyRelation["Record"] | None = fields.ForeignKeyField(
        "kernel.Record",
        related_name=False,
        null=True,
        source_field="merged_into",
        on_delete=fields.RESTRICT,
    )

    class Meta:
        app = "kernel"
        table = "record"
        indexes = [
            Index(fields=["entity", "id"], name="record_entity_id"),
            Index(fields=["owner_id"], name="record_owner_id"),
            Index(fields=["team_id"], name="record_team_id"),
            *DELETED,
            ConditionalIndex(
                fields=["merged_into"], condition="merged_into IS NOT NULL", name="record_merged_into"
            ),
        ]


class RecordText(Model):
    """What a record is called and found by, apart from the spine because it changes more seldom."""

    record: OneToOneRelation[Record] = fields.OneToOneField(
        "kernel.Record", related_name=False, primary_key=True, on_delete=fields.RESTRICT
    )
    label = TextColumn()
    search_text = TextColumn()

    class Meta:
        app = "kernel"
        table = "record_text"
        indexes = [TrigramIndex(fields=["search_text"], name="record_text_search")]


class Change(Model):
    """The history of every record, append-only; timeline, sync and outbox read it in the order (xid, id)."""

    id = fields.UUIDField(primary_key=True)
    xid = TransactionIdColumn()
    record: ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    entity = TextColumn()
    action = TextColumn()
    version = fields.IntField()
    actor_id = fields.UUIDField(null=True)
    origin = TextColumn()
    diff: dict[str, object] = fields.JSONField()
    at = fields.DatetimeField()

    append_only: ClassVar[bool] = True

    class Meta:
        app = "kernel"
        table = "change"
        indexes = [
            Index(fields=["xid", "id"], name="change_xid_id"),
            Index(fields=["record_id", "version"], name="change_record_version"),
            Index(fields=["entity", "xid", "id"], name="change_entity_xid_id"),
        ]


class UniqueValue(Model):
    """A value that no second record may have, in the normal form of its field kind."""

    field_id = TextColumn(primary_key=True)
    scope = TextColumn(db_default="")
    value_key = TextColumn()
    record: ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )

    primary_key: ClassVar[tuple[str, ...]] = ("field_id", "scope", "value_key")

    class Meta:
        app = "kernel"
        table = "unique_value"
        indexes = [Index(fields=["record_id"], name="unique_value_record")]


class RecordReference(Model):
    """A reference that a custom or contributed field holds."""

    field_id = TextColumn(primary_key=True)
    source: ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    target: ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    position = fields.IntField(db_default=0)

    primary_key: ClassVar[tuple[str, ...]] = ("field_id", "source_id", "target_id")

    class Meta:
        app = "kernel"
        table = "record_reference"
        indexes = [
            Index(fields=["target_id", "field_id"], name="record_reference_target"),
        ]


class CustomField(Model):
    """A field that was declared at run time."""

    id = fields.BigIntField(primary_key=True)
    entity = TextColumn()
    key = TextColumn()
    kind = TextColumn()
    definition: dict[str, object] = fields.JSONField()
    storage_key = TextColumn(unique=True)
    values_key = TextColumn(null=True)
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        app = "kernel"
        table = "custom_field"
        constraints = [
            UniqueConstraint(
                fields=("entity", "key"), name="custom_field_key", condition="deleted_at IS NULL"
            )
        ]


class FieldOverride(Model):
    """What administrators have changed of a field that a module declares; the id is `entity.key`."""

    id = TextColumn(primary_key=True)
    entity = TextColumn()
    key = TextColumn()
    changes: dict[str, object] = fields.JSONField()
    changed_at = fields.DatetimeField()

    class Meta:
        app = "kernel"
        table = "field_override"


class FieldIndex(Model):
    """The job that was asked last to make the indexes of a custom field what its definition says."""

    field_id = fields.BigIntField(primary_key=True, generated=False)
    job_id = fields.UUIDField()

    class Meta:
        app = "kernel"
        table = "field_index"


class ModuleState(Model):
    """Whether a module is switched on, and its settings; a module that was never switched on has no line."""

    name = TextColumn(primary_key=True)
    enabled = fields.BooleanField()
    settings: dict[str, object] = fields.JSONField(db_default={})
    first_enabled_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        app = "kernel"
        table = "module_state"


class CatalogState(Model):
    """The version of the catalog: one row, raised by every change of it.

    `access_version` is raised by every change of a user or token that may end what they may do: in the same
    row, so that one look at it tells whether what a worker remembers still holds. `feed_epoch` is that of the
    feed's cursors, and holds as long as the database is at `feed_home`.
    """

    singleton = fields.BooleanField(primary_key=True, db_default=True)
    version = fields.BigIntField()
    access_version = fields.BigIntField(db_default=0)
    feed_epoch = TextColumn(db_default="")
    feed_home = TextColumn(db_default="")

    class Meta:
        app = "kernel"
        table = "catalog_state"
        constraints = [CheckConstraint(check="singleton", name="catalog_state_singleton")]


class WorkspaceSetting(Model):
    """What holds for the whole workspace: one row."""

    singleton = fields.BooleanField(primary_key=True, db_default=True)
    name = TextColumn()
    default_currency = TextColumn()
    default_country = TextColumn(null=True)
    time_zone = TextColumn()
    languages = TextListColumn()
    week_start = TextColumn()
    calendar = TextColumn()

    class Meta:
        app = "kernel"
        table = "workspace_setting"
        constraints = [CheckConstraint(check="singleton", name="workspace_setting_singleton")]
