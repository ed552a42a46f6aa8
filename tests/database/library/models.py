"""A module of a library, with one of each thing that a table may declare."""

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from gql_crm.database.columns import ConditionalIndex, TextColumn, TrigramIndex
from gql_crm.database.kernel.models import Record


class Book(Model):
    id = fields.UUIDField(primary_key=True)
    author: ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    title = TextColumn()
    shelf = fields.CharField(max_length=20, null=True)
    price = fields.DecimalField(max_digits=12, decimal_places=2)
    isbn = TextColumn(unique=True)
    lost_at = fields.DatetimeField(null=True)
    custom: dict[str, object] = fields.JSONField(db_default={})
    pages = fields.IntField(db_default=0)

    class Meta:
        app = "library"
        table = "library_book"
        unique_together = (("title", "shelf"),)
        indexes = [
            Index(fields=["author_id", "id"]),
            Index(fields=["gql_crm_fold(title)"], name="library_book_folded"),
            ConditionalIndex(fields=["lost_at"], condition="lost_at IS NOT NULL", name="library_book_lost"),
            TrigramIndex(fields=["title"], name="library_book_title"),
        ]
        constraints = [
            UniqueConstraint(
                fields=("shelf", "price"), name="library_book_place", condition="lost_at IS NULL"
            ),
            CheckConstraint(check="price >= 0", name="library_book_price"),
        ]
