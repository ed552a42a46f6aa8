"""Reads the saved views that an operation's lists name, before they are planned."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from graphql import ArgumentNode, DocumentNode, StringValueNode, VariableNode, Visitor, visit

from gql_crm import sql
from gql_crm.database import Database
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.scalars import parse_id
from gql_crm.reads.scope import PlanScope, StoredView
from gql_crm.reads.views import SAVED_VIEW, select_views, stored_view
from gql_crm.schema.preparing import PreparedOperation

VIEW = "view"


async def views_named(
    scope: PlanScope,
    prepared: PreparedOperation,
    database: Database,
    on_statement: Callable[[str], None] | None = None,
) -> Mapping[UUID, StoredView]:
    """Return the views that an operation names, those that the actor sees: by one small statement."""
    if not prepared.uses_views or prepared.document is None or SAVED_VIEW not in scope.catalog.entities:
        return {}
    ids = sorted(_ids(prepared.document, scope.request.variables))
    if not ids:
        return {}
    statement = sql.compile_statement(select_views(scope, ids))
    if on_statement:
        on_statement(statement.text)
    async with database.connection() as connection:
        rows = await connection.fetch(statement.text, *statement.parameters)
    return {row["id"]: stored_view(row) for row in rows}


def _ids(document: DocumentNode, variables: Mapping[str, Any]) -> set[UUID]:
    """Return the ids that stand in arguments `view`, as they are or as variables."""
    named = _Named()
    visit(document, named)
    given: list[Any] = [node.value for node in named.found if isinstance(node, StringValueNode)]
    given += [variables.get(node.name.value) for node in named.found if isinstance(node, VariableNode)]
    ids = set()
    for one in given:
        try:
            ids.add(parse_id(one))
        except ValueProblem:
            continue  # the planner refuses it, where it stands
    return ids


class _Named(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        if node.name.value == VIEW:
            self.found.append(node.value)
