from tortoise import fields, migrations

from gql_crm.database.columns import TextColumn, TextListColumn
from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_field_indexes")]

    initial = False

    operations = [
        CreateTable(
            name="PersistedDocument",
            fields=[
                ("id", TextColumn(primary_key=True)),
                ("body", TextColumn()),
                ("operation_names", TextListColumn()),
                ("clients", TextListColumn()),
                ("imported_at", fields.DatetimeField()),
                ("last_used_at", fields.DatetimeField(null=True)),
            ],
            options={
                "table": "persisted_document",
                "app": "kernel",
                "pk_attr": "id",
                "table_description": (
                    "A document that clients name by its identifier; `last_used_at` is right to a day."
                ),
            },
        ),
    ]
