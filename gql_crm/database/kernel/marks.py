"""The kernel's tables of what people put on records: tags and favourites, and what they delete."""

from typing import TYPE_CHECKING, ClassVar

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm.database.columns import ConditionalIndex, TextColumn

if TYPE_CHECKING:
    from gql_crm.database.kernel.models import Record

DELETED = tuple(
    ConditionalIndex(fields=[column, "deleted_at", "id"], condition="deleted_at IS NOT NULL", name=name)
    for column, name in (
        ("entity", "record_deleted"),
        ("owner_id", "record_deleted_owner"),
        ("team_id", "record_deleted_team"),
    )
)
"""The indexes of the spine that find deleted records."""


class RecordTag(Model):
    """A tag of a record: as it was given, and as it is compared."""

    record: "ForeignKeyRelation[Record]" = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    key = TextColumn(primary_key=True)
    name = TextColumn()
    position = fields.IntField(db_default=0)

    primary_key: ClassVar[tuple[str, ...]] = ("record_id", "key")

    class Meta:
        app = "kernel"
        table = "record_tag"
        indexes: ClassVar[list[Index]] = [Index(fields=["key", "record_id"], name="record_tag_key")]


class Favorite(Model):
    """A record that a user has marked to find it again."""

    user_id = fields.UUIDField(primary_key=True)
    record: "ForeignKeyRelation[Record]" = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    created_at = fields.DatetimeField()

    primary_key: ClassVar[tuple[str, ...]] = ("user_id", "record_id")

    class Meta:
        app = "kernel"
        table = "favorite"
        indexes: ClassVar[list[Index]] = [
            Index(fields=["user_id", "created_at", "record_id"], name="favorite_user_time"),
            Index(fields=["record_id"], name="favorite_record"),
        ]
