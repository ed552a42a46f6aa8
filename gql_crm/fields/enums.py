"""Closed sets of values as enums of GraphQL: what CHOICE and MULTI_CHOICE are where a module names one."""

import re
from copy import copy
from typing import Any

from graphql import (
    ConstValueNode,
    EnumValueNode,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLError,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    print_ast,
)

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.text import did_you_mean, shown

_RESERVED_VALUES = frozenset({"true", "false", "null"})
_NAME = re.compile(r"[A-Z][A-Za-z0-9]{0,62}")
_INACTIVE = "The option is inactive: records may have it, it can no longer be set."


class OptionEnum(GraphQLEnumType):
    """An enum of options, each by its own value; what is no value is answered with those that are."""

    def coerce_input_value(self, input_value: Any, *_: Any) -> Any:
        """Return the option's value."""
        if isinstance(input_value, str) and input_value in self.values:
            return input_value
        raise GraphQLError(self._unknown(str(input_value)))

    def coerce_input_literal(self, value_node: ConstValueNode, *_: Any) -> Any:
        """Return the option's value."""
        if not isinstance(value_node, EnumValueNode):
            text = f"{print_ast(value_node)} is no value of {self.name}; expected"
            raise GraphQLError(f"{text} {self._expected}, without quotes.", value_node)
        if value_node.value not in self.values:
            raise GraphQLError(self._unknown(value_node.value), value_node)
        return value_node.value

    @property
    def _expected(self) -> str:
        return f"one of {', '.join(self.values)}"

    def _unknown(self, text: str) -> str:
        hint = did_you_mean(text, self.values)
        return f"{shown(text)} is no value of {self.name}; expected {self._expected}.{hint}"


def enum_problems(field: Field) -> list[tuple[str, str]]:
    """Return (option, text) for what keeps a field's options from being the enum that it names."""
    if field.enum is None:
        return []
    problems = [
        ("options", f"{shown(option.value)} cannot be a value of an enum; GraphQL has it for another value.")
        for option in field.options
        if option.value in _RESERVED_VALUES
    ]
    if not _NAME.fullmatch(field.enum):
        text = f"{shown(field.enum)} cannot be an enum's name; expected PascalCase letters and digits."
        problems.append(("enum", text))
    return problems


def option_enum(field: Field) -> OptionEnum:
    """Return the enum that a field names, its options as values."""
    values = {
        option.value: GraphQLEnumValue(
            option.value,
            description=option.label.get("en") or option.value,
            deprecation_reason=None if option.active else _INACTIVE,
        )
        for option in sorted(field.options, key=lambda option: option.position)
    }
    text = field.description or field.label.get("en") or field.key
    return OptionEnum(field.enum or "", values, description=text)


def closed_kind(kind: FieldKind, enum: GraphQLEnumType, filter_name: str) -> FieldKind:
    """Return a kind of options with the types of an enum; inside, its values are texts as before."""
    value: GraphQLInputType = GraphQLList(GraphQLNonNull(enum)) if kind.output_list else enum
    closed = copy(kind)
    vars(closed).update(output_type=enum, input_type=value, filter_name=filter_name)
    return closed
