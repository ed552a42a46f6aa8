"""The kernel's tables of links between records; `models` has them for Tortoise."""

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from gql_crm.database.columns import TextColumn

if TYPE_CHECKING:
    from gql_crm.database.kernel.models import Record


class RecordLink(Model):
    """A link of a relation type between two records; a symmetric one leads from the smaller id."""

    id = fields.UUIDField(primary_key=True)
    relation_id = TextColumn()
    source: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    target: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    both_ways = fields.BooleanField()
    note = TextColumn(null=True)
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField(null=True)

    class Meta:
        app = "kernel"
        table = "record_link"
        indexes = [
            Index(fields=["source_id", "id"], name="record_link_source"),
            Index(fields=["target_id", "id"], name="record_link_target"),
        ]
        constraints = [
            UniqueConstraint(fields=("relation_id", "source_id", "target_id"), name="record_link_once"),
            CheckConstraint(
                check="source_id <> target_id AND (NOT both_ways OR source_id < target_id)",
                name="record_link_ends",
            ),
        ]


class RelationType(Model):
    """A relation type that users have made; links name it by `custom:<id>`."""

    id = fields.BigIntField(primary_key=True)
    key = TextColumn()
    definition: dict[str, object] = fields.JSONField()
    active = fields.BooleanField(db_default=True)
    created_at = fields.DatetimeField()
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        app = "kernel"
        table = "relation_type"
        constraints = [
            UniqueConstraint(fields=("key",), name="relation_type_key", condition="deleted_at IS NULL")
        ]
