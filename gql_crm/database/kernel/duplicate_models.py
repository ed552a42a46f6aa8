"""The kernel's tables of duplicates and merges."""

from typing import TYPE_CHECKING, ClassVar

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm.database.columns import TextColumn, TextListColumn

if TYPE_CHECKING:
    from gql_crm.database.kernel.models import Record


class DuplicateKey(Model):
    """What a record has in common with those that are probably the same, hashed."""

    rule_id = TextColumn(primary_key=True)
    key = fields.BinaryField()
    record: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )

    primary_key: ClassVar[tuple[str, ...]] = ("rule_id", "key", "record_id")

    class Meta:
        app = "kernel"
        table = "duplicate_key"
        indexes = [Index(fields=["record_id"], name="duplicate_key_record")]


class DuplicateRuleRow(Model):
    """A rule that users made, or what they changed of a module's; the id is `entity.name`."""

    id = TextColumn(primary_key=True)
    entity = TextColumn()
    name = TextColumn()
    definition = fields.JSONField[dict[str, object]](null=True)
    enabled = fields.BooleanField(null=True)
    score = fields.FloatField(null=True)
    changed_at = fields.DatetimeField()

    class Meta:
        app = "kernel"
        table = "duplicate_rule"


class DuplicateFill(Model):
    """A rule whose keys are written with each record, and when those of all others were."""

    rule_id = TextColumn(primary_key=True)
    filled_at = fields.DatetimeField(null=True)

    class Meta:
        app = "kernel"
        table = "duplicate_fill"


class RecordMerge(Model):
    """Records that became another one, and what has to be done to take that back."""

    id = fields.UUIDField(primary_key=True)
    entity = TextColumn()
    target: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    source_ids = TextListColumn()
    moved = fields.JSONField[dict[str, object]]()
    actor_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()
    undone_at = fields.DatetimeField(null=True)
    undone_by = fields.UUIDField(null=True)

    class Meta:
        app = "kernel"
        table = "record_merge"
        indexes = [Index(fields=["target_id"], name="record_merge_target")]
