from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    initial = False

    operations = [
        CreateTable(
            name="ModuleState",
            fields=[
                ("name", TextColumn(primary_key=True)),
                ("enabled", fields.BooleanField()),
                ("settings", fields.JSONField(db_default={}, encoder=JSON_DUMPS, decoder=loads)),
                ("first_enabled_at", fields.DatetimeField()),
                ("changed_at", fields.DatetimeField()),
            ],
            options={
                "table": "module_state",
                "app": "kernel",
                "pk_attr": "name",
                "table_description": (
                    "Whether a module is switched on, and its settings; "
                    "a module that was never switched on has no line."
                ),
            },
        ),
    ]
