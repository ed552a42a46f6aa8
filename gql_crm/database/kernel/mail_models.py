"""The kernel's tables of e-mail; `models` has them for Tortoise."""

from typing import TYPE_CHECKING, ClassVar

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm.database.columns import TextColumn

if TYPE_CHECKING:
    from gql_crm.database.kernel.models import Record


class Mail(Model):
    """An e-mail that was written; the job of the same id hands it to the mail server."""

    id = fields.UUIDField(primary_key=True)
    actor_id = fields.UUIDField(null=True)
    recipient = TextColumn()
    recipient_name = TextColumn(null=True)
    reply_to = TextColumn(null=True)
    subject = TextColumn()
    body = TextColumn()
    html = TextColumn(null=True)
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    error = TextColumn(null=True)

    class Meta:
        app = "kernel"
        table = "mail"


class MailRecord(Model):
    """A record that an e-mail is about."""

    mail: ForeignKeyRelation["Mail"] = fields.ForeignKeyField(
        "kernel.Mail", related_name=False, on_delete=fields.RESTRICT
    )
    record: ForeignKeyRelation["Record"] = fields.ForeignKeyField(
        "kernel.Record", related_name=False, on_delete=fields.RESTRICT
    )
    position = fields.IntField(primary_key=True)

    primary_key: ClassVar[tuple[str, ...]] = ("mail_id", "record_id")

    class Meta:
        app = "kernel"
        table = "mail_record"
        indexes = [Index(fields=["record_id", "mail_id"], name="mail_record_record")]
