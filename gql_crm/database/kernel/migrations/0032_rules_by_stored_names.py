from tortoise import migrations
from tortoise.migrations import operations as ops

# Rules and relation types of users named entities of users as the schema does, so that these could not be
# renamed. They name them by the table from now on, as all rows do.
RULES = """
UPDATE {table} r
SET entity = 'custom_' || e.id, id = 'custom_' || e.id || '.' || r.{key}
FROM custom_entity e
WHERE e.name = r.entity AND e.deleted_at IS NULL
"""
ENDS = """
UPDATE relation_type t
SET definition = jsonb_set(t.definition, '{{{end}}}', to_jsonb('custom_' || e.id))
FROM custom_entity e
WHERE e.name = t.definition ->> '{end}' AND e.deleted_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0031_found_matches")]

    initial = False

    operations = [
        ops.RunSQL(
            [
                RULES.format(table="duplicate_rule", key="name"),
                RULES.format(table="validation_rule", key="key"),
                ENDS.format(end="from_entity"),
                ENDS.format(end="to_entity"),
            ]
        )
    ]
