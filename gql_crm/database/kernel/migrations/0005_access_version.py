"""The version of what users and tokens may do."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_field_indexes")]

    operations = [ops.AddField("CatalogState", "access_version", fields.BigIntField(db_default=0))]
