"""The rows of `validation_rule`."""

from datetime import datetime

import asyncpg
import orjson

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.plugins.validation_rules import CustomRule, ValidationRule
from gql_crm.records.statements import fetch, run

_TABLE = "validation_rule"
_TEXTS = ("condition", "message", "label")


async def load(connection: Connection) -> tuple[CustomRule, ...]:
    """Return all rules, in an order that does not change."""
    columns = ("entity", "key", "enabled", "definition")
    items = tuple(sql.Item(sql.Column("v", column), column) for column in columns)
    order = tuple(sql.OrderKey(sql.Column("v", column)) for column in ("entity", "key"))
    rows = await fetch(connection, sql.Select(items, sql.Table(_TABLE, "v"), order=order))
    return tuple(sorted(map(_rule, rows), key=lambda one: (one.entity, one.key)))


async def write(connection: Connection, rule: CustomRule, now: datetime) -> None:
    """Write a rule in place of the earlier one under its key."""
    definition = None if rule.rule is None else orjson.dumps(_document(rule.rule)).decode()
    columns: dict[str, sql.Node] = {
        "id": _id(rule.entity, rule.key),
        "entity": sql.Parameter(rule.entity, "text"),
        "key": sql.Parameter(rule.key, "text"),
        "enabled": sql.Parameter(rule.enabled, "boolean"),
        "definition": sql.Parameter(definition, "jsonb"),
        "changed_at": sql.Parameter(now, "timestamptz"),
    }
    insert = sql.Insert(
        _TABLE,
        tuple(columns),
        rows=(tuple(columns.values()),),
        on_conflict_update=("id", ("enabled", "definition", "changed_at")),
    )
    await run(connection, insert)


async def delete(connection: Connection, entity: str, key: str) -> None:
    """Delete a rule."""
    own = sql.equal(sql.Column("v", "id"), _id(entity, key))
    await run(connection, sql.Delete(_TABLE, "v", own))


async def delete_all_of(connection: Connection, entity: str) -> None:
    """Delete the rules of an entity."""
    of_it = sql.equal(sql.Column("v", "entity"), sql.Parameter(entity, "text"))
    await run(connection, sql.Delete(_TABLE, "v", of_it))


def _id(entity: str, key: str) -> sql.Parameter:
    return sql.Parameter(f"{entity}.{key}", "text")


def _document(rule: ValidationRule) -> dict[str, object]:
    return {**{name: getattr(rule, name) for name in _TEXTS}, "fields": list(rule.fields)}


def _rule(row: asyncpg.Record) -> CustomRule:
    entity, key, document = row["entity"], row["key"], row["definition"]
    if document is None:
        return CustomRule(entity, key, None, row["enabled"])
    texts = {name: document[name] for name in _TEXTS}
    rule = ValidationRule(entity=entity, key=key, fields=tuple(document["fields"]), **texts)
    return CustomRule(entity, key, rule, row["enabled"])
