"""Reads the records that an operation answers with: one statement for all of them."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

from graphql import FieldNode, GraphQLList, GraphQLNonNull, GraphQLObjectType, is_abstract_type

from gql_crm import sql
from gql_crm.database import Connection
from gql_crm.reads import PlanScope, ReadPlan, record_by_id, run_plan, selected_fields
from gql_crm.records import Ref
from gql_crm.schema.context import Info, Path
from gql_crm.schema.payload import Payload
from gql_crm.text import camel_case

_UNKNOWN = SimpleNamespace(name="", fields=())
_LISTS_IN_PAYLOAD = frozenset({"warnings", "userErrors"})


async def load_references(info: Info, value: object, connection: Connection | None = None) -> None:
    """Read what the operation selects on every `Ref` inside `value` and keep it under its response path.

    `connection` is that of the transaction that wrote the records; without one, another is taken if there is
    anything to read.
    """
    context = info.context
    scope = context.scope()
    found: dict[Path, sql.Node] = {}
    _collect(scope, info.return_type, info.field_nodes, value, tuple(info.path.as_list()), found)
    if not found:
        return
    keys = {str(index): path for index, path in enumerate(found)}
    plan = ReadPlan(dict(zip(keys, found.values(), strict=True)))
    async with nullcontext(connection) if connection else context.database.connection() as used:
        result = await run_plan(used, plan, on_statement=context.on_statement)
    context.loaded.update({keys[key]: context.fragment(read) for key, read in result.values.items()})
    context.loaded.update({keys[key]: failure for key, failure in result.failures.items()})


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
        id_ = sql.Parameter(value.id, "uuid")
        found[path] = record_by_id(scope, entity, id_, nodes) if entity else sql.NULL
    elif value is not None and (concrete := _object_type(scope, type_, value)):
        for key, inner in selected_fields(scope, nodes, _conditions(type_, concrete)).items():
            name = inner[0].name.value
            if name in concrete.fields:
                _collect(scope, concrete.fields[name].type, inner, _child(value, name), (*path, key), found)


def _object_type(scope: PlanScope, type_: Any, value: object) -> GraphQLObjectType | None:
    """Return the type that the value has where an interface or a union is asked for."""
    named = scope.schema.get_type(_definition_of(value).name) if is_abstract_type(type_) else type_
    return named if isinstance(named, GraphQLObjectType) else None


def _conditions(type_: Any, concrete: GraphQLObjectType) -> frozenset[str]:
    """Return the names that a fragment which applies to the object may be conditioned on."""
    return frozenset({type_.name, concrete.name, *(interface.name for interface in concrete.interfaces)})


def _child(value: object, name: str) -> object:
    if isinstance(value, Payload):
        return None if name in _LISTS_IN_PAYLOAD else value.record
    if isinstance(value, Mapping):
        return value.get(name)
    for field in _definition_of(value).fields:
        if name in {field.graphql_name, camel_case(field.python_name)}:
            return getattr(value, field.python_name, None)
    return getattr(value, name, None)


def _definition_of(value: object) -> Any:
    """Return what Strawberry knows of the value's class; of another class, nothing."""
    return getattr(type(value), "__strawberry_definition__", _UNKNOWN)
