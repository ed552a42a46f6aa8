"""The module's tables."""

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm import record_model
from gql_crm.database.columns import TextColumn, TextListColumn
from gql_crm.database.kernel.models import Record
from gql_crm.modules.identity.entities import TEAM, USER

User = record_model(USER, module="identity")
Team = record_model(TEAM, module="identity")


class ApiToken(Model):
    """A secret that stands for a user. Only its SHA-256 is kept: 256 random bits need no slow hash."""

    id = fields.UUIDField(primary_key=True)
    user: ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    name = TextColumn()
    prefix = TextColumn()
    secret_hash = TextColumn(unique=True)
    scopes = TextListColumn(null=True)
    expires_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        app = "identity"
        table = "identity_api_token"
        indexes = [Index(fields=["user_id"], name="identity_api_token_user_id")]
