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
    dependencies = [("kernel", "0010_outbox")]

    initial = False

    operations = [
        CreateTable(
            name="RecordLink",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("relation_id", TextColumn()),
                ("from_record", to_record("from_id")),
                ("to_record", to_record("to_id")),
                ("both_ways", fields.BooleanField()),
                ("note", TextColumn(null=True)),
                ("created_at", fields.DatetimeField()),
                ("created_by", fields.UUIDField(null=True)),
            ],
            options={
                "table": "record_link",
                "app": "kernel",
                "indexes": [
                    Index(fields=["from_record_id", "id"], name="record_link_from"),
                    Index(fields=["to_record_id", "id"], name="record_link_to"),
                ],
                "constraints": [
                    UniqueConstraint(
                        fields=("relation_id", "from_record_id", "to_record_id"), name="record_link_once"
                    ),
                    CheckConstraint(
                        check="from_id <> to_id AND (NOT both_ways OR from_id < to_id)",
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
