from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import DeclareModel

TABLE = [
    """
    CREATE TABLE field_counter (
      field_id text NOT NULL,
      period text NOT NULL,
      value bigint NOT NULL,
      PRIMARY KEY (field_id, period)
    )
    """,
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0010_outbox")]

    initial = False

    operations = [
        ops.RunSQL(TABLE),
        DeclareModel(
            name="FieldCounter",
            fields=[
                ("field_id", TextColumn(primary_key=True)),
                ("period", TextColumn()),
                ("value", fields.BigIntField()),
            ],
            options={
                "table": "field_counter",
                "app": "kernel",
                "pk_attr": "field_id",
                "table_description": (
                    "The last number that a field gave to a record of a period, `2026`; "
                    "whoever takes the next locks it."
                ),
            },
        ),
    ]
