"""The version of what users and tokens may do."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_persisted_documents")]

    operations = [ops.AddField("CatalogState", "access_version", fields.BigIntField(db_default=0))]
