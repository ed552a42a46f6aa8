from tortoise import migrations
from tortoise.migrations import operations as ops

# Asked by a statement that writes a record and is a transaction of its own: whether it wrote the row that it
# is about, and the catalog is the one that it was made by. Each statement of the function sees what was
# committed before it, so the versions are read under the lock that customization/writers.py tells of. A lock
# that is not to be had at once is not waited for: this statement holds locks already.
MAY_WRITE = """
CREATE FUNCTION gql_crm_may_write(written bigint, catalog bigint, access bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF written = 1 AND pg_try_advisory_xact_lock_shared(1735486563) THEN
    PERFORM FROM catalog_state WHERE version = catalog AND (access IS NULL OR access_version = access);
    IF FOUND THEN
      RETURN true;
    END IF;
  END IF;
  RAISE EXCEPTION 'what this was made of has changed meanwhile' USING ERRCODE = 'serialization_failure';
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0033_last_told")]

    initial = False

    operations = [ops.RunSQL(MAY_WRITE)]
