"""Events: the lines of timelines. What history has of earlier changes becomes events, too."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn, TransactionIdColumn
from gql_crm.database.operations import DeclareModel

TABLES = [
    """
    CREATE TABLE event (
      id uuid PRIMARY KEY,
      xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
      kind text NOT NULL,
      subject_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      actor_id uuid,
      occurred_at timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      payload jsonb NOT NULL,
      note text
    )
    """,
    """
    CREATE TABLE event_record (
      event_id uuid NOT NULL REFERENCES event ON DELETE RESTRICT,
      key text NOT NULL,
      record_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      position int NOT NULL DEFAULT 0,
      PRIMARY KEY (event_id, key, record_id)
    )
    """,
    """
    INSERT INTO event (id, xid, kind, subject_id, actor_id, occurred_at, recorded_at, payload)
    SELECT id, xid, 'RECORD_' || action, record_id, actor_id, at, at, '{}'
    FROM change WHERE action IN ('CREATED', 'UPDATED', 'DELETED', 'RESTORED')
    """,
    "CREATE INDEX event_subject_occurred ON event (subject_id, occurred_at, id)",
    "CREATE INDEX event_occurred ON event (occurred_at, id)",
    "CREATE INDEX event_xid_id ON event (xid, id)",
    "CREATE INDEX event_record_record ON event_record (record_id)",
]

# Of an event its transaction's number may be forgotten, as of changes, and its contents when its subject is purged;
# of one that tells of a link, the note also when the other record is.
IMMUTABLE_EVENTS = [
    """
    CREATE FUNCTION gql_crm_is_purged_now(record uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
      SELECT EXISTS (SELECT FROM change c
        WHERE c.record_id = record AND c.action = 'PURGED' AND c.xid = pg_current_xact_id())
    $$
    """,
    """
    CREATE FUNCTION gql_crm_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.xid = '0' AND to_jsonb(NEW) - 'xid' = to_jsonb(OLD) - 'xid' THEN
        RETURN NEW;
      END IF;
      IF NEW.payload = '{}' AND NEW.note IS NULL AND gql_crm_is_purged_now(OLD.subject_id)
          AND to_jsonb(NEW) - '{payload,note}'::text[] = to_jsonb(OLD) - '{payload,note}'::text[] THEN
        RETURN NEW;
      END IF;
      IF NEW.note IS NULL AND to_jsonb(NEW) - 'note' = to_jsonb(OLD) - 'note' AND EXISTS (
          SELECT FROM event_record n WHERE n.event_id = OLD.id AND gql_crm_is_purged_now(n.record_id)) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'History is immutable: UPDATE on "event" is refused.'
        USING ERRCODE = 'insufficient_privilege';
    END
    $$
    """,
    """
    CREATE FUNCTION gql_crm_keep_event_record() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF gql_crm_is_purged_now(OLD.record_id)
          OR gql_crm_is_purged_now((SELECT e.subject_id FROM event e WHERE e.id = OLD.event_id)) THEN
        RETURN OLD;
      END IF;
      RAISE EXCEPTION 'History is immutable: DELETE on "event_record" is refused.'
        USING ERRCODE = 'insufficient_privilege';
    END
    $$
    """,
    """
    CREATE TRIGGER event_keeps_contents BEFORE UPDATE ON event
    FOR EACH ROW EXECUTE FUNCTION gql_crm_keep_event()
    """,
    """
    CREATE TRIGGER event_is_immutable BEFORE DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION gql_crm_refuse_rewriting()
    """,
    """
    CREATE TRIGGER event_record_keeps_contents BEFORE DELETE ON event_record
    FOR EACH ROW EXECUTE FUNCTION gql_crm_keep_event_record()
    """,
    """
    CREATE TRIGGER event_record_is_immutable BEFORE UPDATE OR TRUNCATE ON event_record
    FOR EACH STATEMENT EXECUTE FUNCTION gql_crm_refuse_rewriting()
    """,
    *(
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{what}"
        for table in ("event", "event_record")
        for what in ("keeps_contents", "is_immutable")
    ),
]
# The line of history that a purge begins with lets the events go, with the rights of the purge alone.
PURGED_EVENTS = [
    """
    CREATE FUNCTION gql_crm_purge_events() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE event SET note = NULL WHERE note IS NOT NULL AND kind IN ('LINKED', 'UNLINKED')
        AND id IN (SELECT n.event_id FROM event_record n WHERE n.record_id = NEW.record_id);
      DELETE FROM event_record n WHERE n.record_id = NEW.record_id
        OR n.event_id IN (SELECT e.id FROM event e WHERE e.subject_id = NEW.record_id);
      UPDATE event SET payload = '{}', note = NULL
        WHERE subject_id = NEW.record_id AND (payload <> '{}' OR note IS NOT NULL);
      RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER change_purges_events AFTER INSERT ON change
    FOR EACH ROW WHEN (NEW.action = 'PURGED') EXECUTE FUNCTION gql_crm_purge_events()
    """,
    """
    CREATE OR REPLACE FUNCTION gql_crm_references(OUT place regclass, OUT named text, OUT cascades boolean)
    RETURNS SETOF record LANGUAGE sql STABLE AS $$
      SELECT k.conrelid::regclass, a.attname::text, k.confdeltype = 'c' FROM pg_constraint k
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      WHERE k.contype = 'f' AND k.confrelid = 'record'::regclass AND k.conparentid = 0
        AND k.conrelid NOT IN ('record'::regclass, 'record_text'::regclass, 'change'::regclass,
          'event'::regclass, 'event_record'::regclass, 'unique_value'::regclass, 'record_reference'::regclass)
    $$
    """,
]


def reference(model: str, column: str) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        model, related_name=False, source_field=column, on_delete=OnDelete.RESTRICT
    )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0022_validation_rules")]

    initial = False

    operations = [
        ops.RunSQL(TABLES),
        ops.RunSQL(IMMUTABLE_EVENTS),
        ops.RunSQL(PURGED_EVENTS),
        DeclareModel(
            name="Event",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("xid", TransactionIdColumn()),
                ("kind", TextColumn()),
                ("subject", reference("kernel.Record", "subject_id")),
                ("actor_id", fields.UUIDField(null=True)),
                ("occurred_at", fields.DatetimeField()),
                ("recorded_at", fields.DatetimeField()),
                ("payload", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("note", TextColumn(null=True)),
            ],
            options={
                "table": "event",
                "app": "kernel",
                "indexes": [
                    Index(fields=["subject_id", "occurred_at", "id"], name="event_subject_occurred"),
                    Index(fields=["occurred_at", "id"], name="event_occurred"),
                    Index(fields=["xid", "id"], name="event_xid_id"),
                ],
                "pk_attr": "id",
                "table_description": (
                    "A line in the timeline of a record, append-only."
                    " That which tells of a change has the change's id."
                ),
            },
        ),
        DeclareModel(
            name="EventRecord",
            fields=[
                ("key", TextColumn(primary_key=True)),
                ("event", reference("kernel.Event", "event_id")),
                ("record", reference("kernel.Record", "record_id")),
                ("position", fields.IntField(db_default=0)),
            ],
            options={
                "table": "event_record",
                "app": "kernel",
                "indexes": [Index(fields=["record_id"], name="event_record_record")],
                "pk_attr": "key",
                "table_description": (
                    "A record that an event names: under the key of a field of its payload,"
                    " or under none as related."
                ),
            },
        ),
    ]
