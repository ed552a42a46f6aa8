"""What arguments cost, and how many values they hold; a variable that is used often is looked at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
)

from gql_crm.fields.costs import weight_of


class InputCost(NamedTuple):
    """The weights of what is given in a value, and how many values there are in it."""

    weight: int = 0
    parts: int = 0


@dataclass(slots=True)
class InputCosts:
    """Sums the weights of arguments."""

    _known: dict[tuple[int, str], tuple[Any, InputCost]] = field(default_factory=dict)
    """By identity and type, with the value itself: as long as it is alive, nothing else has its identity."""

    def of_arguments(self, arguments: Mapping[str, GraphQLArgument], given: Mapping[str, Any]) -> InputCost:
        """Return the sum of all arguments of a field."""
        weight = parts = 0
        for name, argument in arguments.items():
            value = given.get(argument.out_name or name)
            if value is not None:
                inner = self._of(argument.type, value)
                weight += _own(argument, value) + inner.weight
                parts += inner.parts
        return InputCost(weight, parts)

    def _of(self, type_: GraphQLInputType, value: Any) -> InputCost:
        """Return the sum of a value; each object, list and scalar in it is a value of its own."""
        if not isinstance(value, Mapping | list):
            return InputCost(0, 1)
        key = id(value), str(type_)
        if key not in self._known:
            self._known[key] = value, self._sum(type_, value)
        return self._known[key][1]

    def _sum(self, type_: GraphQLInputType, value: Any) -> InputCost:
        weight, parts = 0, 1
        if isinstance(type_, GraphQLNonNull):
            type_ = type_.of_type
        if isinstance(value, list):
            inner_type = type_.of_type if isinstance(type_, GraphQLList) else type_
            for one in value:
                inner = self._of(inner_type, one)
                weight, parts = weight + inner.weight, parts + inner.parts
        elif isinstance(type_, GraphQLInputObjectType):
            for name, one in value.items():
                member = type_.fields.get(name)
                if member is not None and one is not None:
                    inner = self._of(member.type, one)
                    weight += _own(member, one) + inner.weight
                    parts += inner.parts
        return InputCost(weight, parts)


def _own(place: GraphQLArgument | GraphQLInputField, value: Any) -> int:
    """Return what the use of an argument or input field costs; of a list, the use of each element."""
    weight = weight_of(place) or 0
    return weight * len(value) if isinstance(value, list) else weight
