"""Records that their owners have made public."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("kernel", "0018_record_tags")]

    operations = [ops.AddField("Record", "public", fields.BooleanField(db_default=False))]
