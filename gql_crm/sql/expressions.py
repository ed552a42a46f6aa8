"""Value expressions. Every class is an immutable node that writes itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from gql_crm.sql.writer import Node, Writer, quoted_text, word

Operator: TypeAlias = Literal[
    "=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    "LIKE",
    "||",
    "->",
    "->>",
    "IS NOT DISTINCT FROM",
    "-",
    "+",
    "*",
    "/",
    "&&",
    "@>",
    "?|",
    "?&",
]


@dataclass(frozen=True, slots=True)
class Column:
    """`alias.name`."""

    alias: str
    name: str

    def write(self, out: Writer) -> None:
        out.identifier(self.alias)
        out.text(".")
        out.identifier(self.name)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A bound value with its SQL type, `$n::type`; the value may be `Given`."""

    value: Any
    type: str

    def write(self, out: Writer) -> None:
        out.parameter(self.value, self.type)


@dataclass(frozen=True, slots=True)
class Constant:
    """A constant of the program's own: text, integer, boolean or NULL."""

    value: str | int | bool | None

    def write(self, out: Writer) -> None:
        if self.value is None:
            out.text("NULL")
        elif isinstance(self.value, bool):
            out.text("TRUE" if self.value else "FALSE")
        elif isinstance(self.value, int):
            out.text(str(self.value))
        else:
            out.text(quoted_text(self.value))


TRUE = Constant(True)
FALSE = Constant(False)
NULL = Constant(None)


@dataclass(frozen=True, slots=True)
class Call:
    """A function call."""

    function: str
    arguments: tuple[Node, ...]

    def write(self, out: Writer) -> None:
        out.text(word(self.function) + "(")
        out.joined(self.arguments, ", ")
        out.text(")")


def call(function: str, *arguments: Node) -> Call:
    """Call `function` on `arguments`."""
    return Call(function, arguments)


@dataclass(frozen=True, slots=True)
class Binary:
    """`(left operator right)`."""

    left: Node
    operator: Operator
    right: Node

    def write(self, out: Writer) -> None:
        out.text("(")
        self.left.write(out)
        out.text(f" {self.operator} ")
        self.right.write(out)
        out.text(")")


@dataclass(frozen=True, slots=True)
class Cast:
    """`(expression)::type`."""

    expression: Node
    type: str

    def write(self, out: Writer) -> None:
        out.text("(")
        self.expression.write(out)
        out.text(")::" + word(self.type))


@dataclass(frozen=True, slots=True)
class Collate:
    """`(expression COLLATE "C")`: byte order, the same on every server."""

    expression: Node
    collation: str = "C"

    def write(self, out: Writer) -> None:
        out.text("(")
        self.expression.write(out)
        out.text(" COLLATE ")
        out.identifier(self.collation)
        out.text(")")


@dataclass(frozen=True, slots=True)
class Logical:
    """AND or OR over any number of conditions; of none: TRUE or FALSE."""

    operator: Literal["AND", "OR"]
    conditions: tuple[Node, ...]

    def write(self, out: Writer) -> None:
        if not self.conditions:
            out.text("TRUE" if self.operator == "AND" else "FALSE")
        elif len(self.conditions) == 1:
            self.conditions[0].write(out)
        else:
            out.text("(")
            out.joined(self.conditions, f" {self.operator} ")
            out.text(")")


def all_of(*conditions: Node) -> Node:
    """Join conditions with AND, without constants; of none: TRUE."""
    return _joined("AND", TRUE, FALSE, conditions)


def any_of(*conditions: Node) -> Node:
    """Join conditions with OR, without constants; of none: FALSE."""
    return _joined("OR", FALSE, TRUE, conditions)


def conjuncts(condition: Node) -> list[Node]:
    """Return the conditions that all have to be true for this one to be."""
    if not isinstance(condition, Logical) or condition.operator != "AND":
        return [condition]
    return [inner for part in condition.conditions for inner in conjuncts(part)]


def _joined(
    operator: Literal["AND", "OR"], neutral: Constant, deciding: Constant, conditions: tuple[Node, ...]
) -> Node:
    if deciding in conditions:
        return deciding
    parts = tuple(condition for condition in conditions if condition != neutral)
    if len(parts) > 1:
        return Logical(operator, parts)
    return parts[0] if parts else neutral


@dataclass(frozen=True, slots=True)
class Not:
    """True where the condition is false *or unknown*, so that complements match rows without a value."""

    condition: Node

    def write(self, out: Writer) -> None:
        out.text("(")
        self.condition.write(out)
        out.text(") IS NOT TRUE")


@dataclass(frozen=True, slots=True)
class IsNull:
    """`expression IS [NOT] NULL`."""

    expression: Node
    negated: bool = False

    def write(self, out: Writer) -> None:
        out.text("(")
        self.expression.write(out)
        out.text(" IS NOT NULL)" if self.negated else " IS NULL)")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`expression = ANY (array)`: the array is one bound parameter or a sub-select's array."""

    expression: Node
    array: Node

    def write(self, out: Writer) -> None:
        out.text("(")
        self.expression.write(out)
        out.text(" = ANY (")
        self.array.write(out)
        out.text("))")


@dataclass(frozen=True, slots=True)
class Case:
    """`CASE WHEN … THEN … ELSE … END`."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node = NULL

    def write(self, out: Writer) -> None:
        out.text("CASE")
        for condition, value in self.branches:
            out.text(" WHEN ")
            condition.write(out)
            out.text(" THEN ")
            value.write(out)
        out.text(" ELSE ")
        self.otherwise.write(out)
        out.text(" END")


@dataclass(frozen=True, slots=True)
class Exists:
    """`EXISTS (select)`."""

    select: Node

    def write(self, out: Writer) -> None:
        out.text("EXISTS (")
        self.select.write(out)
        out.text(")")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A sub-select as a value."""

    select: Node

    def write(self, out: Writer) -> None:
        out.text("(")
        self.select.write(out)
        out.text(")")


@dataclass(frozen=True, slots=True)
class ArrayOf:
    """`ARRAY(select)`."""

    select: Node

    def write(self, out: Writer) -> None:
        out.text("ARRAY(")
        self.select.write(out)
        out.text(")")


def equal(left: Node, right: Node) -> Binary:
    """`left = right`."""
    return Binary(left, "=", right)


def concat(*parts: Node) -> Node:
    """Join texts with `||`."""
    result = parts[0]
    for part in parts[1:]:
        result = Binary(result, "||", part)
    return result


def parameters(values: Sequence[Any], type_: str) -> Parameter:
    """Bind a list as one array parameter."""
    return Parameter(list(values), type_ + "[]")
