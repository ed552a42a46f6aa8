"""Costs that were measured before: most operations come again, with variables that cost the same.

What decides is a number or condition that is a variable of its own, and of objects and lists which members
they have and how long they are: what stands in them is free, and no number inside an object says how long a
list of the answer is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import orjson
from graphql import (
    GraphQLBoolean,
    GraphQLInt,
    GraphQLSchema,
    ListTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    TypeNode,
    is_leaf_type,
    type_from_ast,
)

_MOST_COSTS = 16
_LONGEST_KEY = 1_000
_NESTED = (dict, list)
_LEAVES = (str, int, float, bool)
"""Of JSON. What else is given inside the process stands in the key, or is measured each time."""

Cost = TypeVar("Cost")


@dataclass(slots=True)
class KnownCosts(Generic[Cost]):
    """The costs of one prepared operation by the values that decide them."""

    _deciding: tuple[str, ...] | None = None
    _costs: dict[bytes, Cost] = field(default_factory=dict)

    def get(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        given: Mapping[str, Any],
        measure: Callable[[], Cost],
    ) -> Cost:
        """Return the cost with variables as a client gave them; measure it when it is not known."""
        if self._deciding is None:
            self._deciding = _deciding(schema, operation)
        key = _key(self._deciding, given)
        known = self._costs.get(key) if key is not None else None
        if known is None:
            known = measure()
            if key is not None:
                if len(self._costs) >= _MOST_COSTS:
                    self._costs.clear()
                self._costs[key] = known
        return known


def _deciding(schema: GraphQLSchema, operation: OperationDefinitionNode) -> tuple[str, ...]:
    """Return the variables that may decide what the operation costs: conditions, sizes, filters, lists."""
    return tuple(
        definition.variable.name.value
        for definition in operation.variable_definitions or ()
        if _decides(schema, definition.type)
    )


def _decides(schema: GraphQLSchema, node: TypeNode) -> bool:
    if isinstance(node, NonNullTypeNode):
        return _decides(schema, node.type)
    if isinstance(node, ListTypeNode):
        return True
    type_: Any = type_from_ast(schema, node)
    return type_ in (GraphQLInt, GraphQLBoolean) or not is_leaf_type(type_)


def _key(names: tuple[str, ...], given: Mapping[str, Any]) -> bytes | None:
    """Return what decides as a key; None when it is too long to be kept."""
    values = {name: _outline(given[name]) for name in names if name in given}
    try:
        key = orjson.dumps(values)
    except TypeError:
        return None
    return key if len(key) <= _LONGEST_KEY else None


def _outline(value: Any) -> Any:
    """Return an object or list without what stands in it; another value as it is."""
    return _shape(value) if type(value) in _NESTED else value


def _shape(value: Any) -> Any:
    if type(value) is dict:
        return {name: _shape(one) for name, one in value.items()}
    if type(value) is list:
        inside = any(type(one) in _NESTED for one in value)
        return [_shape(one) for one in value] if inside else len(value)
    if value is None:
        return None
    return 0 if type(value) in _LEAVES else value
