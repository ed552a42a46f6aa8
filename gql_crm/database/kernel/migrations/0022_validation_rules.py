from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0021_custom_entities")]

    initial = False

    operations = [
        CreateTable(
            name="ValidationRule",
            fields=[
                ("id", TextColumn(primary_key=True)),
                ("entity", TextColumn()),
                ("key", TextColumn()),
                ("enabled", fields.BooleanField()),
                ("definition", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("changed_at", fields.DatetimeField()),
            ],
            options={
                "table": "validation_rule",
                "app": "kernel",
                "pk_attr": "id",
                "table_description": (
                    "A rule between the fields of an entity, or whether one of a module is asked; "
                    "the id is `entity.key`."
                ),
            },
        ),
    ]
