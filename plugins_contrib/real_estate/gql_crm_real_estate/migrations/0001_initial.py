from gql_crm import CreateTable, NumericColumn, TextColumn, TextListColumn
from tortoise import fields, migrations
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial')]

    initial = True

    operations = [
        CreateTable(
            name='Property',
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
                ('property_type', TextColumn(null=True)),
                ('property_sub_type', TextColumn(null=True)),
                ('list_price_amount', NumericColumn(null=True)),
                ('list_price_currency', TextColumn(null=True)),
                ('lease_amount_amount', NumericColumn(null=True)),
                ('lease_amount_currency', TextColumn(null=True)),
                ('listing_agreement', TextColumn(null=True)),
                ('listing_contract_date', fields.DateField(null=True)),
                ('expiration_date', fields.DateField(null=True)),
                ('availability_date', fields.DateField(null=True)),
                ('unparsed_address', TextColumn(null=True)),
                ('street_name', TextColumn(null=True)),
                ('street_number', TextColumn(null=True)),
                ('unit_number', TextColumn(null=True)),
                ('city', TextColumn(null=True)),
                ('state_or_province', TextColumn(null=True)),
                ('postal_code', TextColumn(null=True)),
                ('country', TextColumn(null=True)),
                ('latitude', NumericColumn(null=True)),
                ('longitude', NumericColumn(null=True)),
                ('parcel_number', TextColumn(null=True)),
                ('bedrooms_total', fields.IntField(null=True)),
                ('bathrooms_total_integer', fields.IntField(null=True)),
                ('rooms_total', fields.IntField(null=True)),
                ('living_area', NumericColumn(null=True)),
                ('lot_size_area', NumericColumn(null=True)),
                ('year_built', fields.IntField(null=True)),
                ('stories_total', fields.IntField(null=True)),
                ('entry_level', fields.IntField(null=True)),
                ('furnished', TextColumn(null=True)),
                ('heating', TextListColumn(null=True)),
                ('interior_features', TextListColumn(null=True)),
                ('exterior_features', TextListColumn(null=True)),
                ('view', TextListColumn(null=True)),
                ('public_remarks', TextColumn(null=True)),
                ('private_remarks', TextColumn(null=True)),
                ('virtual_tour_url_unbranded', TextColumn(null=True)),
                ('syndicate_to', TextListColumn(null=True)),
            ],
            options={'table': 'real_estate_property', 'app': 'real_estate', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A piece of real estate on offer, for sale or for lease.'},
        ),
    ]
