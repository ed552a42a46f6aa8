from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import ConditionalIndex, TextColumn, TextListColumn
from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0015_duplicates")]

    initial = False

    operations = [
        CreateTable(
            name="RecordMerge",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("entity", TextColumn()),
                (
                    "target",
                    fields.ForeignKeyField(
                        "kernel.Record",
                        related_name=False,
                        source_field="target_id",
                        on_delete=fields.OnDelete.RESTRICT,
                    ),
                ),
                ("source_ids", TextListColumn()),
                ("moved", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("actor_id", fields.UUIDField(null=True)),
                ("at", fields.DatetimeField()),
                ("undone_at", fields.DatetimeField(null=True)),
                ("undone_by", fields.UUIDField(null=True)),
            ],
            options={
                "table": "record_merge",
                "app": "kernel",
                "indexes": [Index(fields=["target_id"], name="record_merge_target")],
                "pk_attr": "id",
                "table_description": "Records that became another one, and what has to be done to take that back.",
            },
        ),
        ops.AddIndex(
            "Record",
            ConditionalIndex(
                fields=["merged_into"], condition="merged_into IS NOT NULL", name="record_merged_into"
            ),
        ),
    ]
