"""Exceptions → top-level errors.

What a client may know has a code; everything else is masked, and found in the log by its id.
"""

import asyncpg
import structlog
from graphql import GraphQLError

from gql_crm.clock import uuid7
from gql_crm.database.errors import DatabaseBusy, DatabaseUnavailable
from gql_crm.errors import ClientError
from gql_crm.fields.scalars import MalformedId

log = structlog.get_logger(__name__)


def told(error: GraphQLError) -> GraphQLError:
    """Return the error as a client may see it."""
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError):
        if error.extensions and "code" in error.extensions:
            return error
        return _coded(error, error.message, "BAD_USER_INPUT" if error.path is None else "INTERNAL")
    code, message = known_failure(cause)
    if code is not None:
        extensions = dict(cause.extensions) if isinstance(cause, ClientError) else {}
        return _coded(error, message, code, **extensions)
    return _masked(error, cause)


def known_failure(cause: BaseException) -> tuple[str | None, str]:
    """Return code and text of what clients are told; without a code, only the log may know more."""
    if isinstance(cause, ClientError):
        return cause.code, cause.message
    if isinstance(cause, MalformedId):
        return "BAD_USER_INPUT", str(cause)
    for types, code, text in _PASSING:
        if isinstance(cause, types):
            return code, text
    return None, ""


_PASSING: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    (
        (asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError, TimeoutError),
        "TIMEOUT",
        "The operation took longer than its deadline. Ask for less, or filter by an indexed field.",
    ),
    (
        (DatabaseBusy, DatabaseUnavailable, asyncpg.TooManyConnectionsError),
        "OVERLOADED",
        "The server has no capacity left; try again.",
    ),
    (
        (asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError, ConnectionError),
        "OVERLOADED",
        "The database does not answer; try again.",
    ),
    (
        (asyncpg.SerializationError, asyncpg.DeadlockDetectedError),
        "OVERLOADED",
        "The change met another one; try again.",
    ),
)
"""States that pass: what they are told as."""


def _coded(error: GraphQLError, message: str, code: str, **extensions: object) -> GraphQLError:
    return GraphQLError(
        message,
        error.nodes,
        error.source,
        error.positions,
        error.path,
        error.original_error,
        {"code": code, **extensions},
    )


def _masked(error: GraphQLError, cause: BaseException) -> GraphQLError:
    id_ = str(uuid7())
    log.error("operation failed", id=id_, path=error.path, exc_info=cause)
    text = f"The server failed. Its log has the reason under the id {id_}."
    return _coded(error, text, "INTERNAL", id=id_)
