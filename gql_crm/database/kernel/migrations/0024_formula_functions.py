from tortoise import migrations
from tortoise.migrations import operations as ops

# What formulas need besides PostgreSQL's own functions; gql_crm/formulas says the same in Python.
FUNCTIONS = [
    """
    CREATE FUNCTION gql_crm_divide(a numeric, b numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN div(2 * abs(a) * 1e20 + abs(b), 2 * abs(nullif(b, 0))) * sign(a) * sign(b) * 1e-20
    """,
    """
    CREATE FUNCTION gql_crm_fitting(value numeric, scale integer) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN abs(round(value, scale)) < 1e40 THEN trim_scale(round(value, scale)) END
    """,
    """
    CREATE FUNCTION gql_crm_whole(value numeric, lowest integer, highest integer) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN least(greatest(trunc(value), lowest), highest)::integer
    """,
    """
    CREATE FUNCTION gql_crm_days_on(day date, count numeric) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (
      SELECT CASE WHEN n BETWEEN 0 AND 3652058 THEN date '0001-01-01' + n END
      FROM (
        SELECT (day - date '0001-01-01') + least(greatest(trunc(count), -4000000), 4000000)::integer AS n
      ) AS shifted
    )
    """,
    """
    CREATE FUNCTION gql_crm_months_on(day date, count numeric) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (
      SELECT CASE WHEN n BETWEEN 12 AND 119999 THEN
        make_date(n / 12, n % 12 + 1, 1) - 1 + least(
          date_part('day', day)::integer,
          date_part('day', make_date(n / 12, n % 12 + 1, 1) + interval '1 month' - interval '1 day')::integer
        )
      END
      FROM (
        SELECT date_part('year', day)::integer * 12 + date_part('month', day)::integer - 1
          + least(greatest(trunc(count), -4000000), 4000000)::integer AS n
      ) AS shifted
    )
    """,
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0023_events")]

    initial = False

    operations = [ops.RunSQL(FUNCTIONS)]
