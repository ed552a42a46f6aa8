from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable, DeclareModel

KEYS = [
    """
    CREATE TABLE duplicate_key (
      rule_id text NOT NULL,
      key bytea NOT NULL,
      record_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      PRIMARY KEY (rule_id, key, record_id)
    )
    """,
    "CREATE INDEX duplicate_key_record ON duplicate_key (record_id)",
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0014_related_records")]

    initial = False

    operations = [
        ops.RunSQL(KEYS),
        DeclareModel(
            name="DuplicateKey",
            fields=[
                ("rule_id", TextColumn(primary_key=True)),
                ("key", fields.BinaryField()),
                (
                    "record",
                    fields.ForeignKeyField(
                        "kernel.Record",
                        related_name=False,
                        source_field="record_id",
                        on_delete=fields.OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "duplicate_key",
                "app": "kernel",
                "indexes": [Index(fields=["record_id"], name="duplicate_key_record")],
                "pk_attr": "rule_id",
                "table_description": "What a record has in common with those that are probably the same, hashed.",
            },
        ),
        CreateTable(
            name="DuplicateRuleRow",
            fields=[
                ("id", TextColumn(primary_key=True)),
                ("entity", TextColumn()),
                ("name", TextColumn()),
                ("definition", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("enabled", fields.BooleanField(null=True)),
                ("score", fields.FloatField(null=True)),
                ("changed_at", fields.DatetimeField()),
            ],
            options={
                "table": "duplicate_rule",
                "app": "kernel",
                "pk_attr": "id",
                "table_description": (
                    "A rule that users made, or what they changed of a module's; the id is `entity.name`."
                ),
            },
        ),
        CreateTable(
            name="DuplicateFill",
            fields=[
                ("rule_id", TextColumn(primary_key=True)),
                ("filled_at", fields.DatetimeField(null=True)),
            ],
            options={
                "table": "duplicate_fill",
                "app": "kernel",
                "pk_attr": "rule_id",
                "table_description": "A rule whose keys are written with each record, and when those of all others were.",
            },
        ),
    ]
