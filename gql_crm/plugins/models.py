"""Entities → Tortoise models, so that a table is described once.

Models declare tables and migrations; they are never saved.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tortoise import fields as columns
from tortoise.fields import Field as Column
from tortoise.indexes import Index
from tortoise.models import Model

from gql_crm.database.columns import TextColumn, TextListColumn, TimeColumn
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind
from gql_crm.fields.kinds import DEFAULT_KINDS, DerivedKind
from gql_crm.plugins.module import Child, Entity
from gql_crm.plugins.names import table_name
from gql_crm.text import snake_case


class NumericColumn(Column[Decimal], Decimal):  # type: ignore[misc] # Tortoise's fields are their own values' types
    """`numeric` without bounds: decimals are exact whatever their size."""

    SQL_TYPE = "NUMERIC"


def record_model(entity: Entity, *, module: str, kinds: Sequence[FieldKind] = ()) -> type[Model]:
    """Return the Tortoise model of an entity's table.

    Assign it to a name in the plugin's `models` module, where Tortoise's migrations look for it. `kinds` are
    the plugin's own field kinds, as far as the entity uses them.
    """
    known = {kind.name: kind for kind in (*DEFAULT_KINDS, *kinds)}
    attributes: dict[str, Any] = {"__doc__": entity.description}
    referring = _add_fields(attributes, entity.fields, known)
    return _record_model(entity.name, table_name(module, entity.name), attributes, referring)


def custom_entity_model(table: str) -> type[Model]:
    """Return the model of the table of an entity that a user defined: it has no columns of its own.

    For the SQL that makes the table; no app has it, and no migration.
    """
    return _record_model("CustomEntity", table, {})


def _record_model(
    name: str, table: str, own: Mapping[str, Any], referring: Sequence[str] = ()
) -> type[Model]:
    indexes = [Index(fields=[column, "id"]) for column in ("owner_id", "team_id", *referring)]
    meta = type("Meta", (), {"table": table, "indexes": indexes})
    attributes = {"__module__": __name__, **_system_columns(), **own, "Meta": meta}
    return type(name, (Model,), attributes)


def child_model(child: Child, *, module: str, kinds: Sequence[FieldKind] = ()) -> type[Model]:
    """Return the Tortoise model of the table of an entity's children; see `record_model`."""
    known = {kind.name: kind for kind in (*DEFAULT_KINDS, *kinds)}
    parent: Any = columns.ForeignKeyField("kernel.Record", related_name=False, on_delete=columns.CASCADE)
    attributes: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": child.description,
        "id": columns.UUIDField(primary_key=True),
        "parent": parent,
        "position": columns.IntField(),
    }
    referring = _add_fields(attributes, child.fields, known)
    indexes = [Index(fields=["parent_id", "position"]), *(Index(fields=[name]) for name in referring)]
    attributes["Meta"] = type("Meta", (), {"table": table_name(module, child.name), "indexes": indexes})
    return type(child.name, (Model,), attributes)


def _add_fields(
    attributes: dict[str, Any], fields: Iterable[Field], known: Mapping[str, FieldKind]
) -> list[str]:
    """Add the columns of fields; return those that refer to records, which want an index."""
    referring = []
    for field in fields:
        kind = known[field.kind]
        name = snake_case(field.key)
        if kind.many or isinstance(kind, DerivedKind):
            continue  # no columns
        if kind.reference:
            attributes[name] = _reference(null=field.nullable)
            referring.append(f"{name}_id")
        else:
            for component in kind.components:
                column = name + component.suffix
                attributes[_attribute(column)] = _column(component, field, column)
    return referring


def _attribute(column: str) -> str:
    """Return the attribute of a column; Tortoise's own methods keep their names."""
    return f"{column}_" if column in vars(Model) else column


def _system_columns() -> dict[str, Any]:
    return {
        "id": columns.UUIDField(primary_key=True),
        "owner_id": columns.UUIDField(null=True),
        "team_id": columns.UUIDField(null=True),
        "created_at": columns.DatetimeField(),
        "created_by": columns.UUIDField(null=True),
        "updated_at": columns.DatetimeField(),
        "updated_by": columns.UUIDField(null=True),
        "version": columns.IntField(),
        "deleted_at": columns.DatetimeField(null=True),
        "custom": columns.JSONField(db_default={}),
        "custom_long": columns.JSONField(db_default={}),
    }


def _reference(*, null: bool) -> Any:
    foreign_key: Any = columns.ForeignKeyField  # its overloads take a literal `null` only
    return foreign_key("kernel.Record", related_name=False, on_delete=columns.RESTRICT, null=null)


def _column(component: Component, field: Field, name: str) -> Any:
    types: dict[str, type[Any]] = {
        "text": TextColumn,
        "text[]": TextListColumn,
        "uuid": columns.UUIDField,
        "integer": columns.IntField,
        "boolean": columns.BooleanField,
        "date": columns.DateField,
        "timestamptz": columns.DatetimeField,
        "time": TimeColumn,
        "double precision": columns.FloatField,
        "numeric": NumericColumn,
        "jsonb": columns.JSONField,
    }
    named = {"source_field": name} if _attribute(name) != name else {}
    return types[component.column_type](null=field.nullable, **named)
