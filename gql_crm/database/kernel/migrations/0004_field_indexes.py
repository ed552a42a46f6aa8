from tortoise import fields, migrations

from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_jobs")]

    initial = False

    operations = [
        CreateTable(
            name="FieldIndex",
            fields=[
                ("field_id", fields.BigIntField(generated=False, primary_key=True)),
                ("job_id", fields.UUIDField()),
            ],
            options={
                "table": "field_index",
                "app": "kernel",
                "pk_attr": "field_id",
                "table_description": (
                    "The job that was asked last to make the indexes of a custom field what its definition says."
                ),
            },
        ),
    ]
