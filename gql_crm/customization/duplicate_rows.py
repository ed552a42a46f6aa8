"""The rows of `duplicate_rule`, and of `duplicate_fill`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

import asyncpg
import orjson

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.plugins.duplicate_keys import FILLS
from gql_crm.plugins.duplicates import DuplicateRule, RuleSetting
from gql_crm.records.statements import fetch, run

_TABLE: Final = "duplicate_rule"
_DEFINED: Final = ("fields", "optional", "any_of", "domain_only", "label")


async def load(connection: Connection) -> tuple[RuleSetting, ...]:
    """Return what users have set, in an order that does not change."""
    columns = ("entity", "name", "definition", "enabled", "score")
    items = tuple(sql.Item(sql.Column("d", column), column) for column in columns)
    order = (sql.OrderKey(sql.Column("d", "id")),)
    rows = await fetch(connection, sql.Select(items, sql.Table(_TABLE, "d"), order=order))
    return tuple(_read(row) for row in rows)


async def write(connection: Connection, setting: RuleSetting, now: datetime) -> None:
    """Write a rule, or changes of one, in place of the earlier row."""
    rule = setting.rule
    definition = None if rule is None else {name: getattr(rule, name) for name in _DEFINED}
    columns: dict[str, sql.Node] = {
        "id": _id(setting.entity, setting.name),
        "entity": sql.Parameter(setting.entity, "text"),
        "name": sql.Parameter(setting.name, "text"),
        "definition": sql.Parameter(definition and orjson.dumps(definition).decode(), "jsonb"),
        "enabled": sql.Parameter(setting.enabled, "boolean"),
        "score": sql.Parameter(setting.score, "double precision"),
        "changed_at": sql.Parameter(now, "timestamptz"),
    }
    changed = ("definition", "enabled", "score", "changed_at")
    row = tuple(columns.values())
    await run(connection, sql.Insert(_TABLE, tuple(columns), rows=(row,), on_conflict_update=("id", changed)))


async def delete(connection: Connection, entity: str, name: str) -> None:
    """Delete the row of a rule."""
    await run(connection, sql.Delete(_TABLE, "d", sql.equal(sql.Column("d", "id"), _id(entity, name))))


async def delete_all_of(connection: Connection, entity: str) -> None:
    """Delete the rows of an entity's rules."""
    of_it = sql.equal(sql.Column("d", "entity"), sql.Parameter(entity, "text"))
    await run(connection, sql.Delete(_TABLE, "d", of_it))


async def known_fills(connection: Connection) -> Mapping[str, datetime | None]:
    """Return the rules whose keys are there, or are being written, and when they were complete."""
    items = tuple(sql.Item(sql.Column("f", column), column) for column in ("rule_id", "filled_at"))
    rows = await fetch(connection, sql.Select(items, sql.Table(FILLS, "f")))
    return {row["rule_id"]: row["filled_at"] for row in rows}


async def note_fills(connection: Connection, rule_ids: Iterable[str], at: datetime | None) -> None:
    """Note that the keys of rules are complete since a time; None: that they are being written."""
    rows = tuple((sql.Parameter(id_, "text"), sql.Parameter(at, "timestamptz")) for id_ in rule_ids)
    if rows:
        columns = ("rule_id", "filled_at")
        await run(
            connection,
            sql.Insert(FILLS, columns, rows=rows, on_conflict_update=("rule_id", ("filled_at",))),
        )


async def forget_fills(connection: Connection, rule_ids: Iterable[str]) -> None:
    """Forget the keys of rules that are gone: when one comes back, all are written anew."""
    among = sql.AnyOf(sql.Column("f", "rule_id"), sql.parameters(sorted(rule_ids), "text"))
    await run(connection, sql.Delete(FILLS, "f", among))


def _id(entity: str, name: str) -> sql.Parameter:
    return sql.Parameter(f"{entity}.{name}", "text")


def _read(row: asyncpg.Record) -> RuleSetting:
    entity, name, definition = row["entity"], row["name"], row["definition"]
    rule = None
    if definition is not None:
        rule = DuplicateRule(
            entity=entity,
            name=name,
            score=row["score"],
            fields=tuple(definition["fields"]),
            optional=tuple(definition["optional"]),
            any_of=tuple(definition["any_of"]),
            domain_only=definition["domain_only"],
            label=definition["label"],
        )
    return RuleSetting(entity=entity, name=name, rule=rule, enabled=row["enabled"], score=row["score"])
