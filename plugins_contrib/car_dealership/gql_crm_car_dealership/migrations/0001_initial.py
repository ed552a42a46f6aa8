from gql_crm import CreateTable, NumericColumn, TextColumn, TextListColumn
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial')]

    initial = True

    operations = [
        CreateTable(
            name='Vehicle',
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
                ('vin', TextColumn(null=True)),
                ('stock_number', TextColumn(null=True)),
                ('vehicle_model', fields.ForeignKeyField('kernel.Record', source_field='vehicle_model_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('make', TextColumn(null=True)),
                ('model', TextColumn(null=True)),
                ('trim', TextColumn(null=True)),
                ('condition', TextColumn(null=True)),
                ('model_year', fields.IntField(null=True)),
                ('body_style', TextColumn(null=True)),
                ('doors', fields.IntField(null=True)),
                ('transmission', TextColumn(null=True)),
                ('fuel_type', TextColumn(null=True)),
                ('drive_type', TextColumn(null=True)),
                ('engine_power', fields.IntField(null=True)),
                ('exterior_color', TextColumn(null=True)),
                ('interior_color', TextColumn(null=True)),
                ('odometer', fields.IntField(null=True)),
                ('odometer_unit', TextColumn(null=True)),
                ('equipment', TextListColumn(null=True)),
                ('price_amount', NumericColumn(null=True)),
                ('price_currency', TextColumn(null=True)),
                ('location', TextColumn(null=True)),
                ('arrived_at', fields.DatetimeField(null=True)),
                ('status', TextColumn(null=True)),
                ('reserved_for', fields.ForeignKeyField('kernel.Record', source_field='reserved_for_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('reserved_until', fields.DatetimeField(null=True)),
            ],
            options={'table': 'car_dealership_vehicle', 'app': 'car_dealership', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id']), Index(fields=['vehicle_model_id', 'id']), Index(fields=['reserved_for_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A vehicle that the dealership has ordered, has in stock, or has sold.'},
        ),
        CreateTable(
            name='VehicleModel',
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
                ('make', TextColumn(null=True)),
                ('model', TextColumn(null=True)),
                ('trim', TextColumn(null=True)),
                ('body_style', TextColumn(null=True)),
                ('model_year_from', fields.IntField(null=True)),
                ('model_year_to', fields.IntField(null=True)),
                ('model_code', TextColumn(null=True)),
            ],
            options={'table': 'car_dealership_vehicle_model', 'app': 'car_dealership', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A model that a make offers, in one of its generations.'},
        ),
    ]
