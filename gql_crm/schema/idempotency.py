"""Mutations under a key of their client's: carried out once, answered as often as they are sent."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from graphql import GraphQLSchema

from gql_crm import sql
from gql_crm.database import Connection
from gql_crm.errors import ClientError
from gql_crm.records.statements import fetch, run
from gql_crm.schema.kept_answers import CannotKeep, answer_of, kept_text
from gql_crm.text import shown

KEPT_FOR: Final = timedelta(hours=24)
_TABLE: Final = "idempotency_key"
_HASH: Final = sql.Item(sql.Column("k", "request_hash"), "request_hash")
_ANSWER: Final = sql.Item(sql.Column("k", "answer"), "answer")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A key that a request came with, and what else tells the request from others of its actor."""

    actor_id: UUID
    key: str
    request_hash: str
    now: datetime

    @classmethod
    def of(
        cls,
        actor_id: UUID,
        key: str,
        request: tuple[str, str | None, Mapping[str, Any] | None],
        now: datetime,
    ) -> "IdempotencyKey":
        """Return the key of a request: its document, its operation's name, its variables."""
        text, name, variables = request
        content = json.dumps([text, name, variables or {}], sort_keys=True, default=str)
        return cls(actor_id, key, hashlib.sha256(content.encode()).hexdigest(), now)

    async def check(self, connection: Connection) -> None:
        """Raise IDEMPOTENCY_MISMATCH if another request came with the key; forget it when it is old."""
        items = (_HASH, sql.Item(sql.Column("k", "created_at"), "created_at"))
        select = sql.Select(items, sql.Table(_TABLE, "k"), where=self._mine())
        rows = await fetch(connection, select)
        oldest = self.now - KEPT_FOR
        if any(row["created_at"] <= oldest for row in rows):
            await run(connection, sql.Delete(_TABLE, "k", sql.all_of(self._mine(), _is_older_than(oldest))))
        for row in rows:
            if row["created_at"] > oldest:
                self._compare(row["request_hash"])

    async def once(
        self,
        connection: Connection,
        path: str,
        write: Callable[[], Awaitable[object]],
        *,
        schema: GraphQLSchema,
        keeps_answer: bool,
    ) -> object:
        """Carry out the mutation field at a response path, or answer as it did when it was carried out.

        All of it belongs to the connection's transaction. While another one carries out the same, this waits.
        Raises IDEMPOTENCY_MISMATCH, and ALREADY_DONE where the answer is not kept.
        """
        while not await self._take(connection, path):
            answered = await self.answered(connection, path, schema)
            if answered is not None:  # else it was too old, and has been removed meanwhile
                return answered
        answer = await write()
        if _is_refusal(answer):
            await run(connection, sql.Delete(_TABLE, "k", self._mine(path)))
        elif keeps_answer:
            await self._keep(connection, path, answer)
        return answer

    async def answered(self, connection: Connection, path: str, schema: GraphQLSchema) -> object | None:
        """Return what the mutation field at a response path has answered with; None where it was not met.

        Raises as `once` does.
        """
        select = sql.Select((_HASH, _ANSWER), sql.Table(_TABLE, "k"), where=self._mine(path))
        rows = await fetch(connection, select)
        if not rows:
            return None
        self._compare(rows[0]["request_hash"])
        return self._answer(rows[0]["answer"], schema)

    async def _take(self, connection: Connection, path: str) -> bool:
        columns: dict[str, sql.Node] = {
            "actor_id": sql.Parameter(self.actor_id, "uuid"),
            "key": sql.Parameter(self.key, "text"),
            "path": sql.Parameter(path, "text"),
            "request_hash": sql.Parameter(self.request_hash, "text"),
            "created_at": sql.Parameter(self.now, "timestamptz"),
        }
        taken = sql.Item(sql.Column(_TABLE, "path"), "path")
        row = tuple(columns.values())
        insert = sql.Insert(
            _TABLE, tuple(columns), rows=(row,), returning=(taken,), on_conflict_do_nothing=True
        )
        return bool(await fetch(connection, insert))

    async def _keep(self, connection: Connection, path: str, answer: object) -> None:
        try:
            text = kept_text(answer)
        except CannotKeep as problem:
            log.warning("the answer of a mutation cannot be kept", path=path, reason=str(problem))
            return
        kept = (("answer", sql.Parameter(text, "text")),)
        await run(connection, sql.Update(_TABLE, "k", kept, self._mine(path)))

    def _answer(self, kept: str | None, schema: GraphQLSchema) -> object:
        try:
            if kept is not None:
                return answer_of(kept, schema)
        except CannotKeep as problem:
            log.warning("a kept answer cannot be given any more", reason=str(problem))
        raise ClientError(
            "ALREADY_DONE",
            f"The mutation was carried out before under the idempotency key {shown(self.key)}. Its answer is "
            "not kept: read what it has done. To have it done once more, send another key.",
        )

    def _compare(self, request_hash: str) -> None:
        if request_hash != self.request_hash:
            raise ClientError(
                "IDEMPOTENCY_MISMATCH",
                f"The idempotency key {shown(self.key)} came with another document, operation or variables "
                "in the last 24 hours. Send the same request, or a key that is new.",
            )

    def _mine(self, path: str | None = None) -> sql.Node:
        return sql.all_of(
            sql.equal(sql.Column("k", "actor_id"), sql.Parameter(self.actor_id, "uuid")),
            sql.equal(sql.Column("k", "key"), sql.Parameter(self.key, "text")),
            sql.TRUE if path is None else sql.equal(sql.Column("k", "path"), sql.Parameter(path, "text")),
        )


async def forget_old_keys(connection: Connection, now: datetime) -> None:
    """Remove the keys whose time is over."""
    await run(connection, sql.Delete(_TABLE, "k", _is_older_than(now - KEPT_FOR)))


def _is_older_than(time: datetime) -> sql.Node:
    return sql.Binary(sql.Column("k", "created_at"), "<=", sql.Parameter(time, "timestamptz"))


def _is_refusal(answer: object) -> bool:
    """Whether an operation has answered with user errors and written nothing: it may be tried again."""
    refuses = any(getattr(answer, name, None) for name in ("user_errors", "userErrors"))
    return refuses and not getattr(answer, "wrote_some", False)
