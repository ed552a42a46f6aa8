from tortoise import migrations
from gql_crm.database.operations import CreateTable
from tortoise.migrations.operations import RunSQL
from gql_crm.database.columns import TextColumn, TextListColumn
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

# A user's teams and those below them, for row scopes. The relation's links lie under the field id "identity:User.teams".
TEAMS_OF = """
CREATE FUNCTION gql_crm_teams_of(member uuid) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH RECURSIVE teams (id) AS (
    SELECT t.id FROM record_reference AS r JOIN identity_team AS t ON t.id = r.target_id
    WHERE r.field_id = 'identity:User.teams' AND r.source_id = member AND t.deleted_at IS NULL
    UNION
    SELECT t.id FROM identity_team AS t JOIN teams ON t.parent_id = teams.id WHERE t.deleted_at IS NULL
  )
  SELECT coalesce(array_agg(id), '{}') FROM teams
$$
"""


class Migration(migrations.Migration):
    dependencies = [('kernel', '0001_initial')]

    initial = True

    operations = [
        CreateTable(
            name='ApiToken',
            fields=[
                ('id', fields.UUIDField(primary_key=True)),
                ('user', fields.ForeignKeyField('kernel.Record', source_field='user_id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('name', TextColumn()),
                ('prefix', TextColumn()),
                ('secret_hash', TextColumn(unique=True)),
                ('scopes', TextListColumn(null=True)),
                ('expires_at', fields.DatetimeField(null=True)),
                ('created_at', fields.DatetimeField()),
            ],
            options={'table': 'identity_api_token', 'app': 'identity', 'indexes': [Index(fields=['user_id'], name='identity_api_token_user_id')], 'pk_attr': 'id', 'table_description': 'A secret that stands for a user. Only its SHA-256 is kept: 256 random bits need no slow hash.'},
        ),
        CreateTable(
            name='Team',
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
                ('parent', fields.ForeignKeyField('kernel.Record', source_field='parent_id', null=True, related_name=False, on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'identity_team', 'app': 'identity', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id']), Index(fields=['parent_id', 'id'])], 'pk_attr': 'id', 'table_description': 'People who work with the same records.'},
        ),
        CreateTable(
            name='User',
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
                ('email', TextColumn(null=True)),
                ('name', TextColumn(null=True)),
                ('locale', TextColumn(null=True)),
                ('time_zone', TextColumn(null=True)),
                ('active', fields.BooleanField(null=True)),
                ('role_keys', TextListColumn(null=True)),
            ],
            options={'table': 'identity_user', 'app': 'identity', 'indexes': [Index(fields=['owner_id', 'id']), Index(fields=['team_id', 'id'])], 'pk_attr': 'id', 'table_description': 'Somebody who works with the CRM.'},
        ),
        RunSQL(TEAMS_OF, "DROP FUNCTION gql_crm_teams_of(uuid)"),
    ]
