"""The feed: an index for each entity's part of it, and the epoch that its cursors belong to.

A row of history may be changed in one way from here on: its transaction's number may be forgotten, because a
restored database counts transactions anew.
"""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn

GUARD = [
    """
    CREATE FUNCTION gql_crm_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.xid = '0' AND to_jsonb(NEW) - 'xid' = to_jsonb(OLD) - 'xid' THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'History is immutable: UPDATE on "change" is refused.'
        USING ERRCODE = 'insufficient_privilege';
    END
    $$
    """,
    """
    CREATE TRIGGER change_keeps_contents BEFORE UPDATE ON change
    FOR EACH ROW EXECUTE FUNCTION gql_crm_keep_history()
    """,
    "ALTER TABLE change ENABLE ALWAYS TRIGGER change_keeps_contents",
    "DROP TRIGGER change_is_immutable ON change",
    """
    CREATE TRIGGER change_is_immutable BEFORE DELETE OR TRUNCATE ON change
    FOR EACH STATEMENT EXECUTE FUNCTION gql_crm_refuse_rewriting()
    """,
    "ALTER TABLE change ENABLE ALWAYS TRIGGER change_is_immutable",
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0011_field_counters")]

    operations = [
        ops.AddField("CatalogState", "feed_epoch", TextColumn(db_default="")),
        ops.AddField("CatalogState", "feed_home", TextColumn(db_default="")),
        ops.AddIndex("Change", Index(fields=["entity", "xid", "id"], name="change_entity_xid_id")),
        ops.RunSQL(GUARD),
    ]
