"""The operators of filters. The complements `ne` and `notIn` also match records without a value."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from graphql import (
    GraphQLBoolean,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
)

from gql_crm import sql
from gql_crm.fields.composites import RANGES
from gql_crm.fields.generated import GeneratedInput
from gql_crm.fields.kind import FieldKind, FilterContext, FilterOperator, Stored, ValueProblem
from gql_crm.text import shown


def filter_condition(
    kind: FieldKind,
    stored: Stored,
    argument: sql.Given[Any] | Mapping[str, Any],
    context: sql.Given[FilterContext] | FilterContext,
) -> sql.Node:
    """Return the condition of a field's filter object, its operators joined with AND.

    A `ValueProblem` has the path inside the object.
    """
    operators = {operator.name: operator for operator in kind.operators}
    context = sql.given(context)
    conditions = []
    for name, value in sql.given(argument).members():
        if name not in operators:
            raise ValueProblem(
                f'"{name}" is no operator of {kind.filter_name}; it has {", ".join(operators)}.'
            )
        try:
            conditions.append(operators[name].condition(kind, stored, value, context))
        except ValueProblem as problem:
            problem.path = (name, *problem.path)
            raise
    return sql.all_of(*conditions)


def filter_types(kinds: Iterable[FieldKind]) -> dict[str, GraphQLInputObjectType]:
    """Make the filter inputs of the kinds, one a `filter_name`, and those that they nest."""
    types: dict[str, GraphQLInputObjectType] = {}

    def add(kind: FieldKind) -> None:
        if kind.filter_name in types:
            return
        types[kind.filter_name] = GeneratedInput(
            kind.filter_name,
            lambda: {operator.name: _argument(operator, kind, types) for operator in kind.operators},
            description="Conditions on one value; all that are given must hold.",
        )
        for operator in kind.operators:
            if isinstance(operator, Nested):
                add(operator.kind)

    for kind in kinds:
        add(kind)
    return types


def _argument(
    operator: FilterOperator,
    kind: FieldKind,
    types: Mapping[str, GraphQLInputObjectType],
) -> GraphQLInputField:
    type_ = types[operator.kind.filter_name] if isinstance(operator, Nested) else operator.input_type(kind)
    return GraphQLInputField(type_, description=operator.description)


def operand_types(kind: FieldKind) -> Iterator[GraphQLInputType]:
    """Return the types of the operators' arguments, but for filters of other kinds."""
    return (one.input_type(kind) for one in kind.operators if not isinstance(one, Nested))


def value_type(kind: FieldKind) -> GraphQLInputType:
    """Return the GraphQL type of one value in the kind's filter."""
    return kind.filter_value_type or kind.input_type


def filled(name: str, argument: sql.Given[Any]) -> sql.Given[Any]:
    """Refuse null, which would compare with nothing."""
    return argument.map(lambda value: _filled(name, value))


def _filled(name: str, value: Any) -> Any:
    if value is None:
        raise ValueProblem(
            f'"{name}" cannot be compared with null; use "isNull: true" to find records without a value.'
        )
    return value


def _values(name: str, argument: sql.Given[Any]) -> sql.Given[list[Any]]:
    def listed(values: Any) -> list[Any]:
        several = values if isinstance(values, list | tuple) else [values]
        return [_filled(name, value) for value in several]

    return argument.map(listed)


class ValueOperator(FilterOperator):
    """An operator whose argument is one value of the kind."""

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return value_type(kind)


class Equal(ValueOperator):
    name = "eq"
    description = "Exactly this value."

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        return kind.compare(stored, "=", filled(self.name, argument))


class NotEqual(ValueOperator):
    name = "ne"
    description = "Not this value; a record without a value matches."

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        return sql.Not(kind.compare(stored, "=", filled(self.name, argument)))


class ListOperator(FilterOperator):
    """An operator whose argument is a list of values of the kind."""

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return GraphQLList(GraphQLNonNull(value_type(kind)))


class In(ListOperator):
    name = "in"
    description = "One of these values; an empty list matches nothing."

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        return kind.equals_any(stored, _values(self.name, argument))


class NotIn(ListOperator):
    name = "notIn"
    description = "None of these values; a record without a value matches, an empty list matches everything."

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        return sql.Not(kind.equals_any(stored, _values(self.name, argument)))


class IsNull(FilterOperator):
    name = "isNull"
    description = "True finds the records without a value, false those with one."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return GraphQLBoolean

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        return sql.IsNull(kind.presence(stored), negated=not flag(self.name, argument))


def flag(name: str, argument: sql.Given[Any]) -> bool:
    """Look whether an operator is switched on or off."""

    def switched_on(value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueProblem(f'"{name}" is true or false, not {shown("null" if value is None else value)}.')
        return value

    return argument.look(switched_on)


class Comparison(ValueOperator):
    """Greater or less than a value."""

    operator: ClassVar[sql.Operator]

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        return kind.compare(stored, self.operator, filled(self.name, argument))


class Greater(Comparison):
    name = "gt"
    description = "Greater than this value."
    operator = ">"


class GreaterOrEqual(Comparison):
    name = "gte"
    description = "This value or greater."
    operator = ">="


class Less(Comparison):
    name = "lt"
    description = "Less than this value."
    operator = "<"


class LessOrEqual(Comparison):
    name = "lte"
    description = "This value or less."
    operator = "<="


class Between(FilterOperator):
    name = "between"
    description = "In this range, both ends included."

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        type_ = value_type(kind)
        return RANGES[type_.name if isinstance(type_, GraphQLNamedType) else ""]

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        range_ = filled(self.name, argument)
        first, last = (filled(self.name, range_.part(end)) for end in ("from", "to"))
        return sql.all_of(kind.compare(stored, ">=", first), kind.compare(stored, "<=", last))


class Nested(FilterOperator):
    """A part of the value is filtered as another kind is."""

    kind: ClassVar[FieldKind]
    part: ClassVar[int]

    def input_type(self, kind: FieldKind) -> GraphQLInputType:
        return filter_types([self.kind])[self.kind.filter_name]

    def condition(
        self, kind: FieldKind, stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        return filter_condition(
            self.kind, Stored((stored.parts[self.part],), stored.in_column), argument, context
        )


EQUALITY: tuple[FilterOperator, ...] = (Equal(), NotEqual(), In(), NotIn())
ORDERING: tuple[FilterOperator, ...] = (Greater(), GreaterOrEqual(), Less(), LessOrEqual(), Between())
NULLITY: tuple[FilterOperator, ...] = (IsNull(),)
