"""When a record was told last of what it has found is looked up by an index."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("kernel", "0032_rules_by_stored_names")]

    initial = False

    operations = [
        ops.AddIndex(
            "FoundMatch", Index(fields=["finder_id", "list", "told_at"], name="found_match_last_told")
        ),
    ]
