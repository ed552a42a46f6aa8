"""The kernel's table of rules between fields; `models` has it for Tortoise."""

from tortoise import fields
from tortoise.models import Model

from gql_crm.database.columns import TextColumn


class ValidationRule(Model):
    """A rule between the fields of an entity, or whether one of a module is asked; the id is `entity.key`."""

    id = TextColumn(primary_key=True)
    entity = TextColumn()
    key = TextColumn()
    enabled = fields.BooleanField()
    definition: dict[str, object] | None = fields.JSONField(null=True)
    changed_at = fields.DatetimeField()

    class Meta:
        app = "kernel"
        table = "validation_rule"
