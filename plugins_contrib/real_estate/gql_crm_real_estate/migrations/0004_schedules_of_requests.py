"""When buyer requests are told what newly fits."""

from gql_crm import TextColumn
from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial'), ('real_estate', '0003_agents_of_deals')]

    initial = False

    operations = [
        ops.AddField(
            model_name='BuyerRequest',
            name='notify_schedule',
            field=TextColumn(null=True),
        ),
    ]
