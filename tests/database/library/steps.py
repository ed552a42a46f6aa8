"""Its migrations. The folders `first` and `second` are the module before and after an upgrade."""

# ruff: noqa: RUF012 (Tortoise reads plain lists)

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

from gql_crm.database.columns import ConditionalIndex, TextColumn, TrigramIndex
from gql_crm.database.operations import CreateTable


class Initial(migrations.Migration):
    initial = True
    dependencies = [("kernel", "0001_initial")]
    operations = [
        CreateTable(
            name="Book",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                (
                    "author",
                    fields.ForeignKeyField("kernel.Record", related_name=False, on_delete=OnDelete.RESTRICT),
                ),
                ("title", TextColumn()),
                ("shelf", fields.CharField(max_length=20, null=True)),
                ("price", fields.DecimalField(max_digits=12, decimal_places=2)),
                ("isbn", TextColumn(unique=True)),
                ("lost_at", fields.DatetimeField(null=True)),
                ("custom", fields.JSONField(db_default={})),
            ],
            options={
                "table": "library_book",
                "unique_together": (("title", "shelf"),),
                "indexes": [
                    Index(fields=["author_id", "id"]),
                    Index(fields=["gql_crm_fold(title)"], name="library_book_folded"),
                    ConditionalIndex(
                        fields=["lost_at"], condition="lost_at IS NOT NULL", name="library_book_lost"
                    ),
                    TrigramIndex(fields=["title"], name="library_book_title"),
                ],
                "constraints": [
                    UniqueConstraint(
                        fields=("shelf", "price"), name="library_book_place", condition="lost_at IS NULL"
                    ),
                    CheckConstraint(check="price >= 0", name="library_book_price"),
                ],
            },
        )
    ]


async def count_pages(apps: StateApps, _editor: BaseSchemaEditor) -> None:
    """Give books without pages some, by the model as it is at this migration."""
    book = apps.get_model("library.Book")
    await book.filter(pages=0, author__entity="Contact").update(pages=100)


class Pages(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        ops.AddField("Book", "pages", fields.IntField(db_default=0)),
        ops.RunPython(count_pages),
    ]


class Failing(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [ops.RunSQL(["CREATE TABLE library_shelf (id int)", "SELECT 1 / 0"])]
