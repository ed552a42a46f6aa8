from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable


def to_record(column: str) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        "kernel.Record", related_name=False, source_field=column, on_delete=OnDelete.RESTRICT
    )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0013_job_outcome")]

    initial = False

    operations = [
        CreateTable(
            name="RecordLink",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("relation_id", TextColumn()),
                ("source", to_record("source_id")),
                ("target", to_record("target_id")),
                ("both_ways", fields.BooleanField()),
                ("note", TextColumn(null=True)),
                ("created_at", fields.DatetimeField()),
                ("created_by", fields.UUIDField(null=True)),
            ],
            options={
                "table": "record_link",
                "app": "kernel",
                "indexes": [
                    Index(fields=["source_id", "id"], name="record_link_source"),
                    Index(fields=["target_id", "id"], name="record_link_target"),
                ],
                "constraints": [
                    UniqueConstraint(
                        fields=("relation_id", "source_id", "target_id"), name="record_link_once"
                    ),
                    CheckConstraint(
                        check="source_id <> target_id AND (NOT both_ways OR source_id < target_id)",
                        name="record_link_ends",
                    ),
                ],
                "pk_attr": "id",
                "table_description": (
                    "A link of a relation type between two records; a symmetric one leads from the smaller id."
                ),
            },
        ),
        CreateTable(
            name="RelationType",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True)),
                ("key", TextColumn()),
                ("definition", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("active", fields.BooleanField(db_default=True)),
                ("created_at", fields.DatetimeField()),
                ("deleted_at", fields.DatetimeField(null=True)),
            ],
            options={
                "table": "relation_type",
                "app": "kernel",
                "constraints": [
                    UniqueConstraint(
                        fields=("key",), name="relation_type_key", condition="deleted_at IS NULL"
                    )
                ],
                "pk_attr": "id",
                "table_description": (
                    "A relation type that users have made; links name it by `custom:<id>`."
                ),
            },
        ),
    ]
