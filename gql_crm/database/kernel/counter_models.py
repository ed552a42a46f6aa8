"""The kernel's table of counters; `models` has it for Tortoise."""

from typing import ClassVar

from tortoise import fields
from tortoise.models import Model

from gql_crm.database.columns import TextColumn


class FieldCounter(Model):
    """The last number that a field gave to a record of a period, `2026`; whoever takes the next locks it."""

    field_id = TextColumn(primary_key=True)
    period = TextColumn()
    value = fields.BigIntField()

    primary_key: ClassVar[tuple[str, ...]] = ("field_id", "period")

    class Meta:
        app = "kernel"
        table = "field_counter"
