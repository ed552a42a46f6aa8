"""The kernel's table of entities that users define; `models` has it for Tortoise."""

from typing import ClassVar

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from gql_crm.database.columns import TextColumn


class CustomEntity(Model):
    """An entity that was declared at run time; the table of its records is called after the id."""

    id = fields.BigIntField(primary_key=True)
    name = TextColumn()
    definition: dict[str, object] = fields.JSONField()
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        app = "kernel"
        table = "custom_entity"
        constraints: ClassVar = [
            UniqueConstraint(fields=("name",), name="custom_entity_name", condition="deleted_at IS NULL")
        ]
