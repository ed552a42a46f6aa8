"""The kernel's table of what is shared; `models` has it for Tortoise."""

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from gql_crm.database.columns import TextColumn

if TYPE_CHECKING:
    from gql_crm.database.kernel.models import Record


class RecordShare(Model):
    """A record that is shared with a user or a team, `grantee`; `entity` is that of the record."""

    id = fields.UUIDField(primary_key=True)
    record: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    entity = TextColumn()
    grantee: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    access = TextColumn()
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField(null=True)

    class Meta:
        app = "kernel"
        table = "record_share"
        indexes = [Index(fields=["grantee_id", "entity", "record_id"], name="record_share_grantee")]
        constraints = [
            UniqueConstraint(fields=("record_id", "grantee_id"), name="record_share_once"),
            CheckConstraint(check="access IN ('READ', 'WRITE')", name="record_share_access"),
        ]
