"""Changes of users and tokens that may end what they may do raise `access_version`.

New ones do not: nobody remembers them yet.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

RAISE = """
CREATE FUNCTION gql_crm_access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalog_state SET access_version = access_version + 1;
  RETURN NULL;
END
$$
"""
OF_USERS = """
CREATE TRIGGER identity_user_access_changed AFTER UPDATE ON identity_user FOR EACH ROW
WHEN ((OLD.role_keys, OLD.active, OLD.deleted_at, OLD.locale, OLD.time_zone)
  IS DISTINCT FROM (NEW.role_keys, NEW.active, NEW.deleted_at, NEW.locale, NEW.time_zone))
EXECUTE FUNCTION gql_crm_access_changed()
"""
OF_DELETED_USERS = """
CREATE TRIGGER identity_user_access_ended AFTER DELETE ON identity_user FOR EACH STATEMENT
EXECUTE FUNCTION gql_crm_access_changed()
"""
OF_TOKENS = """
CREATE TRIGGER identity_api_token_access_changed AFTER UPDATE OR DELETE ON identity_api_token FOR EACH STATEMENT
EXECUTE FUNCTION gql_crm_access_changed()
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial"), ("kernel", "0005_access_version")]

    operations = [
        RunSQL(RAISE, "DROP FUNCTION gql_crm_access_changed()"),
        RunSQL(OF_USERS, "DROP TRIGGER identity_user_access_changed ON identity_user"),
        RunSQL(OF_DELETED_USERS, "DROP TRIGGER identity_user_access_ended ON identity_user"),
        RunSQL(OF_TOKENS, "DROP TRIGGER identity_api_token_access_changed ON identity_api_token"),
    ]
