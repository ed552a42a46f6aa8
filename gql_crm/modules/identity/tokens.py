"""API tokens: 256 random bits, of which only the SHA-256 is kept."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gql_crm import sql
from gql_crm.access import Actor
from gql_crm.clock import uuid7
from gql_crm.database import Connection
from gql_crm.sql import Column

_PREFIX = "gqlcrm_"
_SHOWN = len(_PREFIX) + 6


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token; `secret` is shown this once."""

    id: UUID
    user_id: UUID
    name: str
    prefix: str
    secret: str
    scopes: tuple[str, ...]
    expires_at: datetime | None
    created_at: datetime


async def issue_token(
    connection: Connection,
    user_id: UUID,
    name: str,
    *,
    now: datetime,
    scopes: Sequence[str] | None = None,
    expires_at: datetime | None = None,
) -> IssuedToken:
    """Make a token that acts as the user, narrowed to `scopes`."""
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = IssuedToken(uuid7(), user_id, name, secret[:_SHOWN], secret, tuple(scopes or ()), expires_at, now)
    row = (
        sql.Parameter(token.id, "uuid"),
        sql.Parameter(user_id, "uuid"),
        sql.Parameter(name, "text"),
        sql.Parameter(token.prefix, "text"),
        sql.Parameter(_hash(secret), "text"),
        sql.Parameter(list(scopes) if scopes is not None else None, "text[]"),
        sql.Parameter(expires_at, "timestamptz"),
        sql.Parameter(now, "timestamptz"),
    )
    columns = ("id", "user_id", "name", "prefix", "secret_hash", "scopes", "expires_at", "created_at")
    statement = sql.compile_statement(sql.Insert("identity_api_token", columns, (row,)))
    await connection.execute(statement.text, *statement.parameters)
    return token


async def actor_of_token(connection: Connection, secret: str, now: datetime) -> Actor | None:
    """Return whom a token stands for; None when it is unknown or expired, or its user deleted or inactive."""
    joined = sql.Join(
        "JOIN", sql.Table("identity_user", "u"), sql.equal(Column("u", "id"), Column("t", "user_id"))
    )
    expires = Column("t", "expires_at")
    alive = sql.any_of(sql.IsNull(expires), sql.Binary(expires, ">", sql.Parameter(now, "timestamptz")))
    where = sql.all_of(
        sql.equal(Column("t", "secret_hash"), sql.Parameter(_hash(secret), "text")), alive, _active()
    )
    select = sql.Select(
        (*_ACTOR, sql.Item(Column("t", "scopes"), "scopes"), sql.Item(expires, "expires_at")),
        sql.Table("identity_api_token", "t"),
        (joined, _STATE),
        where,
    )
    return await _actor(connection, select)


async def actor_of_user(connection: Connection, user_id: UUID) -> Actor | None:
    """Return a user as an actor; None when there is no such active user."""
    where = sql.all_of(sql.equal(Column("u", "id"), sql.Parameter(user_id, "uuid")), _active())
    nothing = (
        sql.Item(sql.Cast(sql.NULL, "text[]"), "scopes"),
        sql.Item(sql.Cast(sql.NULL, "timestamptz"), "expires_at"),
    )
    items = (*_ACTOR, *nothing)
    return await _actor(connection, sql.Select(items, sql.Table("identity_user", "u"), (_STATE,), where))


async def access_version(connection: Connection) -> int:
    """Return what changes with users, their roles and tokens; see `Actor`."""
    items = (sql.Item(Column("cs", "access_version"), "access_version"),)
    version: int = await connection.fetchval(
        sql.compile_statement(sql.Select(items, sql.Table("catalog_state", "cs"))).text
    )
    return version


_COLUMNS = ("id", "role_keys", "locale", "time_zone")
_ACTOR = (
    *(sql.Item(Column("u", column), column) for column in _COLUMNS),
    sql.Item(sql.call("gql_crm_teams_of", Column("u", "id")), "team_ids"),
    sql.Item(Column("cs", "access_version"), "access_version"),
)
_STATE = sql.beside(sql.Table("catalog_state", "cs"))


def _active() -> sql.Node:
    return sql.all_of(sql.IsNull(Column("u", "deleted_at")), Column("u", "active"))


async def _actor(connection: Connection, select: sql.Select) -> Actor | None:
    statement = sql.compile_statement(select)
    row = await connection.fetchrow(statement.text, *statement.parameters)
    if row is None:
        return None
    scopes = frozenset(row["scopes"]) if row["scopes"] is not None else None
    return Actor(
        row["id"],
        tuple(row["role_keys"] or ()),
        row["locale"],
        row["time_zone"],
        scopes,
        tuple(row["team_ids"]),
        row["access_version"],
        row["expires_at"],
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
