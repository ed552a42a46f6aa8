"""Where the values of a custom field lie since it got another kind: not under its storage key any more."""

from tortoise import migrations
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn


class Migration(migrations.Migration):
    dependencies = [("kernel", "0025_comments")]

    operations = [ops.AddField("CustomField", "values_key", TextColumn(null=True))]
