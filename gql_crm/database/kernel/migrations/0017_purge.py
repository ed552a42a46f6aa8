"""Erasing a record for good, and finding what refers to it, whatever modules are switched on."""

from tortoise import migrations
from tortoise.migrations import operations as ops

# What a record is made of is known by the shape of tables, because modules that are switched off, or not installed
# any more, have left theirs behind: the row of an entity, and the objects that records own.
SHAPES = """
CREATE FUNCTION gql_crm_tables_with(names text[]) RETURNS SETOF regclass LANGUAGE sql STABLE AS $$
  SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND names <@ ARRAY(
    SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
$$
"""
REFERENCES = """
CREATE FUNCTION gql_crm_references(OUT place regclass, OUT named text, OUT cascades boolean) RETURNS SETOF record
LANGUAGE sql STABLE AS $$
  SELECT k.conrelid::regclass, a.attname::text, k.confdeltype = 'c' FROM pg_constraint k
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
  WHERE k.contype = 'f' AND k.confrelid = 'record'::regclass AND k.conparentid = 0
    AND k.conrelid NOT IN ('record'::regclass, 'record_text'::regclass, 'change'::regclass,
      'unique_value'::regclass, 'record_reference'::regclass)
$$
"""
HOLDERS = """
CREATE FUNCTION gql_crm_holders(purged uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  reference record;
BEGIN
  FOR reference IN SELECT * FROM gql_crm_references() WHERE NOT cascades LOOP
    IF reference.place IN (SELECT gql_crm_tables_with('{id,version,custom,custom_long}')) THEN
      RETURN QUERY EXECUTE format('SELECT id FROM %s WHERE %I = $1 AND id <> $1', reference.place, reference.named)
        USING purged;
    ELSIF reference.place IN (SELECT gql_crm_tables_with('{id,parent_id,position}')) THEN
      RETURN QUERY EXECUTE format(
        'SELECT parent_id FROM %s WHERE %I = $1 AND parent_id <> $1', reference.place, reference.named) USING purged;
    END IF;
  END LOOP;
END
$$
"""
# Of a link both records' histories tell, with its note.
WITHOUT_NOTES = """
CREATE FUNCTION gql_crm_without_notes(diff jsonb, purged uuid) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_object_agg(key, CASE WHEN NOT starts_with(key, 'relation:') THEN sides ELSE (
    SELECT jsonb_agg((
      SELECT coalesce(jsonb_agg(CASE line ->> 'id' WHEN purged::text THEN line || '{"note": null}' ELSE line END), '[]')
      FROM jsonb_array_elements(side) line) ORDER BY place)
    FROM jsonb_array_elements(sides) WITH ORDINALITY s(side, place)) END)
  FROM jsonb_each(diff) e(key, sides)
$$
"""
PURGE = """
CREATE FUNCTION gql_crm_purge(purged uuid, change_id uuid, actor uuid, happened timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  place regclass;
  reference record;
  spine record;
  linked uuid[];
BEGIN
  SELECT * INTO STRICT spine FROM record WHERE id = purged FOR UPDATE;
  IF EXISTS (SELECT FROM gql_crm_holders(purged)) THEN
    RAISE EXCEPTION 'The record % is in use.', purged USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO change (id, record_id, entity, action, version, actor_id, origin, diff, at)
    SELECT change_id, purged, spine.entity, 'PURGED', coalesce(max(version), 0) + 1, actor, 'API',
      jsonb_build_object('gql_crm:owner', jsonb_build_array(spine.owner_id, NULL),
        'gql_crm:team', jsonb_build_array(spine.team_id, NULL)), happened
    FROM change WHERE record_id = purged;
  SELECT array_agg(DISTINCT (line ->> 'id')::uuid) INTO linked
    FROM change c, jsonb_each(c.diff) e(key, sides), jsonb_array_elements(sides) side, jsonb_array_elements(side) line
    WHERE c.record_id = purged AND starts_with(e.key, 'relation:');
  UPDATE change SET diff = gql_crm_without_notes(diff, purged)
    WHERE record_id = ANY(linked) AND strpos(diff::text, purged::text) > 0;
  UPDATE change SET diff = '{}' WHERE record_id = purged AND action <> 'PURGED' AND diff <> '{}';
  FOR reference IN SELECT * FROM gql_crm_references() LOOP
    IF reference.cascades OR reference.place NOT IN (SELECT gql_crm_tables_with('{id,version,custom,custom_long}')
        UNION ALL SELECT gql_crm_tables_with('{id,parent_id,position}')) THEN
      EXECUTE format('DELETE FROM %s WHERE %I = $1', reference.place, reference.named) USING purged;
    END IF;
  END LOOP;
  FOR place IN SELECT gql_crm_tables_with('{id,version,custom,custom_long}') LOOP
    EXECUTE format('DELETE FROM %s WHERE id = $1', place) USING purged;
  END LOOP;
  DELETE FROM record_text WHERE record_id = purged;
  DELETE FROM unique_value WHERE record_id = purged;
  DELETE FROM record_reference WHERE source_id = purged OR target_id = purged;
  UPDATE record SET entity = 'purged', owner_id = NULL, team_id = NULL, merged_into = NULL,
    updated_at = happened, deleted_at = coalesce(deleted_at, happened) WHERE id = purged;
  DELETE FROM outbox WHERE event ->> 'record_id' = purged::text;
  UPDATE job SET error = NULL, arguments = jsonb_set(arguments, '{event}', (arguments -> 'event')
    || '{"old": {}, "new": {}}') WHERE arguments -> 'event' ->> 'record_id' = purged::text;
  UPDATE job SET outcome = jsonb_set(outcome, '{errors}', (
      SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(outcome -> 'errors') e
      WHERE e ->> 'recordId' IS DISTINCT FROM purged::text))
    WHERE outcome -> 'errors' @> jsonb_build_array(jsonb_build_object('recordId', purged));
  UPDATE record_merge SET moved = jsonb_set(moved, '{referrers}', (
      SELECT jsonb_agg(CASE WHEN e ->> 'id' = purged::text THEN e || '{"diff": {}}' ELSE e END)
      FROM jsonb_array_elements(moved -> 'referrers') e))
    WHERE moved -> 'referrers' @> jsonb_build_array(jsonb_build_object('id', purged));
  UPDATE idempotency_key SET answer = NULL WHERE answer LIKE '%' || purged || '%';
END
$$
"""
# The caller's own tables must not stand in for ours: temporary ones are looked up last.
SAFE_PATHS = """
DO $$
DECLARE
  named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['gql_crm_purge(uuid, uuid, uuid, timestamptz)', 'gql_crm_holders(uuid)'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', named, current_schema());
  END LOOP;
END
$$
"""
GUARD = """
CREATE OR REPLACE FUNCTION gql_crm_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.xid = '0' AND to_jsonb(NEW) - 'xid' = to_jsonb(OLD) - 'xid' THEN
    RETURN NEW;
  END IF;
  IF NEW.diff = '{}' AND to_jsonb(NEW) - 'diff' = to_jsonb(OLD) - 'diff' AND OLD.action <> 'PURGED' AND EXISTS (
      SELECT FROM change WHERE record_id = OLD.record_id AND action = 'PURGED' AND xid = pg_current_xact_id()) THEN
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - 'diff' = to_jsonb(OLD) - 'diff' AND EXISTS (
      SELECT FROM change c WHERE c.action = 'PURGED' AND c.xid = pg_current_xact_id()
        AND NEW.diff = gql_crm_without_notes(OLD.diff, c.record_id)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'History is immutable: UPDATE on "change" is refused.'
    USING ERRCODE = 'insufficient_privilege';
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0016_merges")]

    operations = [
        ops.RunSQL([SHAPES, REFERENCES, HOLDERS, WITHOUT_NOTES, PURGE, SAFE_PATHS, GUARD]),
        ops.RunSQL(["REVOKE ALL ON FUNCTION gql_crm_purge(uuid, uuid, uuid, timestamptz) FROM PUBLIC"]),
    ]
