"""Whether the parts of a view fit the lists of an entity, in a schema."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

from graphql import (
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)
from graphql.utilities import coerce_input_value

from gql_crm.fields.input_faults import input_faults
from gql_crm.text import did_you_mean, shown

MOST_CONDITIONS: Final = 300
"""Values in a filter."""
_MOST_ORDERS: Final = 10
_MOST_FAULTS: Final = 10


class Fault(NamedTuple):
    """What does not fit, where it stands in the view, and why."""

    path: tuple[str, ...]
    text: str


def faults_of(
    schema: GraphQLSchema, entity: str, columns: Sequence[str], filter_: Any, order: Any
) -> list[Fault]:
    """Return what does not fit."""
    if not lists_of(schema, entity):
        hint = did_you_mean(entity, [name for name in schema.type_map if lists_of(schema, name)])
        return [
            Fault(("entity",), f"There is no entity {shown(entity)}.{hint or ' Pass the name of a type.'}")
        ]
    found = [
        *_faults_of_columns(schema, entity, columns),
        *faults_of_arguments(schema, entity, filter_, order),
    ]
    return found[:_MOST_FAULTS]


def faults_of_arguments(schema: GraphQLSchema, entity: str, filter_: Any, order: Any) -> list[Fault]:
    """Return what does not fit of a filter and an order."""
    found: list[Fault] = []
    if filter_ is not None:
        size = sum(1 for _ in _leaves(filter_))
        if size > MOST_CONDITIONS:
            return [Fault(("filter",), f"The filter has {size} values; {MOST_CONDITIONS} are the most.")]
        found += _faults_of_input(filter_, filter_type(schema, entity), "filter")
    if order is not None:
        if isinstance(order, list) and len(order) > _MOST_ORDERS:
            return [
                *found,
                Fault(("orderBy",), f"There are {len(order)} sort keys; {_MOST_ORDERS} are the most."),
            ]
        found += _faults_of_input(order, order_type(schema, entity), "orderBy")
    return found


def coerced(schema: GraphQLSchema, entity: str, filter_: Any, order: Any) -> tuple[Any, Any]:
    """Return a filter and an order that fit as the list's arguments have them; None where there is none."""
    return (
        None if filter_ is None else coerce_input_value(filter_, filter_type(schema, entity)),
        None if order is None else coerce_input_value(order, order_type(schema, entity)),
    )


def lists_of(schema: GraphQLSchema, entity: str) -> bool:
    """Whether there are lists of a type."""
    names = (f"{entity}Filter", f"{entity}Order", f"{entity}Connection")
    return all(name in schema.type_map for name in names)


def filter_type(schema: GraphQLSchema, entity: str) -> GraphQLInputType:
    """Return the type of the argument `filter`."""
    return cast("GraphQLInputObjectType", schema.type_map[f"{entity}Filter"])


def order_type(schema: GraphQLSchema, entity: str) -> GraphQLInputType:
    """Return the type of the argument `orderBy`."""
    key = cast("GraphQLInputObjectType", schema.type_map[f"{entity}Order"])
    return GraphQLList(GraphQLNonNull(key))


def _faults_of_input(value: Any, type_: GraphQLInputType, name: str) -> list[Fault]:
    return [
        Fault((name, *fault.path), fault.text) for fault in input_faults(value, type_, limit=_MOST_FAULTS)
    ]


def _faults_of_columns(schema: GraphQLSchema, entity: str, columns: Sequence[str]) -> Iterator[Fault]:
    for index, column in enumerate(columns):
        type_: Any = schema.type_map[entity]
        for step in column.split("."):
            fields = type_.fields if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) else {}
            if step not in fields:
                hint = did_you_mean(step, fields)
                where = f"type {shown(type_.name)}"
                yield Fault(
                    ("columns", str(index)), f"{shown(column)}: {where} has no field {shown(step)}.{hint}"
                )
                break
            type_ = get_named_type(fields[step].type)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
