from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0006_access_version")]

    initial = False

    operations = [
        CreateTable(
            name="FieldOverride",
            fields=[
                ("id", TextColumn(primary_key=True)),
                ("entity", TextColumn()),
                ("key", TextColumn()),
                ("changes", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("changed_at", fields.DatetimeField()),
            ],
            options={
                "table": "field_override",
                "app": "kernel",
                "pk_attr": "id",
                "table_description": (
                    "What administrators have changed of a field that a module declares; "
                    "the id is `entity.key`."
                ),
            },
        ),
    ]
