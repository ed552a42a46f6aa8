from tortoise import migrations
from tortoise.migrations import operations as ops

# The nearest whole number of 32 bits, null where there is none; gql_crm/formulas says the same in Python.
FUNCTION = """
CREATE FUNCTION gql_crm_integer(value numeric) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN round(value) BETWEEN -2147483648 AND 2147483647 THEN round(value)::integer END
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0027_shares")]

    initial = False

    operations = [ops.RunSQL(FUNCTION)]
