"""What a view has to be before it is written, and what of one does not fit any more."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import GraphQLSchema

from gql_crm import ProposedWrite, UserError, UserErrors
from gql_crm.fields.fitting import Fault, faults_of

_SPECIFICATION: Final = ("entity", "columns", "filter", "orderBy")
CHECKED: Final = (*_SPECIFICATION, "scope", "team")
"""The fields that the rule looks at."""


async def check_view(write: ProposedWrite) -> Mapping[str, Any] | None:
    """Refuse what the entity's lists would refuse; a private view is seen by no team."""
    before, after = write.before, write.values
    errors = []
    if write.schema and any(before.get(key) != after.get(key) for key in _SPECIFICATION):
        errors = [UserError("VALIDATION", fault.path, fault.text) for fault in _faults(write.schema, after)]
    if after.get("scope") == "TEAM" and after.get("team") is None:
        text = 'A view of the scope TEAM needs the team that sees it: give "teamId".'
        errors.append(UserError("REQUIRED", ("teamId",), text))
    if errors:
        raise UserErrors(errors)
    return {"team": None} if after.get("scope") == "PRIVATE" and after.get("team") is not None else None


async def problems_of_views(rows: Sequence[Mapping[str, Any]], context: Any) -> list[list[str] | None]:
    """Return sentences about each view, as the actor's schema is now."""
    schema = context.version.schema
    return [
        [f"{'.'.join(fault.path)}: {fault.text}" for fault in _faults(schema, row)] or None for row in rows
    ]


def _faults(schema: GraphQLSchema, values: Mapping[str, Any]) -> list[Fault]:
    filter_, order = (_json(values.get(key)) for key in ("filter", "orderBy"))
    return faults_of(schema, values.get("entity") or "", values.get("columns") or (), filter_, order)


def _json(text: str | None) -> Any:
    return None if text is None else json.loads(text)
