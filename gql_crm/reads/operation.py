"""All read root fields of an operation → one statement: one snapshot, one round trip."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import FieldNode

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.changes import CHANGES, changes_object
from gql_crm.reads.connections import ConnectionField, connection_object
from gql_crm.reads.duplicates import duplicate_roots, duplicates_of
from gql_crm.reads.lists import RowSource
from gql_crm.reads.nodes import node_by_id, nodes_by_ids
from gql_crm.reads.objects import event_readers, record_by_id, record_object
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import arguments
from gql_crm.reads.spine_lists import favorite_list, trash_list
from gql_crm.reads.tags import tag_list
from gql_crm.reads.timelines import dashboard_object
from gql_crm.sql import Node

_MOST_NODES = 200
_OF_THE_CORE: Mapping[str, Callable[[PlanScope, Mapping[str, sql.Given[Any]], Sequence[FieldNode]], Node]] = {
    CHANGES: lambda scope, _given, nodes: changes_object(scope, nodes),
    "dashboard": lambda scope, _given, nodes: dashboard_object(scope, nodes, event_readers()),
    "favorites": favorite_list,
    "tags": tag_list,
    "trash": trash_list,
}
QUERY = "Query"


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """Expressions that return JSON, by response key or path."""

    columns: Mapping[str, Node]

    def statement(self) -> sql.Statement:
        """Return the statement whose only row has the columns `r0 … rn` and the versions of the same moment.

        `catalog_version` tells whether the plan is the newest, `access_version` whether the actor still may
        what they might.
        """
        items = [
            sql.Item(sql.Cast(node, "json"), f"r{index}") for index, node in enumerate(self.columns.values())
        ]
        versions = (
            sql.Item(sql.Column("cs", "version"), "catalog_version"),
            sql.Item(sql.Column("cs", "access_version"), "access_version"),
        )
        return sql.compile_statement(sql.Select((*items, *versions), sql.Table("catalog_state", "cs")))

    def parts(self) -> Mapping[str, "ReadPlan"]:
        """Return a plan a field, for when one of them makes the whole statement fail."""
        return {key: ReadPlan({key: node}) for key, node in self.columns.items()}


def is_read(scope: PlanScope, name: str) -> bool:
    """Whether a field of Query is read by the planner."""
    planned = name in {"node", "nodes", "viewer", *_OF_THE_CORE} or name in _roots(scope)
    return planned or name in _duplicates(scope)


def plan_root(  # noqa: PLR0911 (one return a kind of root)
    scope: PlanScope, nodes: Sequence[FieldNode]
) -> Node:
    """Plan one field of Query."""
    name = nodes[0].name.value
    given = arguments(scope, QUERY, nodes[0])
    try:
        if name == "viewer":
            return record_by_id(scope, scope.entity("User"), sql.Parameter(scope.user_id, "uuid"), nodes)
        if name == "node":
            return node_by_id(scope, sql.Parameter(given["id"].map(parse_id), "uuid"), nodes)
        if name == "nodes":
            given["ids"].look(len)  # what the operation costs depends on it, and with it whether it may run
            return nodes_by_ids(scope, given["ids"].map(_ids), nodes)
        if name in _OF_THE_CORE:
            return _OF_THE_CORE[name](scope, given, nodes)
        if name in _duplicates(scope):
            return duplicates_of(scope, scope.entity(_duplicates(scope)[name].name), given, nodes)
        entity = scope.entity(_roots(scope)[name].name)
        if name == entity.names.one:
            return record_by_id(scope, entity, sql.Parameter(given["id"].map(parse_id), "uuid"), nodes)
        row = scope.alias()
        rows = RowSource(sql.Table(entity.table, row))
        return connection_object(scope, ConnectionField(QUERY, nodes, entity, record_object), row, rows)
    except ValueProblem as problem:
        raise ClientError("BAD_USER_INPUT", str(problem)) from None


def _roots(scope: PlanScope) -> Mapping[str, CatalogEntity]:
    roots: dict[str, CatalogEntity] = {}
    for entity in scope.catalog.entities.values():
        roots[entity.names.one] = entity
        roots[entity.names.plural] = entity
    return roots


def _duplicates(scope: PlanScope) -> Mapping[str, CatalogEntity]:
    return duplicate_roots(scope.catalog.entities)


def _ids(ids: Sequence[str]) -> list[UUID]:
    if len(ids) > _MOST_NODES:
        raise ClientError(
            "BAD_USER_INPUT", f"ids: {len(ids)} ids are too many; expected at most {_MOST_NODES}."
        )
    return [parse_id(id_) for id_ in ids]
