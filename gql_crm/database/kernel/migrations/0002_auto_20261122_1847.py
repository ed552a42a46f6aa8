from tortoise import migrations
from tortoise.migrations import operations as ops
from gql_crm.database.columns import TrigramIndex

class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial')]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name='RecordText',
            options={'table': 'record_text', 'app': 'kernel', 'indexes': [TrigramIndex(fields=['search_text'], name='record_text_search')], 'pk_attr': 'record_id', 'table_description': 'What a record is called and found by, apart from the spine because it changes more seldom.'},
        ),
    ]
