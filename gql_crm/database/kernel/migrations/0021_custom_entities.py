from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations.constraints import UniqueConstraint

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0020_favorites_and_trash")]

    initial = False

    operations = [
        CreateTable(
            name="CustomEntity",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True)),
                ("name", TextColumn()),
                ("definition", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("created_at", fields.DatetimeField()),
                ("retired_at", fields.DatetimeField(null=True)),
                ("deleted_at", fields.DatetimeField(null=True)),
            ],
            options={
                "table": "custom_entity",
                "app": "kernel",
                "constraints": [
                    UniqueConstraint(
                        fields=("name",), name="custom_entity_name", condition="deleted_at IS NULL"
                    )
                ],
                "pk_attr": "id",
                "table_description": (
                    "An entity that was declared at run time; the table of its records is called after the id."
                ),
            },
        ),
    ]
