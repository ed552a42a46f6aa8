"""The kernel's table of what records were told of others; `models` has it for Tortoise."""

from typing import TYPE_CHECKING, ClassVar

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm.database.columns import TextColumn

if TYPE_CHECKING:
    from gql_crm.database.kernel.models import Record


class FoundMatch(Model):
    """That a record has newly found another one, by a list of its own; it is told once, from `due_at` on."""

    finder: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    found: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    list = TextColumn(primary_key=True)
    due_at = fields.DatetimeField()
    told_at = fields.DatetimeField(null=True)

    primary_key: ClassVar[tuple[str, ...]] = ("finder_id", "found_id", "list")

    class Meta:
        app = "kernel"
        table = "found_match"
        indexes = [
            Index(fields=["found_id"], name="found_match_found"),
            Index(fields=["finder_id", "list", "told_at"], name="found_match_last_told"),
        ]
