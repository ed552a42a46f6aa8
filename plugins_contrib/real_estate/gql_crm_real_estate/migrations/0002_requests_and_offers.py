from gql_crm import CreateTable, NumericColumn, TextColumn, TextListColumn
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

# What was listed before there were states is open where it says what it costs.
STATES_OF_EARLIER_LISTINGS = """
UPDATE real_estate_property SET standard_status =
  CASE WHEN list_price_amount IS NULL AND lease_amount_amount IS NULL THEN 'INCOMPLETE' ELSE 'ACTIVE' END
"""


class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial'), ('real_estate', '0001_initial')]

    initial = False

    operations = [
        CreateTable(
            name='BuyerRequest',
            fields=[
                ('id', fields.UUIDField(primary_key=True)),
                ('owner_id', fields.UUIDField(null=True)),
                ('team_id', fields.UUIDField(null=True)),
                ('created_at', fields.DatetimeField()),
                ('created_by', fields.UUIDField(null=True)),
                ('updated_at', fields.DatetimeField()),
                ('updated_by', fields.UUIDField(null=True)),
                ('version', fields.IntField()),
                ('deleted_at', fields.DatetimeField(null=True)),
                ('custom', fields.JSONField(db_default={})),
                ('custom_long', fields.JSONField(db_default={})),
                ('title', TextColumn(null=True)),
                ('status', TextColumn(null=True)),
                ('transaction_type', TextColumn(null=True)),
                ('primary_contact', fields.ForeignKeyField('kernel.Record', source_field='primary_contact_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('property_types', TextListColumn(null=True)),
                ('property_sub_types', TextListColumn(null=True)),
                ('cities', TextListColumn(null=True)),
                ('price_min_amount', NumericColumn(null=True)),
                ('price_min_currency', TextColumn(null=True)),
                ('price_max_amount', NumericColumn(null=True)),
                ('price_max_currency', TextColumn(null=True)),
                ('living_area_min', NumericColumn(null=True)),
                ('living_area_max', NumericColumn(null=True)),
                ('rooms_min', fields.IntField(null=True)),
                ('rooms_max', fields.IntField(null=True)),
                ('floor_min', fields.IntField(null=True)),
                ('floor_max', fields.IntField(null=True)),
                ('year_built_min', fields.IntField(null=True)),
                ('features', TextListColumn(null=True)),
                ('text_query', TextColumn(null=True)),
                ('budget_note', TextColumn(null=True)),
                ('buyer_financing', TextColumn(null=True)),
                ('deadline', fields.DateField(null=True)),
                ('close_reason', TextColumn(null=True)),
            ],
            options={'table': 'real_estate_buyer_request', 'app': 'real_estate', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id']), Index(fields=['primary_contact_id', 'id'])], 'pk_attr': 'id', 'table_description': 'What somebody looks for, to buy it or to rent it.'},
        ),
        CreateTable(
            name='CommercialOffer',
            fields=[
                ('id', fields.UUIDField(primary_key=True)),
                ('owner_id', fields.UUIDField(null=True)),
                ('team_id', fields.UUIDField(null=True)),
                ('created_at', fields.DatetimeField()),
                ('created_by', fields.UUIDField(null=True)),
                ('updated_at', fields.DatetimeField()),
                ('updated_by', fields.UUIDField(null=True)),
                ('version', fields.IntField()),
                ('deleted_at', fields.DatetimeField(null=True)),
                ('custom', fields.JSONField(db_default={})),
                ('custom_long', fields.JSONField(db_default={})),
                ('title', TextColumn(null=True)),
                ('status', TextColumn(null=True)),
                ('buyer_request', fields.ForeignKeyField('kernel.Record', source_field='buyer_request_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('contact', fields.ForeignKeyField('kernel.Record', source_field='contact_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('property', fields.ForeignKeyField('kernel.Record', source_field='property_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('url', TextColumn(null=True)),
                ('compared_url', TextColumn(null=True)),
                ('portal', TextColumn(null=True)),
                ('price_amount', NumericColumn(null=True)),
                ('price_currency', TextColumn(null=True)),
                ('sent_by', fields.ForeignKeyField('kernel.Record', source_field='sent_by_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('sent_at', fields.DatetimeField(null=True)),
                ('channel', TextColumn(null=True)),
                ('message', TextColumn(null=True)),
                ('preference', TextColumn(null=True)),
                ('response', TextColumn(null=True)),
            ],
            options={'table': 'real_estate_commercial_offer', 'app': 'real_estate', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id']), Index(fields=['buyer_request_id', 'id']), Index(fields=['contact_id', 'id']), Index(fields=['property_id', 'id']), Index(fields=['sent_by_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A property, of the agency or from elsewhere, that was offered to a contact.'},
        ),
        CreateTable(
            name='Deal',
            fields=[
                ('id', fields.UUIDField(primary_key=True)),
                ('owner_id', fields.UUIDField(null=True)),
                ('team_id', fields.UUIDField(null=True)),
                ('created_at', fields.DatetimeField()),
                ('created_by', fields.UUIDField(null=True)),
                ('updated_at', fields.DatetimeField()),
                ('updated_by', fields.UUIDField(null=True)),
                ('version', fields.IntField()),
                ('deleted_at', fields.DatetimeField(null=True)),
                ('custom', fields.JSONField(db_default={})),
                ('custom_long', fields.JSONField(db_default={})),
                ('title', TextColumn(null=True)),
                ('property', fields.ForeignKeyField('kernel.Record', source_field='property_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('buyer_request', fields.ForeignKeyField('kernel.Record', source_field='buyer_request_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('kind', TextColumn(null=True)),
                ('close_price_amount', NumericColumn(null=True)),
                ('close_price_currency', TextColumn(null=True)),
                ('close_date', fields.DateField(null=True)),
                ('commission_percent', NumericColumn(null=True)),
                ('commission_amount_amount', NumericColumn(null=True)),
                ('commission_amount_currency', TextColumn(null=True)),
                ('note', TextColumn(null=True)),
            ],
            options={'table': 'real_estate_deal', 'app': 'real_estate', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id']), Index(fields=['property_id', 'id']), Index(fields=['buyer_request_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A sale or a lease that was agreed.'},
        ),
        ops.AddField(
            model_name='Property',
            name='close_date',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='Property',
            name='close_price_amount',
            field=NumericColumn(null=True),
        ),
        ops.AddField(
            model_name='Property',
            name='close_price_currency',
            field=TextColumn(null=True),
        ),
        ops.AddField(
            model_name='Property',
            name='standard_status',
            field=TextColumn(null=True),
        ),
        ops.RunSQL(STATES_OF_EARLIER_LISTINGS, 'SELECT 1'),
    ]
