"""Objects that some fields of a record make together, as JSON."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from graphql import FieldNode

from gql_crm import sql
from gql_crm.fields.kind import Stored
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.embedded import Embedded
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import selected_fields
from gql_crm.sql import JsonMember, Node

Value: TypeAlias = Callable[[PlanScope, CatalogField, Stored, list[FieldNode]], Node]
"""How a field's value is read."""


def embedded_object(
    scope: PlanScope, entity: CatalogEntity, one: Embedded, row: str, nodes: Sequence[FieldNode], value: Value
) -> Node:
    """Return the object of a row; NULL where all of its fields are, or where there is what it is without."""

    def stored(key: str) -> Stored:
        return entity.fields[key].storage.stored(row)

    def is_there(key: str) -> Node:
        return sql.IsNull(entity.fields[key].kind.presence(stored(key)), negated=True)

    selected = selected_fields(scope, nodes, frozenset({one.name}))
    members = []
    for response_key, inner in selected.items():
        key, typename = one.fields.get(inner[0].name.value), sql.Constant(one.name)
        found = value(scope, entity.fields[key], stored(key), inner) if key else typename
        members.append(JsonMember(response_key, found))
    there = sql.any_of(*(is_there(key) for key in one.fields.values()))
    if one.without is not None:
        there = sql.all_of(there, sql.Not(is_there(one.without)))
    return sql.Case(((there, sql.JsonObject(tuple(members))),))
