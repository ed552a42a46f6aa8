"""Comments: what people say about records, each with all that it has ever said."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import ConditionalIndex, TextColumn
from gql_crm.database.operations import DeclareModel

TABLES = [
    """
    CREATE TABLE comment (
      id uuid PRIMARY KEY,
      record_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      parent_id uuid REFERENCES comment ON DELETE SET NULL,
      author_id uuid,
      internal boolean NOT NULL,
      pinned boolean NOT NULL DEFAULT false,
      version int NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL,
      edited_at timestamptz,
      deleted_at timestamptz,
      deleted_by uuid
    )
    """,
    """
    CREATE TABLE comment_version (
      comment_id uuid NOT NULL REFERENCES comment ON DELETE RESTRICT,
      number int NOT NULL,
      body text NOT NULL,
      actor_id uuid,
      at timestamptz NOT NULL,
      PRIMARY KEY (comment_id, number)
    )
    """,
    """
    CREATE TABLE comment_mention (
      comment_id uuid NOT NULL REFERENCES comment ON DELETE RESTRICT,
      user_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      position int NOT NULL,
      PRIMARY KEY (comment_id, user_id)
    )
    """,
    "CREATE INDEX comment_record ON comment (record_id, pinned, created_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX comment_parent ON comment (parent_id)",
    "CREATE INDEX comment_mention_user ON comment_mention (user_id)",
]

# What was said goes when its record is purged, and not before.
IMMUTABLE_VERSIONS = [
    """
    CREATE FUNCTION gql_crm_keep_comment_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF gql_crm_is_purged_now((SELECT c.record_id FROM comment c WHERE c.id = OLD.comment_id)) THEN
        RETURN OLD;
      END IF;
      RAISE EXCEPTION 'History is immutable: DELETE on "comment_version" is refused.'
        USING ERRCODE = 'insufficient_privilege';
    END
    $$
    """,
    """
    CREATE TRIGGER comment_version_keeps_contents BEFORE DELETE ON comment_version
    FOR EACH ROW EXECUTE FUNCTION gql_crm_keep_comment_version()
    """,
    """
    CREATE TRIGGER comment_version_is_immutable BEFORE UPDATE OR TRUNCATE ON comment_version
    FOR EACH STATEMENT EXECUTE FUNCTION gql_crm_refuse_rewriting()
    """,
    "ALTER TABLE comment_version ENABLE ALWAYS TRIGGER comment_version_keeps_contents",
    "ALTER TABLE comment_version ENABLE ALWAYS TRIGGER comment_version_is_immutable",
]
# As for events: the line of history that a purge begins with lets the comments go.
PURGED_COMMENTS = [
    """
    CREATE FUNCTION gql_crm_purge_comments() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM comment_mention m USING comment c WHERE c.id = m.comment_id AND c.record_id = NEW.record_id;
      DELETE FROM comment_version v USING comment c WHERE c.id = v.comment_id AND c.record_id = NEW.record_id;
      DELETE FROM comment WHERE record_id = NEW.record_id;
      RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER change_purges_comments AFTER INSERT ON change
    FOR EACH ROW WHEN (NEW.action = 'PURGED') EXECUTE FUNCTION gql_crm_purge_comments()
    """,
    """
    CREATE OR REPLACE FUNCTION gql_crm_references(OUT place regclass, OUT named text, OUT cascades boolean)
    RETURNS SETOF record LANGUAGE sql STABLE AS $$
      SELECT k.conrelid::regclass, a.attname::text, k.confdeltype = 'c' FROM pg_constraint k
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      WHERE k.contype = 'f' AND k.confrelid = 'record'::regclass AND k.conparentid = 0
        AND k.conrelid NOT IN ('record'::regclass, 'record_text'::regclass, 'change'::regclass,
          'event'::regclass, 'event_record'::regclass, 'comment'::regclass, 'unique_value'::regclass,
          'record_reference'::regclass)
    $$
    """,
]


def reference(model: str, column: str, on_delete: OnDelete = OnDelete.RESTRICT) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        model,
        related_name=False,
        source_field=column,
        on_delete=on_delete,
        null=on_delete is OnDelete.SET_NULL,
    )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0024_formula_functions")]

    initial = False

    operations = [
        ops.RunSQL(TABLES),
        ops.RunSQL(IMMUTABLE_VERSIONS),
        ops.RunSQL(PURGED_COMMENTS),
        DeclareModel(
            name="Comment",
            fields=[
                ("id", fields.UUIDField(primary_key=True)),
                ("record", reference("kernel.Record", "record_id")),
                ("parent", reference("kernel.Comment", "parent_id", OnDelete.SET_NULL)),
                ("author_id", fields.UUIDField(null=True)),
                ("internal", fields.BooleanField()),
                ("pinned", fields.BooleanField(db_default=False)),
                ("version", fields.IntField(db_default=1)),
                ("created_at", fields.DatetimeField()),
                ("edited_at", fields.DatetimeField(null=True)),
                ("deleted_at", fields.DatetimeField(null=True)),
                ("deleted_by", fields.UUIDField(null=True)),
            ],
            options={
                "table": "comment",
                "app": "kernel",
                "indexes": [
                    ConditionalIndex(
                        fields=["record_id", "pinned", "created_at", "id"],
                        condition="deleted_at IS NULL",
                        name="comment_record",
                    ),
                    Index(fields=["parent_id"], name="comment_parent"),
                ],
                "pk_attr": "id",
                "table_description": (
                    "What somebody said about a record. What was said is in `comment_version`;"
                    " an event has its id."
                ),
            },
        ),
        DeclareModel(
            name="CommentVersion",
            fields=[
                ("number", fields.IntField(primary_key=True)),
                ("comment", reference("kernel.Comment", "comment_id")),
                ("body", TextColumn()),
                ("actor_id", fields.UUIDField(null=True)),
                ("at", fields.DatetimeField()),
            ],
            options={
                "table": "comment_version",
                "app": "kernel",
                "pk_attr": "number",
                "table_description": (
                    "What a comment said from a time on, append-only; the last one is what it says now."
                ),
            },
        ),
        DeclareModel(
            name="CommentMention",
            fields=[
                ("position", fields.IntField(primary_key=True)),
                ("comment", reference("kernel.Comment", "comment_id")),
                ("user", reference("kernel.Record", "user_id")),
            ],
            options={
                "table": "comment_mention",
                "app": "kernel",
                "indexes": [Index(fields=["user_id"], name="comment_mention_user")],
                "pk_attr": "position",
                "table_description": "A user whom a comment mentions, in the order of the text.",
            },
        ),
    ]
