"""`node` and `nodes`: records of any entity by id."""

from collections.abc import Sequence
from uuid import UUID

from graphql import FieldNode

from gql_crm import sql
from gql_crm.reads.objects import any_record
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, Node


def node_by_id(scope: PlanScope, id_: Node, nodes: Sequence[FieldNode]) -> Node:
    """Return the record with that id as JSON; NULL when it is absent or invisible."""
    return any_record(scope, id_, nodes)


def nodes_by_ids(scope: PlanScope, ids: sql.Given[list[UUID]], nodes: Sequence[FieldNode]) -> Node:
    """Return a JSON list with a record, or null, for each id, in the order given."""
    asked = scope.alias()
    record = any_record(scope, Column(asked, "value"), nodes)
    listed = sql.Item(sql.JsonAggregate(record, Column(asked, "rn")), "records")
    return sql.Scalar(sql.Select((listed,), sql.Unnested(sql.Parameter(ids, "uuid[]"), asked)))
