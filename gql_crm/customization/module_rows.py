"""The rows of `module_state`: which modules are switched on, and their settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from gql_crm import sql
from gql_crm.database.pool import Connection
from gql_crm.records.statements import fetch, run

_TABLE = "module_state"


@dataclass(frozen=True, slots=True)
class ModuleState:
    """What is kept of a module that has been switched on once; `settings` are as the kinds dump them."""

    enabled: bool
    settings: Mapping[str, Any]


async def load_modules(connection: Connection) -> dict[str, ModuleState]:
    """Read the state of all modules, by name."""
    columns = ("name", "enabled", "settings")
    items = tuple(sql.Item(sql.Column("m", column), column) for column in columns)
    rows = await fetch(connection, sql.Select(items, sql.Table(_TABLE, "m")))
    return {row["name"]: ModuleState(row["enabled"], row["settings"]) for row in rows}


async def switch(connection: Connection, name: str, now: datetime, *, enabled: bool) -> bool:
    """Switch a module on or off; return whether it is the first time that it is on."""
    at = sql.Parameter(now, "timestamptz")
    named = sql.equal(sql.Column("m", "name"), sql.Parameter(name, "text"))
    changes = (("enabled", sql.Parameter(enabled, "boolean")), ("changed_at", at))
    returned = (sql.Item(sql.Column("m", "name"), "name"),)
    if await fetch(connection, sql.Update(_TABLE, "m", changes, named, returning=returned)):
        return False
    columns = ("name", "enabled", "first_enabled_at", "changed_at")
    row = (sql.Parameter(name, "text"), sql.Parameter(enabled, "boolean"), at, at)
    await run(connection, sql.Insert(_TABLE, columns, rows=(row,)))
    return enabled


async def set_settings(connection: Connection, name: str, settings: Mapping[str, Any], now: datetime) -> None:
    """Write the settings of a module that has been switched on once."""
    named = sql.equal(sql.Column("m", "name"), sql.Parameter(name, "text"))
    changes = (
        ("settings", sql.Parameter(orjson.dumps(settings).decode(), "jsonb")),
        ("changed_at", sql.Parameter(now, "timestamptz")),
    )
    await run(connection, sql.Update(_TABLE, "m", changes, named))
