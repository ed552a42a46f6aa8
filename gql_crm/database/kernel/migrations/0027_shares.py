"""Records that are shared with users and teams."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable


def to_record(column: str) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        "kernel.Record", related_name=False, source_field=column, on_delete=OnDelete.RESTRICT
    )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0026_converted_fields")]

    initial = False

    operations = [
        CreateTable(
            name="RecordShare",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("record", to_record("record_id")),
                ("entity", TextColumn()),
                ("grantee", to_record("grantee_id")),
                ("access", TextColumn()),
                ("created_at", fields.DatetimeField()),
                ("created_by", fields.UUIDField(null=True)),
            ],
            options={
                "table": "record_share",
                "app": "kernel",
                "indexes": [
                    Index(fields=["grantee_id", "entity", "record_id"], name="record_share_grantee"),
                ],
                "constraints": [
                    UniqueConstraint(fields=("record_id", "grantee_id"), name="record_share_once"),
                    CheckConstraint(check="access IN ('READ', 'WRITE')", name="record_share_access"),
                ],
                "pk_attr": "id",
                "table_description": (
                    "A record that is shared with a user or a team, `grantee`; `entity` is that of the record."
                ),
            },
        ),
    ]
