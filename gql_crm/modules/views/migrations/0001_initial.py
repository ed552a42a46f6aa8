from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index

from gql_crm.database.columns import TextColumn, TextListColumn
from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0019_published_records")]

    initial = True

    operations = [
        CreateTable(
            name="SavedView",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("owner_id", fields.UUIDField(null=True)),
                ("team_id", fields.UUIDField(null=True)),
                ("created_at", fields.DatetimeField()),
                ("created_by", fields.UUIDField(null=True)),
                ("updated_at", fields.DatetimeField()),
                ("updated_by", fields.UUIDField(null=True)),
                ("version", fields.IntField()),
                ("deleted_at", fields.DatetimeField(null=True)),
                ("custom", fields.JSONField(db_default={})),
                ("custom_long", fields.JSONField(db_default={})),
                ("entity", TextColumn(null=True)),
                ("name", TextColumn(null=True)),
                ("columns", TextListColumn(null=True)),
                (
                    "filter_",
                    fields.JSONField(source_field="filter", null=True, encoder=JSON_DUMPS, decoder=loads),
                ),
                ("order_by", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("scope", TextColumn(null=True)),
                ("default", fields.BooleanField(null=True)),
            ],
            options={
                "table": "views_saved_view",
                "app": "views",
                "indexes": [Index(fields=["owner_id", "id"]), Index(fields=["team_id", "id"])],
                "pk_attr": "id",
                "table_description": (
                    "A filter, an order and columns for the list of an entity, kept under a name."
                ),
            },
        ),
    ]
