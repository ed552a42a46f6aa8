"""Reads variables that are as they should be: a tenth of the time that GraphQL's own coercion takes.

What is unusual in any way is left to it: it says what is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias, cast

from graphql import (
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
    VariableDefinitionNode,
    is_required_input_field,
    type_from_ast,
)
from graphql.execution.values import VariableValues, get_variable_values
from graphql.utilities.coerce_input_value import coerce_default_value

from gql_crm.fields.unsafe_text import unsafe_text
from gql_crm.schema.limits import Limits

Read: TypeAlias = Callable[[Any, int], Any]
"""Coerces a value that lies so many levels deep; raises `Unusual`."""


class Unusual(Exception):  # noqa: N818 (no fault: somebody else looks at it)
    """A value that is wrong, or that only GraphQL's own coercion understands."""


class VariableReaders:
    """The readers of one schema's input types, each made when a variable first asks for it.

    `known` are those of objects that have been made, by name: the schema version keeps them.
    """

    def __init__(self, limits: Limits, known: dict[str, Read]) -> None:
        self._limits = limits
        self._objects = known

    def of(self, known: dict[str, Read]) -> "VariableReaders":
        """Return the readers of another schema, with the same limits."""
        return VariableReaders(self._limits, known)

    def reader(self, type_: GraphQLInputType) -> Read:
        """Return the reader of values of a type."""
        if isinstance(type_, GraphQLNonNull):
            return _filled(self._nullable(type_.of_type))
        inner = self._nullable(type_)
        return lambda value, depth: None if value is None else inner(value, depth)

    def _nullable(self, type_: GraphQLInputType) -> Read:
        """Return the reader of values that are not null."""
        if isinstance(type_, GraphQLList):
            return _list(self.reader(type_.of_type), self._limits.list_elements)
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_)
        if isinstance(type_, GraphQLScalarType | GraphQLEnumType):
            return _leaf(type_)
        raise Unusual

    def _object(self, type_: GraphQLInputObjectType) -> Read:
        if type_.name not in self._objects:
            self._objects[type_.name] = _ObjectReader(self, type_, self._limits.value_depth).read
        return self._objects[type_.name]


class _ObjectReader:
    """Looks at the members that are there: a filter has a hundred, of which a client gives two."""

    def __init__(self, readers: VariableReaders, type_: GraphQLInputObjectType, depth: int) -> None:
        self._readers = readers
        self._type = type_
        self._depth = depth
        self._known: dict[str, tuple[str, Read]] = {}
        self._absent: list[tuple[str, GraphQLInputField]] | None = None
        """Members that matter where they are missing: required ones, and those with defaults."""

    def read(self, value: Any, depth: int) -> Any:
        if type(value) is not dict or depth > self._depth:
            raise Unusual
        known = self._known
        read: dict[str, Any] = {}
        for name, inner in value.items():
            out_name, reader = known.get(name) or self._member(name)
            read[out_name] = reader(inner, depth + 1)
        for name, field in self._absent if self._absent is not None else self._missing():
            if name not in value:
                if is_required_input_field(field):
                    raise Unusual
                read[field.out_name or name] = coerce_default_value(field)
        if self._type.is_one_of and (len(read) != 1 or None in read.values()):
            raise Unusual
        return self._type.out_type(read)

    def _member(self, name: str) -> tuple[str, Read]:
        field = self._type.fields.get(name)
        if field is None:
            raise Unusual
        self._known[name] = member = (field.out_name or name, self._readers.reader(field.type))
        return member

    def _missing(self) -> Sequence[tuple[str, GraphQLInputField]]:
        self._absent = [
            (name, field)
            for name, field in self._type.fields.items()
            if isinstance(field.type, GraphQLNonNull)
            or field.default is not None
            or field.default_value is not Undefined
        ]
        return self._absent


def _filled(inner: Read) -> Read:
    def read(value: Any, depth: int) -> Any:
        if value is None:
            raise Unusual
        return inner(value, depth)

    return read


def _list(inner: Read, most: int) -> Read:
    def read(value: Any, depth: int) -> Any:
        if type(value) is not list or len(value) > most:
            raise Unusual
        return [inner(one, depth + 1) for one in value]

    return read


def _leaf(type_: GraphQLScalarType | GraphQLEnumType) -> Read:
    coerce = type_.coerce_input_value

    def read(value: Any, _depth: int) -> Any:
        if unsafe_text(value) is not None:
            raise Unusual
        try:
            return coerce(value)
        except Exception:  # noqa: BLE001 (GraphQL takes all of them for a value that is refused)
            raise Unusual from None

    return read


class OperationVariables:
    """Reads the variables of one operation, which is valid."""

    def __init__(
        self, schema: GraphQLSchema, readers: VariableReaders, definitions: Sequence[VariableDefinitionNode]
    ) -> None:
        self._schema = schema
        self._readers = readers
        self._definitions = definitions

    def of(self, schema: GraphQLSchema, known: dict[str, Read]) -> "OperationVariables":
        """Return the same variables with the types of another schema, whose readers are `known`."""
        return OperationVariables(schema, self._readers.of(known), self._definitions)

    @cached_property
    def _variables(self) -> list[tuple[str, Read, Read]]:
        """Name, reader, and what is done where it is not given; made with the first request."""
        made = []
        for node in self._definitions:
            type_ = cast("GraphQLInputType", type_from_ast(self._schema, node.type))
            name = node.variable.name.value
            made.append((name, self._readers.reader(type_), _absent(self._schema, node)))
        return made

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the variables that have values. Raises `Unusual`."""
        read: dict[str, Any] = {}
        found = 0
        for name, reader, absent in self._variables:
            if name in given:
                found += 1
                read[name] = reader(given[name], 1)
            else:
                absent(read, 1)
        if len(given) > found:
            raise Unusual  # what is not declared has limits, too
        return read


def _absent(schema: GraphQLSchema, node: VariableDefinitionNode) -> Read:
    """Return what is done where a variable is not given: nothing, it gets its default, or it is a fault."""
    coerced = get_variable_values(schema, [node], {})
    if isinstance(coerced, VariableValues):
        defaults = coerced.coerced
        return lambda read, _depth: read.update(defaults)

    def refuse(_read: Any, _depth: int) -> None:
        raise Unusual

    return refuse
