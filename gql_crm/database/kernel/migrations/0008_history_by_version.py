"""History is read record by record in the order of versions, which no clock can disturb."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_field_overrides")]

    operations = [
        ops.AddIndex("Change", Index(fields=["record_id", "version"], name="change_record_version")),
        ops.RemoveIndex("Change", "change_record_id"),
    ]
