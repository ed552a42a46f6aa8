from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_idempotency_keys")]

    initial = False

    operations = [
        CreateTable(
            name="Outbox",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("module", TextColumn()),
                ("work", TextColumn()),
                ("event", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("actor_id", fields.UUIDField(null=True)),
                ("at", fields.DatetimeField()),
            ],
            options={
                "table": "outbox",
                "app": "kernel",
                "pk_attr": "id",
                "table_description": "What has to follow from a write, until a worker makes a job of it.",
            },
        ),
    ]
