from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index

from gql_crm import CreateTable, NumericColumn, TextColumn


def to_record(column, *, null):
    return fields.ForeignKeyField(
        "kernel.Record", source_field=column, null=null, related_name=False, on_delete=OnDelete.RESTRICT
    )


def system_columns():
    return [
        ("id", fields.UUIDField(primary_key=True)),
        ("owner_id", fields.UUIDField(null=True)),
        ("team_id", fields.UUIDField(null=True)),
        ("created_at", fields.DatetimeField()),
        ("created_by", fields.UUIDField(null=True)),
        ("updated_at", fields.DatetimeField()),
        ("updated_by", fields.UUIDField(null=True)),
        ("version", fields.IntField()),
        ("deleted_at", fields.DatetimeField(null=True)),
        ("custom", fields.JSONField(db_default={})),
        ("custom_long", fields.JSONField(db_default={})),
    ]


def indexes(*keys):
    return [Index(fields=[*key.split(), "id"]) for key in keys]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    initial = True

    operations = [
        CreateTable(
            name="Opportunity",
            fields=[
                *system_columns(),
                ("name", TextColumn(null=True)),
                ("organization", to_record("organization_id", null=True)),
                ("contact", to_record("contact_id", null=True)),
                ("amount_amount", NumericColumn(null=True)),
                ("amount_currency", TextColumn(null=True)),
                ("probability", NumericColumn(null=True)),
                ("stage", TextColumn(null=True)),
                ("outcome", TextColumn(null=True)),
                ("close_date", fields.DateField(null=True)),
                ("type", TextColumn(null=True)),
                ("next_step", TextColumn(null=True)),
                ("description", TextColumn(null=True)),
            ],
            options={
                "table": "benchmark_opportunity",
                "app": "benchmark",
                "indexes": indexes(
                    "owner_id",
                    "team_id",
                    "organization_id",
                    "contact_id",
                    "close_date",
                    "stage close_date",
                    "owner_id close_date",
                    "team_id close_date",
                ),
                "pk_attr": "id",
                "table_description": "What might be sold.",
            },
        ),
        CreateTable(
            name="ContactEvent",
            fields=[
                *system_columns(),
                ("contact", to_record("contact_id", null=False)),
                ("kind", TextColumn()),
                ("occurred_at", fields.DatetimeField()),
                ("note", TextColumn(null=True)),
                ("payload", fields.JSONField(null=True)),
            ],
            options={
                "table": "benchmark_contact_event",
                "app": "benchmark",
                "indexes": indexes(
                    "owner_id",
                    "team_id",
                    "contact_id",
                    "occurred_at",
                    "contact_id occurred_at",
                    "contact_id kind occurred_at",
                    "owner_id occurred_at",
                    "team_id occurred_at",
                ),
                "pk_attr": "id",
                "table_description": "What happened.",
            },
        ),
    ]
