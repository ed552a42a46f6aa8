"""What records were told of others that newly fit what they wish, and what waits to be told."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import DeclareModel

FOUND_MATCHES = [
    """
    CREATE TABLE found_match (
      finder_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      found_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      list text NOT NULL,
      due_at timestamptz NOT NULL,
      told_at timestamptz,
      PRIMARY KEY (finder_id, found_id, list)
    )
    """,
    "CREATE INDEX found_match_found ON found_match (found_id)",
    "CREATE INDEX found_match_due ON found_match (due_at) WHERE told_at IS NULL",
]


def to_record(column: str) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        "kernel.Record", related_name=False, source_field=column, on_delete=OnDelete.RESTRICT
    )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0030_indexed_formulas")]

    initial = False

    operations = [
        ops.RunSQL(FOUND_MATCHES),
        DeclareModel(
            name="FoundMatch",
            fields=[
                ("finder", to_record("finder_id")),
                ("found", to_record("found_id")),
                ("list", TextColumn(primary_key=True)),
                ("due_at", fields.DatetimeField()),
                ("told_at", fields.DatetimeField(null=True)),
            ],
            options={
                "table": "found_match",
                "app": "kernel",
                "indexes": [Index(fields=["found_id"], name="found_match_found")],
                "pk_attr": "list",
                "table_description": (
                    "That a record has newly found another one, by a list of its own; it is told once, from"
                    " `due_at` on."
                ),
            },
        ),
    ]
