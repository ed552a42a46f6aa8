from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import DeclareModel

TABLE = [
    """
    CREATE TABLE idempotency_key (
      actor_id uuid NOT NULL,
      key text NOT NULL,
      path text NOT NULL,
      request_hash text NOT NULL,
      answer text,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (actor_id, key, path)
    )
    """,
    "CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at)",
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0008_history_by_version")]

    initial = False

    operations = [
        ops.RunSQL(TABLE),
        DeclareModel(
            name="IdempotencyKey",
            fields=[
                ("actor_id", fields.UUIDField(primary_key=True)),
                ("key", TextColumn()),
                ("path", TextColumn()),
                ("request_hash", TextColumn()),
                ("answer", TextColumn(null=True)),
                ("created_at", fields.DatetimeField()),
            ],
            options={
                "table": "idempotency_key",
                "app": "kernel",
                "indexes": [Index(fields=["created_at"], name="idempotency_key_created_at")],
                "pk_attr": "actor_id",
                "table_description": (
                    "A mutation field that was carried out under a key of its client's, and what it answered with."
                ),
            },
        ),
    ]
