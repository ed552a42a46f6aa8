"""Reads the records that a mutation answers with: one statement for all, in the mutation's transaction."""

from collections.abc import Sequence
from typing import Any

from graphql import FieldNode, GraphQLList, GraphQLNonNull, GraphQLObjectType

from gql_crm import sql
from gql_crm.reads import PlanScope, ReadPlan, record_by_id, run_plan, selected_fields
from gql_crm.records import Ref
from gql_crm.schema.context import Info, Path
from gql_crm.schema.payload import Payload
from gql_crm.text import snake_case

_LISTS_IN_PAYLOAD = frozenset({"warnings", "userErrors"})


async def load_references(info: Info, value: object) -> None:
    """Read what the operation selects on every `Ref` inside `value` and keep it under its response path."""
    context = info.context
    scope = context.scope()
    found: dict[Path, sql.Node] = {}
    _collect(scope, info.return_type, info.field_nodes, value, tuple(info.path.as_list()), found)
    if not found:
        return
    keys = {str(index): path for index, path in enumerate(found)}
    plan = ReadPlan(dict(zip(keys, found.values(), strict=True)))
    result = await run_plan(context.connection, plan, on_statement=context.on_statement)
    context.loaded.update({keys[key]: context.fragment(read) for key, read in result.values.items()})


def _collect(
    scope: PlanScope,
    type_: Any,
    nodes: Sequence[FieldNode],
    value: object,
    path: Path,
    found: dict[Path, sql.Node],
) -> None:
    while isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    if isinstance(type_, GraphQLList) and isinstance(value, Sequence):
        for index, item in enumerate(value):
            _collect(scope, type_.of_type, nodes, item, (*path, index), found)
    elif isinstance(value, Ref):
        entity = scope.catalog.entities.get(value.entity)
        if entity is not None:
            found[path] = record_by_id(scope, entity, sql.Parameter(value.id, "uuid"), nodes)
    elif isinstance(type_, GraphQLObjectType) and value is not None:
        for key, inner in selected_fields(scope, nodes, frozenset({type_.name})).items():
            name = inner[0].name.value
            if name in type_.fields:
                _collect(scope, type_.fields[name].type, inner, _child(value, name), (*path, key), found)


def _child(value: object, name: str) -> object:
    if isinstance(value, Payload):
        return None if name in _LISTS_IN_PAYLOAD else value.record
    return getattr(value, snake_case(name), None)
