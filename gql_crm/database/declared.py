"""The SQL that makes the table of a Tortoise model exactly as it is declared."""

from collections.abc import Iterator
from typing import Any, cast

from tortoise.fields import Field
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.indexes import Index, PartialIndex
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from gql_crm.database.columns import TrigramIndex
from gql_crm.database.session import quoted


def table_statements(model: type[Model], *, trigram_schema: str, temporary: bool = False) -> list[str]:
    """Return the statements that make the table with its keys, constraints and indexes, foreign keys last.

    Beside what Tortoise knows, `primary_key: ClassVar[tuple[str, ...]]` of a model names the columns of a
    key of several columns. `trigram_schema` is where the extension pg_trgm lies. Raises ValueError for what
    cannot be made.
    """
    parts = [_column(model, name, column) for name, column in model._meta.fields_db_projection.items()]
    parts.append(f"PRIMARY KEY ({_columns(model, primary_key(model))})")
    parts.extend(_constraints(model))
    kind = "TEMPORARY TABLE" if temporary else "TABLE"
    body = ",\n  ".join(parts)
    return [
        f"CREATE {kind} {quoted(model._meta.db_table)} (\n  {body}\n)",
        *_indexes(model, trigram_schema),
        *_foreign_keys(model),
    ]


def primary_key(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the columns that the model declares as its key."""
    several = getattr(model, "primary_key", None)
    return cast(tuple[str, ...], several) if several else (model._meta.db_pk_column,)


def column_of(model: type[Model], name: str) -> str:
    """Return the column of a field; a relation is named by itself or by its key."""
    field = model._meta.fields_map.get(name)
    if isinstance(field, ForeignKeyFieldInstance):
        name = str(field.source_field)
    return model._meta.fields_db_projection.get(name, name)


def _columns(model: type[Model], names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(quoted(column_of(model, name)) for name in names)


def _column(model: type[Model], name: str, column: str) -> str:
    field = model._meta.fields_map[name]
    words = [quoted(column), str(field.get_for_dialect("postgres", "SQL_TYPE"))]
    if field.generated:
        words.append(_generation(field))
    if not field.null:
        words.append("NOT NULL")
    if field.has_db_default():
        words.append(f"DEFAULT {_default(model, field)}")
    if field.unique and not field.pk:
        words.append("UNIQUE")
    return " ".join(words)


def _generation(field: Field[Any]) -> str:
    if field.pk:
        return "GENERATED ALWAYS AS IDENTITY"
    return str(field.get_for_dialect("postgres", "GENERATED_SQL"))


def _default(model: type[Model], field: Field[Any]) -> str:
    default = field.db_default
    if hasattr(default, "get_sql"):
        return str(default.get_sql(dialect="postgres"))
    value = field.to_db_value(default, cast(Any, model))
    if value is None or isinstance(value, bool | int):
        return "NULL" if value is None else str(value).upper()
    return "'" + str(value).replace("'", "''") + "'"


def _constraints(model: type[Model]) -> Iterator[str]:
    for fields in model._meta.unique_together or ():
        yield f"UNIQUE ({_columns(model, tuple(fields))})"
    for constraint in model._meta.constraints or ():
        if not isinstance(constraint, UniqueConstraint):
            yield f"CONSTRAINT {quoted(constraint.name)} CHECK ({constraint.check})"
        elif constraint.condition is None:
            name = f"CONSTRAINT {quoted(constraint.name)} " if constraint.name else ""
            yield f"{name}UNIQUE ({_columns(model, constraint.fields)})"


def _indexes(model: type[Model], trigram_schema: str) -> Iterator[str]:
    table = quoted(model._meta.db_table)
    for name, column in model._meta.fields_db_projection.items():
        field = model._meta.fields_map[name]
        if field.index and not field.pk and not field.unique:
            yield f"CREATE INDEX ON {table} ({quoted(column)})"
    for constraint in model._meta.constraints or ():
        if isinstance(constraint, UniqueConstraint) and constraint.condition is not None:
            name = quoted(constraint.name) if constraint.name else ""
            columns = _columns(model, constraint.fields)
            yield f"CREATE UNIQUE INDEX {name} ON {table} ({columns}) WHERE {constraint.condition}"
    for index in model._meta.indexes or ():
        yield _index(model, index if isinstance(index, Index) else Index(fields=list(index)), trigram_schema)


def _index(model: type[Model], index: Index, trigram_schema: str) -> str:
    if isinstance(index, PartialIndex) and None in (index.condition or {}).values():
        raise ValueError(
            f'The index "{index.name}" of "{model.__name__}" has the condition {index.condition}, which '
            'Tortoise writes as "= NULL"; use gql_crm.database.columns.ConditionalIndex.'
        )
    keys = [_index_key(model, name) for name in index.field_names]
    if isinstance(index, TrigramIndex):
        keys = [f"{key} {quoted(trigram_schema)}.gin_trgm_ops" for key in keys]
    method = f"USING {index.INDEX_TYPE} " if index.INDEX_TYPE else ""
    name = quoted(index.name) if index.name else ""
    return f"CREATE INDEX {name} ON {quoted(model._meta.db_table)} {method}({', '.join(keys)}){index.extra}"


def _index_key(model: type[Model], name: str) -> str:
    is_expression = any(mark in name for mark in '( "')
    return name if is_expression else quoted(column_of(model, name))


def _foreign_keys(model: type[Model]) -> Iterator[str]:
    if model._meta.m2m_fields:
        raise ValueError(
            f'"{model.__name__}" declares the many-to-many field "{min(model._meta.m2m_fields)}"; '
            "declare the table between as a model of its own."
        )
    table = quoted(model._meta.db_table)
    for name in sorted(model._meta.fk_fields | model._meta.o2o_fields):
        field = cast(ForeignKeyFieldInstance[Model], model._meta.fields_map[name])
        if not field.db_constraint:
            continue
        target = field.related_model
        to_field = field.to_field_instance
        to_column = to_field.source_field or to_field.model_field_name
        yield (
            f"ALTER TABLE {table} ADD FOREIGN KEY ({quoted(column_of(model, name))}) REFERENCES "
            f"{quoted(target._meta.db_table)} ({quoted(to_column)}) ON DELETE {field.on_delete.value}"
        )
