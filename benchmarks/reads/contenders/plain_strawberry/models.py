"""The tables as Tortoise models."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from gql_crm.plugins.models import NumericColumn


class Organization(Model):
    id = fields.UUIDField(primary_key=True)
    deleted_at = fields.DatetimeField(null=True)
    name = fields.TextField()
    industry = fields.TextField(null=True)
    type = fields.TextField(null=True)

    class Meta:
        table = "people_organization"


class Contact(Model):
    id = fields.UUIDField(primary_key=True)
    created_at = fields.DatetimeField()
    deleted_at = fields.DatetimeField(null=True)
    owner_id = fields.UUIDField(null=True)
    organization_id = fields.UUIDField(null=True)
    first_name = fields.TextField(null=True)
    last_name = fields.TextField(null=True)
    job_title = fields.TextField(null=True)
    email = fields.TextField(null=True)
    phone = fields.TextField(null=True)
    custom: dict[str, Any] = fields.JSONField()

    class Meta:
        table = "people_contact"


class User(Model):
    id = fields.UUIDField(primary_key=True)
    deleted_at = fields.DatetimeField(null=True)
    name = fields.TextField(null=True)
    email = fields.TextField(null=True)

    class Meta:
        table = "identity_user"


class Opportunity(Model):
    id = fields.UUIDField(primary_key=True)
    deleted_at = fields.DatetimeField(null=True)
    organization_id = fields.UUIDField(null=True)
    contact_id = fields.UUIDField(null=True)
    name = fields.TextField()
    amount_amount = NumericColumn(null=True)
    amount_currency = fields.TextField(null=True)
    probability = NumericColumn(null=True)
    stage = fields.TextField(null=True)
    close_date = fields.DateField(null=True)
    custom: dict[str, Any] = fields.JSONField()

    class Meta:
        table = "benchmark_opportunity"


class Event(Model):
    id = fields.UUIDField(primary_key=True)
    deleted_at = fields.DatetimeField(null=True)
    owner_id = fields.UUIDField(null=True)
    contact_id = fields.UUIDField()
    kind = fields.TextField()
    occurred_at = fields.DatetimeField()
    note = fields.TextField(null=True)
    payload: dict[str, Any] | None = fields.JSONField(null=True)

    class Meta:
        table = "benchmark_contact_event"
