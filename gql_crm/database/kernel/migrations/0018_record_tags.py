from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import DeclareModel

TABLE = [
    """
    CREATE TABLE record_tag (
      record_id uuid NOT NULL REFERENCES record (id) ON DELETE RESTRICT,
      key text NOT NULL,
      name text NOT NULL,
      position integer NOT NULL DEFAULT 0,
      PRIMARY KEY (record_id, key)
    )
    """,
    "CREATE INDEX record_tag_key ON record_tag (key, record_id)",
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0017_purge")]

    initial = False

    operations = [
        ops.RunSQL(TABLE),
        DeclareModel(
            name="RecordTag",
            fields=[
                (
                    "record",
                    fields.ForeignKeyField(
                        "kernel.Record",
                        source_field="record_id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("key", TextColumn(primary_key=True)),
                ("name", TextColumn()),
                ("position", fields.IntField(db_default=0)),
            ],
            options={
                "table": "record_tag",
                "app": "kernel",
                "indexes": [Index(fields=["key", "record_id"], name="record_tag_key")],
                "pk_attr": "key",
                "table_description": "A tag of a record: as it was given, and as it is compared.",
            },
        ),
    ]
