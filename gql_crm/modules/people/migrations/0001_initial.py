from tortoise import migrations
from gql_crm.database.operations import CreateTable
from gql_crm.database.columns import TextColumn, TextListColumn
from gql_crm.plugins.models import NumericColumn
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial')]

    initial = True

    operations = [
        CreateTable(
            name='Contact',
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
                ('salutation', TextColumn(null=True)),
                ('first_name', TextColumn(null=True)),
                ('middle_name', TextColumn(null=True)),
                ('last_name', TextColumn(null=True)),
                ('name_suffix', TextColumn(null=True)),
                ('nickname', TextColumn(null=True)),
                ('job_title', TextColumn(null=True)),
                ('organization', fields.ForeignKeyField('kernel.Record', source_field='organization_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('email', TextColumn(null=True)),
                ('secondary_email', TextColumn(null=True)),
                ('phone', TextColumn(null=True)),
                ('mobile', TextColumn(null=True)),
                ('home_phone', TextColumn(null=True)),
                ('other_phone', TextColumn(null=True)),
                ('website', TextColumn(null=True)),
                ('birthdate', fields.DateField(null=True)),
                ('preferred_language', TextColumn(null=True)),
                ('lead_source', TextColumn(null=True)),
                ('contact_types', TextListColumn(null=True)),
                ('status', TextColumn(null=True)),
                ('do_not_call', fields.BooleanField(null=True)),
                ('email_opt_out', fields.BooleanField(null=True)),
                ('description', TextColumn(null=True)),
                ('external_uid', TextColumn(null=True)),
            ],
            options={'table': 'people_contact', 'app': 'people', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id']), Index(fields=['organization_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A person one deals with.'},
        ),
        CreateTable(
            name='Organization',
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
                ('name', TextColumn(null=True)),
                ('website', TextColumn(null=True)),
                ('email', TextColumn(null=True)),
                ('phone', TextColumn(null=True)),
                ('industry', TextColumn(null=True)),
                ('rating', TextColumn(null=True)),
                ('employees', fields.IntField(null=True)),
                ('annual_revenue_amount', NumericColumn(null=True)),
                ('annual_revenue_currency', TextColumn(null=True)),
                ('type', TextColumn(null=True)),
                ('vat_id', TextColumn(null=True)),
                ('registration_number', TextColumn(null=True)),
                ('parent', fields.ForeignKeyField('kernel.Record', source_field='parent_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
                ('description', TextColumn(null=True)),
            ],
            options={'table': 'people_organization', 'app': 'people', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id']), Index(fields=['parent_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A company, authority or other body one deals with.'},
        ),
    ]
