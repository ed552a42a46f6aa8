"""Answers a query by a statement that was made for an earlier one of its shape: nothing is planned."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import asyncpg
import orjson

from gql_crm.access import AccessProfile
from gql_crm.database import Database
from gql_crm.reads import ReadRequest
from gql_crm.reads.kept import ReadStatement
from gql_crm.schema.computing import Unfinished, complete_loaded
from gql_crm.schema.context import OperationContext, Path
from gql_crm.schema.limits import MOST_PARTS
from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.running import QUERY, Outcome
from gql_crm.schema.variable_readers import Unusual


class Found(NamedTuple):
    """A statement, its parameters and the request that they are of."""

    statement: ReadStatement
    parameters: list[Any]
    request: ReadRequest


def find_statement(
    prepared: PreparedOperation,
    profile: AccessProfile,
    given: Mapping[str, Any],
    request: Callable[[Mapping[str, Any]], ReadRequest],
) -> Found | None:
    """Return the statement that serves a request; None where it has to be planned, or is wrong.

    What is wrong with it, a value that is refused among it, is left to the planner, which tells.
    """
    statements = prepared.reads.get(profile.key)
    if statements is None or prepared.variables is None:
        return None
    try:
        asked = request(prepared.variables.read(given))
        statement = statements.find(asked)
        return None if statement is None else _bound(statement, asked)
    except Unusual:
        return None
    except Exception:  # noqa: BLE001 (whatever it is, the planner meets it again)
        return None


def _bound(statement: ReadStatement, asked: ReadRequest) -> Found | None:
    """Find the parameters; of longer lists than an operation may write out, the planner tells."""
    parameters = statement.bind(asked)
    written = sum([len(one) for one in parameters if type(one) is list])
    return Found(statement, parameters, asked) if written <= MOST_PARTS else None


async def answer(
    database: Database,
    found: Found,
    access_version: int | None,
    on_statement: Callable[[str], None] | None,
    context: Callable[[], OperationContext],
) -> Outcome | None:
    """Run a statement; None when it fails, or has found nothing where something has to be.

    With an `access_version`, also where users and tokens have changed since then. A `context` is asked for
    where something is left for Python to compute.
    """
    statement, parameters, _ = found
    if on_statement:
        on_statement(statement.text)
    try:
        row = await database.fetchrow(statement.text, parameters)
    except asyncpg.QueryCanceledError:
        raise  # it has had its time
    except asyncpg.PostgresError:
        return None
    if row is None or None in [row[index] for index in statement.required]:
        return None
    if access_version is not None and row["access_version"] != access_version:
        return None
    if not statement.completions:
        return Outcome(None, catalog_version=row["catalog_version"], body=statement.body(row))
    data = {key: QUERY if index is None else _spliced(row[index]) for key, index in statement.members}
    used = context()
    read = {key: row[index] for key, index in statement.members if index is not None}
    unfinished: dict[Path, Unfinished] = {
        (key,): Unfinished(completion, read[key])
        for key, completion in statement.completions.items()
        if read[key]
    }
    await complete_loaded(used, unfinished)
    data |= {key: used.loaded[(key,)] for key in statement.completions if (key,) in unfinished}
    return Outcome(data, used.plugin_errors, row["catalog_version"])


def _spliced(value: bytes | None) -> orjson.Fragment | None:
    return None if value is None else orjson.Fragment(value)
