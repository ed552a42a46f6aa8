from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import ConditionalIndex
from gql_crm.database.operations import DeclareModel

TABLE = [
    """
    CREATE TABLE favorite (
      user_id uuid NOT NULL,
      record_id uuid NOT NULL REFERENCES record (id) ON DELETE RESTRICT,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (user_id, record_id)
    )
    """,
    "CREATE INDEX favorite_user_time ON favorite (user_id, created_at, record_id)",
    "CREATE INDEX favorite_record ON favorite (record_id)",
]
DELETED = "deleted_at IS NOT NULL"


class Migration(migrations.Migration):
    """What users have marked, and the deleted records of all entities in the order of their deletion."""

    dependencies = [("kernel", "0019_published_records")]

    operations = [
        ops.RunSQL(TABLE),
        DeclareModel(
            name="Favorite",
            fields=[
                ("user_id", fields.UUIDField(primary_key=True)),
                (
                    "record",
                    fields.ForeignKeyField(
                        "kernel.Record",
                        source_field="record_id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField()),
            ],
            options={
                "table": "favorite",
                "app": "kernel",
                "indexes": [
                    Index(fields=["user_id", "created_at", "record_id"], name="favorite_user_time"),
                    Index(fields=["record_id"], name="favorite_record"),
                ],
                "pk_attr": "user_id",
                "table_description": "A record that a user has marked to find it again.",
            },
        ),
        *(
            ops.AddIndex(
                "Record",
                ConditionalIndex(fields=[column, "deleted_at", "id"], condition=DELETED, name=name),
            )
            for column, name in (
                ("entity", "record_deleted"),
                ("owner_id", "record_deleted_owner"),
                ("team_id", "record_deleted_team"),
            )
        ),
    ]
