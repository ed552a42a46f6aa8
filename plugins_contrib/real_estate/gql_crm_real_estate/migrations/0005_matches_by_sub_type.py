"""An index by which requests find what fits that name no cities."""

from tortoise import migrations
from tortoise.migrations import operations as ops

OPEN_BY_SUB_TYPE = """
CREATE INDEX real_estate_property_open_sub_type ON real_estate_property (gql_crm_fold(property_sub_type), id)
WHERE standard_status = 'ACTIVE' AND deleted_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [('real_estate', '0004_matches')]

    initial = False

    operations = [ops.RunSQL(OPEN_BY_SUB_TYPE, 'DROP INDEX real_estate_property_open_sub_type')]
