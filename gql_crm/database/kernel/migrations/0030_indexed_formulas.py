from tortoise import migrations
from tortoise.migrations import operations as ops

# What formulas need in an index. PostgreSQL does not know that these are immutable: every database is UTF-8,
# and days of documents are written YYYY-MM-DD.
FUNCTIONS = [
    """
    CREATE FUNCTION gql_crm_text(digits text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN convert_from(decode(digits, 'hex'), 'UTF8')
    """,
    """
    CREATE FUNCTION gql_crm_day(value text) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN make_date(substr(value, 1, 4)::integer, substr(value, 6, 2)::integer, substr(value, 9, 2)::integer)
    """,
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0029_mail")]

    initial = False

    operations = [ops.RunSQL(FUNCTIONS)]
