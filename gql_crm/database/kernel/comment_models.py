"""The kernel's tables of comments; `models` has them for Tortoise."""

from typing import TYPE_CHECKING, ClassVar

from tortoise import fields
from tortoise.fields.relational import ForeignKeyNullableRelation, ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm.database.columns import ConditionalIndex, TextColumn

if TYPE_CHECKING:
    from gql_crm.database.kernel.models import Record

NOT_DELETED = "deleted_at IS NULL"


class Comment(Model):
    """What somebody said about a record. What was said is in `comment_version`; an event has its id."""

    id = fields.UUIDField(primary_key=True)
    record: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    parent: ForeignKeyNullableRelation["Comment"] = fields.ForeignKeyField(
        "kernel.Comment", related_name=False, on_delete=fields.SET_NULL, null=True
    )
    author_id = fields.UUIDField(null=True)
    internal = fields.BooleanField()
    pinned = fields.BooleanField(db_default=False)
    version = fields.IntField(db_default=1)
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)
    deleted_by = fields.UUIDField(null=True)

    class Meta:
        app = "kernel"
        table = "comment"
        indexes = [
            ConditionalIndex(
                fields=["record_id", "pinned", "created_at", "id"],
                condition=NOT_DELETED,
                name="comment_record",
            ),
            Index(fields=["parent_id"], name="comment_parent"),
        ]


class CommentVersion(Model):
    """What a comment said from a time on, append-only; the last one is what it says now."""

    comment: ForeignKeyRelation[Comment] = fields.ForeignKeyField(
        "kernel.Comment", related_name=False, on_delete=fields.RESTRICT
    )
    number = fields.IntField(primary_key=True)
    body = TextColumn()
    actor_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()

    primary_key: ClassVar[tuple[str, ...]] = ("comment_id", "number")
    append_only: ClassVar[bool] = True

    class Meta:
        app = "kernel"
        table = "comment_version"


class CommentMention(Model):
    """A user whom a comment mentions, in the order of the text."""

    comment: ForeignKeyRelation[Comment] = fields.ForeignKeyField(
        "kernel.Comment", related_name=False, on_delete=fields.RESTRICT
    )
    user: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    position = fields.IntField(primary_key=True)

    primary_key: ClassVar[tuple[str, ...]] = ("comment_id", "user_id")

    class Meta:
        app = "kernel"
        table = "comment_mention"
        indexes = [Index(fields=["user_id"], name="comment_mention_user")]
