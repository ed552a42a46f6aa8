"""The statements of the bare endpoint: what a person writes by hand to leave exactly these rows."""

from collections.abc import Mapping

CREATE = """
WITH spine AS (
  INSERT INTO record (id, entity, owner_id, team_id, created_at, updated_at)
  VALUES ($1, 'Contact', $2, $3, $4, $4)
), contact AS (
  INSERT INTO people_contact (
    id, created_at, created_by, updated_at, updated_by, version, owner_id, team_id,
    first_name, last_name, email, phone, contact_types, custom
  ) VALUES ($1, $4, $2, $4, $2, 1, $2, $3, $5, $6, $7, $8, '{{}}', $9)
  RETURNING last_name, custom
), text AS (
  INSERT INTO record_text (record_id, label, search_text) VALUES ($1, $10, gql_crm_fold($11))
), key AS (
  INSERT INTO duplicate_key (rule_id, key, record_id)
  SELECT rule_id, substr(sha256(convert_to(exact || gql_crm_fold(folded), 'UTF8')), 1, 16), $1
  FROM unnest($12::text[], $13::text[], $14::text[]) AS p (rule_id, exact, folded)
), event AS (
  INSERT INTO event (id, xid, kind, subject_id, actor_id, occurred_at, recorded_at, payload)
  VALUES ($15, pg_current_xact_id(), 'RECORD_CREATED', $1, $2, $4, $4, '{{}}')
), change AS (
  INSERT INTO change (id, xid, record_id, entity, action, version, actor_id, origin, diff, at)
  VALUES ($16, pg_current_xact_id(), $1, 'Contact', 'CREATED', 1, $2, 'API', $17, $4)
)
SELECT json_build_object('createContact', json_build_object(
  'contact', json_build_object('lastName', last_name, {custom}),
  'warnings', '[]'::json, 'userErrors', '[]'::json
)) FROM contact
"""

CHANGE_STAGE = """
WITH was AS (
  SELECT id, version, stage FROM benchmark_opportunity WHERE id = $1 AND deleted_at IS NULL FOR UPDATE
), opportunity AS (
  UPDATE benchmark_opportunity o SET stage = $2, version = was.version + 1, updated_at = $4, updated_by = $3
  FROM was WHERE o.id = was.id
  RETURNING o.stage, o.version
), spine AS (
  UPDATE record SET updated_at = $4 WHERE id = $1
), event AS (
  INSERT INTO event (id, xid, kind, subject_id, actor_id, occurred_at, recorded_at, payload)
  SELECT $5, pg_current_xact_id(), 'RECORD_UPDATED', $1, $3, $4, $4,
    jsonb_build_object('stage', jsonb_build_array(was.stage, $2)) FROM was
), change AS (
  INSERT INTO change (id, xid, record_id, entity, action, version, actor_id, origin, diff, at)
  SELECT $6, pg_current_xact_id(), $1, 'Opportunity', 'UPDATED', version + 1, $3, 'API',
    jsonb_build_object('stage', jsonb_build_array(stage, $2)), $4 FROM was
)
SELECT json_build_object('updateOpportunity', json_build_object(
  'opportunity', json_build_object('stage', stage), 'warnings', '[]'::json, 'userErrors', '[]'::json
)) FROM opportunity
"""


def create_statement(keys: Mapping[str, str]) -> str:
    """Return the statement that creates a contact; `keys` are the custom fields' storage keys."""
    members = (f"'{key}', custom -> '{keys[key]}'" for key in keys)
    return CREATE.format(custom=", ".join(members))
