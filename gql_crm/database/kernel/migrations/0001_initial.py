from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from gql_crm.database.columns import TextColumn, TextListColumn, TransactionIdColumn, TrigramIndex
from gql_crm.database.operations import DeclareModel
from gql_crm.database.kernel.setup import create_text_functions, create_trigram_index, install_trigrams

TABLES = [
    """
    CREATE TABLE record (
      id uuid PRIMARY KEY,
      entity text NOT NULL,
      owner_id uuid,
      team_id uuid,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      deleted_at timestamptz,
      merged_into uuid REFERENCES record ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX record_entity_id ON record (entity, id)",
    "CREATE INDEX record_owner_id ON record (owner_id)",
    "CREATE INDEX record_team_id ON record (team_id)",
    """
    CREATE TABLE record_text (
      record_id uuid PRIMARY KEY REFERENCES record ON DELETE RESTRICT,
      label text NOT NULL,
      search_text text NOT NULL
    )
    """,
    """
    CREATE TABLE change (
      id uuid PRIMARY KEY,
      xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
      record_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      entity text NOT NULL,
      action text NOT NULL,
      version int NOT NULL,
      actor_id uuid,
      origin text NOT NULL,
      diff jsonb NOT NULL,
      at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX change_xid_id ON change (xid, id)",
    "CREATE INDEX change_record_id ON change (record_id, id)",
    """
    CREATE TABLE unique_value (
      field_id text NOT NULL,
      scope text NOT NULL DEFAULT '',
      value_key text NOT NULL,
      record_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      CONSTRAINT unique_value_pkey PRIMARY KEY (field_id, scope, value_key)
    )
    """,
    "CREATE INDEX unique_value_record ON unique_value (record_id)",
    """
    CREATE TABLE record_reference (
      field_id text NOT NULL,
      source_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      target_id uuid NOT NULL REFERENCES record ON DELETE RESTRICT,
      position int NOT NULL DEFAULT 0,
      PRIMARY KEY (field_id, source_id, target_id)
    )
    """,
    "CREATE INDEX record_reference_target ON record_reference (target_id, field_id)",
    """
    CREATE TABLE custom_field (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      entity text NOT NULL,
      key text NOT NULL,
      kind text NOT NULL,
      definition jsonb NOT NULL,
      storage_key text NOT NULL UNIQUE,
      created_at timestamptz NOT NULL,
      retired_at timestamptz,
      deleted_at timestamptz
    )
    """,
    "CREATE UNIQUE INDEX custom_field_key ON custom_field (entity, key) WHERE deleted_at IS NULL",
    """
    CREATE TABLE catalog_state (
      singleton boolean PRIMARY KEY DEFAULT true CONSTRAINT catalog_state_singleton CHECK (singleton),
      version bigint NOT NULL
    )
    """,
    "INSERT INTO catalog_state (version) VALUES (1)",
    """
    CREATE TABLE workspace_setting (
      singleton boolean PRIMARY KEY DEFAULT true CONSTRAINT workspace_setting_singleton CHECK (singleton),
      name text NOT NULL,
      default_currency text NOT NULL,
      default_country text,
      time_zone text NOT NULL,
      languages text[] NOT NULL,
      week_start text NOT NULL,
      calendar text NOT NULL
    )
    """,
    """
    INSERT INTO workspace_setting (name, default_currency, time_zone, languages, week_start, calendar)
    VALUES ('gql_crm', 'EUR', 'UTC', '{en}', 'MONDAY', 'GREGORIAN')
    """,
]

# Rights keep the server's role from rewriting history; the trigger keeps everybody, the owner too.
IMMUTABLE_HISTORY = [
    """
    CREATE FUNCTION gql_crm_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'History is immutable: % on "%" is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
    END
    $$
    """,
    """
    CREATE TRIGGER change_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON change
    FOR EACH STATEMENT EXECUTE FUNCTION gql_crm_refuse_rewriting()
    """,
    "ALTER TABLE change ENABLE ALWAYS TRIGGER change_is_immutable",
]


def key() -> fields.UUIDField:
    return fields.UUIDField(primary_key=True)


def to_record(column: str, *, null: bool = False) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        "kernel.Record", related_name=False, source_field=column, null=null, on_delete=OnDelete.RESTRICT
    )


class Migration(migrations.Migration):
    initial = True

    operations = [
        DeclareModel(
            name="Record",
            fields=[
                ("id", key()),
                ("entity", TextColumn()),
                ("owner_id", fields.UUIDField(null=True)),
                ("team_id", fields.UUIDField(null=True)),
                ("created_at", fields.DatetimeField()),
                ("updated_at", fields.DatetimeField()),
                ("deleted_at", fields.DatetimeField(null=True)),
                # The column is merged_into; Tortoise calls it by its key field once relations are known.
                ("merged_into", to_record("merged_into_id", null=True)),
            ],
            options={
                "table": "record",
                "app": "kernel",
                "indexes": [
                    Index(fields=["entity", "id"], name="record_entity_id"),
                    Index(fields=["owner_id"], name="record_owner_id"),
                    Index(fields=["team_id"], name="record_team_id"),
                ],
                "pk_attr": "id",
                "table_description": "The spine: one line for each record of any entity. What refers to records in general refers to this.",
            },
        ),
        DeclareModel(
            name="RecordText",
            fields=[
                (
                    "record",
                    fields.OneToOneField(
                        "kernel.Record",
                        related_name=False,
                        source_field="record_id",
                        primary_key=True,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("label", TextColumn()),
                ("search_text", TextColumn()),
            ],
            options={
                "table": "record_text",
                "app": "kernel",
                "indexes": [TrigramIndex(fields=["search_text"], name="record_text_search")],
                "pk_attr": "record_id",
                "table_description": "What a record is called and found by, apart from the spine because it changes more seldom.",
            },
        ),
        DeclareModel(
            name="Change",
            fields=[
                ("id", key()),
                ("xid", TransactionIdColumn()),
                ("record", to_record("record_id")),
                ("entity", TextColumn()),
                ("action", TextColumn()),
                ("version", fields.IntField()),
                ("actor_id", fields.UUIDField(null=True)),
                ("origin", TextColumn()),
                ("diff", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("at", fields.DatetimeField()),
            ],
            options={
                "table": "change",
                "app": "kernel",
                "indexes": [
                    Index(fields=["xid", "id"], name="change_xid_id"),
                    Index(fields=["record_id", "id"], name="change_record_id"),
                ],
                "pk_attr": "id",
                "table_description": "The history of every record, append-only; timeline, sync and outbox read it in the order (xid, id).",
            },
        ),
        DeclareModel(
            name="UniqueValue",
            fields=[
                ("field_id", TextColumn(primary_key=True)),
                ("scope", TextColumn(db_default="")),
                ("value_key", TextColumn()),
                ("record", to_record("record_id")),
            ],
            options={
                "table": "unique_value",
                "app": "kernel",
                "indexes": [Index(fields=["record_id"], name="unique_value_record")],
                "pk_attr": "field_id",
                "table_description": "A value that no second record may have, in the normal form of its field kind.",
            },
        ),
        DeclareModel(
            name="RecordReference",
            fields=[
                ("field_id", TextColumn(primary_key=True)),
                ("source", to_record("source_id")),
                ("target", to_record("target_id")),
                ("position", fields.IntField(db_default=0)),
            ],
            options={
                "table": "record_reference",
                "app": "kernel",
                "indexes": [Index(fields=["target_id", "field_id"], name="record_reference_target")],
                "pk_attr": "field_id",
                "table_description": "A reference that a custom or contributed field holds.",
            },
        ),
        DeclareModel(
            name="CustomField",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True)),
                ("entity", TextColumn()),
                ("key", TextColumn()),
                ("kind", TextColumn()),
                ("definition", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("storage_key", TextColumn(unique=True)),
                ("created_at", fields.DatetimeField()),
                ("retired_at", fields.DatetimeField(null=True)),
                ("deleted_at", fields.DatetimeField(null=True)),
            ],
            options={
                "table": "custom_field",
                "app": "kernel",
                "constraints": [
                    UniqueConstraint(
                        fields=("entity", "key"), name="custom_field_key", condition="deleted_at IS NULL"
                    )
                ],
                "pk_attr": "id",
                "table_description": "A field that was declared at run time.",
            },
        ),
        DeclareModel(
            name="CatalogState",
            fields=[
                ("singleton", fields.BooleanField(primary_key=True, db_default=True)),
                ("version", fields.BigIntField()),
            ],
            options={
                "table": "catalog_state",
                "app": "kernel",
                "constraints": [CheckConstraint(check="singleton", name="catalog_state_singleton")],
                "pk_attr": "singleton",
                "table_description": "The version of the catalog: one row, raised by every change of it.",
            },
        ),
        DeclareModel(
            name="WorkspaceSetting",
            fields=[
                ("singleton", fields.BooleanField(primary_key=True, db_default=True)),
                ("name", TextColumn()),
                ("default_currency", TextColumn()),
                ("default_country", TextColumn(null=True)),
                ("time_zone", TextColumn()),
                ("languages", TextListColumn()),
                ("week_start", TextColumn()),
                ("calendar", TextColumn()),
            ],
            options={
                "table": "workspace_setting",
                "app": "kernel",
                "constraints": [CheckConstraint(check="singleton", name="workspace_setting_singleton")],
                "pk_attr": "singleton",
                "table_description": "What holds for the whole workspace: one row.",
            },
        ),
        ops.RunPython(install_trigrams),
        ops.RunPython(create_text_functions),
        ops.RunSQL(TABLES),
        ops.RunPython(create_trigram_index),
        ops.RunSQL(IMMUTABLE_HISTORY),
    ]
