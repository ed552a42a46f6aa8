"""What operations have in common: ids, records under a lock, and faults in the words of their inputs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import strawberry

from gql_crm import (
    ClientError,
    OperationContext,
    Records,
    UserError,
    UserErrors,
    ValueProblem,
    parse_id,
)

Info = strawberry.Info[OperationContext, None]


def refused(code: str, name: str, message: str) -> UserErrors:
    """Return the one fault of a call."""
    return UserErrors([UserError(code, (name,), message)])


def id_of(raw: str | None, *path: str) -> UUID | None:
    """Read an id that may be absent; one that is no id is the request's fault."""
    if not raw:
        return None
    try:
        return parse_id(raw)
    except ValueProblem as problem:
        raise ClientError("BAD_USER_INPUT", str(problem), {"field": list(path)}) from None


def needed_id(raw: str, *path: str) -> UUID:
    """Read an id that the schema asks for; an empty text is none."""
    found = id_of(raw, *path)
    if found is None:
        raise ClientError("BAD_USER_INPUT", '"" is no id.', {"field": list(path)})
    return found


async def read(
    records: Records, entity: str, id_: UUID, path: tuple[str, ...], *keys: str
) -> Mapping[str, Any]:
    """Read a record that the input names at `path`; nobody else changes it until we are through."""
    try:
        return await records.read(entity, id_, *keys)
    except UserErrors as caught:
        raise UserErrors([replace(error, field=path) for error in caught.errors]) from None
