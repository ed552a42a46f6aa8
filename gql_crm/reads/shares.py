"""`shares`: with whom a record is shared, as records have it and as events tell of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import SHARE
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import selected_fields
from gql_crm.sql import Column, JsonMember, Node

SHARES: Final = "shares"
TYPE: Final = "RecordShare"
_GRANTEES: Final = {"user": "User", "team": "Team"}

Referred: TypeAlias = Callable[[PlanScope, CatalogEntity, Node, Sequence[FieldNode]], Node]
"""Plans the record that an id leads to; handed in, because records have shares."""


@dataclass(frozen=True, slots=True)
class ShareColumns:
    """Where the members of a share come from."""

    id: Node
    grantee: Node
    access: Node
    created_at: Node
    created_by: Node

    def object(self, scope: PlanScope, nodes: Sequence[FieldNode], referred: Referred) -> sql.JsonObject:
        """Return the share with what `nodes` select on it."""
        selected = selected_fields(scope, nodes, frozenset({TYPE}))
        return sql.JsonObject(
            tuple(JsonMember(key, self._member(scope, inner, referred)) for key, inner in selected.items())
        )

    def _member(self, scope: PlanScope, nodes: list[FieldNode], referred: Referred) -> Node:
        match nodes[0].name.value:
            case "id":
                return self.id
            case "access":
                return self.access
            case "createdAt":
                return self.created_at
            case "createdBy":
                return referred(scope, scope.entity("User"), self.created_by, nodes)
            case "user" | "team" as name:
                return referred(scope, scope.entity(_GRANTEES[name]), self.grantee, nodes)
            case _:
                return sql.Constant(TYPE)


def share_list(scope: PlanScope, parent: str, nodes: Sequence[FieldNode], referred: Referred) -> Node:
    """Return the shares of the record `parent` as a JSON list, the oldest first."""
    row = scope.alias()
    names = ("id", "grantee_id", "access", "created_at", "created_by")
    columns = ShareColumns(*(Column(row, name) for name in names))
    listed = sql.Item(sql.JsonAggregate(columns.object(scope, nodes, referred), Column(row, "id")), "shares")
    own = sql.equal(Column(row, "record_id"), Column(parent, "id"))
    return sql.Scalar(sql.Select((listed,), sql.Table(SHARE, row), where=own))
