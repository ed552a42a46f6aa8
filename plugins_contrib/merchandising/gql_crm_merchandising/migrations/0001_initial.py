from gql_crm import CreateTable, NumericColumn, TextColumn
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial')]

    initial = True

    operations = [
        CreateTable(
            name='Product',
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
                ('sku', TextColumn(null=True)),
                ('gtin', TextColumn(null=True)),
                ('name', TextColumn(null=True)),
                ('kind', TextColumn(null=True)),
                ('brand', TextColumn(null=True)),
                ('category', TextColumn(null=True)),
                ('unit', TextColumn(null=True)),
                ('price_amount', NumericColumn(null=True)),
                ('price_currency', TextColumn(null=True)),
                ('cost_amount', NumericColumn(null=True)),
                ('cost_currency', TextColumn(null=True)),
                ('default_order_quantity', NumericColumn(null=True)),
                ('active', fields.BooleanField(null=True)),
            ],
            options={'table': 'merchandising_product', 'app': 'merchandising', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id'])], 'pk_attr': 'id', 'table_description': 'Something that is sold: goods, or a service.'},
        ),
        CreateTable(
            name='Visit',
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
                ('outlet', fields.ForeignKeyField('kernel.Record', source_field='outlet_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('agent', fields.ForeignKeyField('kernel.Record', source_field='agent_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('status', TextColumn(null=True)),
                ('planned_at', fields.DatetimeField(null=True)),
                ('started_at', fields.DatetimeField(null=True)),
                ('ended_at', fields.DatetimeField(null=True)),
                ('gps_in_latitude', fields.FloatField(null=True)),
                ('gps_in_longitude', fields.FloatField(null=True)),
                ('gps_out_latitude', fields.FloatField(null=True)),
                ('gps_out_longitude', fields.FloatField(null=True)),
                ('note', TextColumn(null=True)),
                ('cancel_reason', TextColumn(null=True)),
            ],
            options={'table': 'merchandising_visit', 'app': 'merchandising', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id']), Index(fields=['outlet_id', 'id']), Index(fields=['agent_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A visit at an outlet, planned, going on or over.'},
        ),
    ]
