"""When buyer requests are told what newly fits, and an index by which it is found."""

from gql_crm import TextColumn
from tortoise import migrations
from tortoise.migrations import operations as ops

# What a request finds begins with the cities that it names; only open listings are found.
OPEN_BY_CITY = """
CREATE INDEX real_estate_property_open_city ON real_estate_property (gql_crm_fold(city), id)
WHERE standard_status = 'ACTIVE' AND deleted_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial'), ('real_estate', '0003_agents_of_deals')]

    initial = False

    operations = [
        ops.AddField(
            model_name='BuyerRequest',
            name='notify_schedule',
            field=TextColumn(null=True),
        ),
        ops.RunSQL(OPEN_BY_CITY, 'DROP INDEX real_estate_property_open_city'),
    ]
