"""Consents of contacts."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable


class Migration(migrations.Migration):
    """A table of its own, one row a consent."""

    dependencies = [("people", "0002_addresses"), ("kernel", "0001_initial")]

    operations = [
        CreateTable(
            name="ContactConsent",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                (
                    "parent",
                    fields.ForeignKeyField(
                        "kernel.Record",
                        source_field="parent_id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.IntField()),
                ("purpose", TextColumn(null=True)),
                ("basis", TextColumn(null=True)),
                ("given_at", fields.DatetimeField(null=True)),
                ("withdrawn_at", fields.DatetimeField(null=True)),
            ],
            options={
                "table": "people_contact_consent",
                "app": "people",
                "indexes": [Index(fields=["parent_id", "position"])],
                "pk_attr": "id",
                "table_description": "For what, and on what ground, the person's data are used (GDPR, Article 6).",
            },
        ),
    ]
