"""Who made a deal, and what part of the commission is theirs."""

from gql_crm import CreateTable, NumericColumn, TextColumn
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial'), ('real_estate', '0002_requests_and_offers')]

    initial = False

    operations = [
        CreateTable(
            name='DealAgent',
            fields=[
                ('id', fields.UUIDField(primary_key=True)),
                ('parent', fields.ForeignKeyField('kernel.Record', source_field='parent_id', related_name=False, on_delete=OnDelete.CASCADE)),
                ('position', fields.IntField()),
                ('user', fields.ForeignKeyField('kernel.Record', source_field='user_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('share', NumericColumn(null=True)),
                ('amount_amount', NumericColumn(null=True)),
                ('amount_currency', TextColumn(null=True)),
            ],
            options={'table': 'real_estate_deal_agent', 'app': 'real_estate', 'indexes': [Index(fields=['parent_id', 'position']), Index(fields=['user_id'])], 'pk_attr': 'id', 'table_description': 'Who of the agency made the deal, and what part of the commission is theirs.'},
        ),
    ]
