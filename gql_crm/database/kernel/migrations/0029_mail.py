"""E-mail: what was written, to whom, about which records, and what became of it."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn
from gql_crm.database.operations import CreateTable, DeclareModel

MAIL_RECORDS = [
    """
    CREATE TABLE mail_record (
      mail_id uuid NOT NULL REFERENCES mail ON DELETE RESTRICT,
      record_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      position int NOT NULL,
      PRIMARY KEY (mail_id, record_id)
    )
    """,
    "CREATE INDEX mail_record_record ON mail_record (record_id, mail_id)",
]

# As for comments: the line of history that a purge begins with lets e-mails about the record go, those that wait, too.
# What the mail server said of them, and kept answers, may name the person.
PURGED_MAILS = [
    """
    CREATE FUNCTION gql_crm_purge_mails() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      purged uuid[];
    BEGIN
      SELECT array_agg(mail_id) INTO purged FROM mail_record WHERE record_id = NEW.record_id;
      DELETE FROM mail_record WHERE mail_id = ANY(purged);
      DELETE FROM mail WHERE id = ANY(purged);
      UPDATE job SET error = NULL WHERE id = ANY(purged);
      UPDATE idempotency_key SET answer = NULL FROM unnest(purged) id WHERE answer LIKE '%' || id || '%';
      RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER change_purges_mails AFTER INSERT ON change
    FOR EACH ROW WHEN (NEW.action = 'PURGED') EXECUTE FUNCTION gql_crm_purge_mails()
    """,
]


def reference(model: str, column: str) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        model, related_name=False, source_field=column, on_delete=OnDelete.RESTRICT
    )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0028_formula_integers")]

    initial = False

    operations = [
        CreateTable(
            name="Mail",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("actor_id", fields.UUIDField(null=True)),
                ("recipient", TextColumn()),
                ("recipient_name", TextColumn(null=True)),
                ("reply_to", TextColumn(null=True)),
                ("subject", TextColumn()),
                ("body", TextColumn()),
                ("html", TextColumn(null=True)),
                ("created_at", fields.DatetimeField()),
                ("sent_at", fields.DatetimeField(null=True)),
                ("error", TextColumn(null=True)),
            ],
            options={
                "table": "mail",
                "app": "kernel",
                "pk_attr": "id",
                "table_description": (
                    "An e-mail that was written; the job of the same id hands it to the mail server."
                ),
            },
        ),
        ops.RunSQL(MAIL_RECORDS),
        ops.RunSQL(PURGED_MAILS),
        DeclareModel(
            name="MailRecord",
            fields=[
                ("position", fields.IntField(primary_key=True)),
                ("mail", reference("kernel.Mail", "mail_id")),
                ("record", reference("kernel.Record", "record_id")),
            ],
            options={
                "table": "mail_record",
                "app": "kernel",
                "indexes": [Index(fields=["record_id", "mail_id"], name="mail_record_record")],
                "pk_attr": "position",
                "table_description": "A record that an e-mail is about.",
            },
        ),
    ]
