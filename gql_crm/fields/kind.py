"""The contract of a field kind: one class knows everything about one type of value."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from graphql import GraphQLInputType, GraphQLNamedOutputType

from gql_crm import sql
from gql_crm.fields.comparison import Comparison
from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.formulas import Type
from gql_crm.text import camel_case
from gql_crm.transient import transient


class ValueProblem(ValueError):  # noqa: N818 (it becomes a user error)
    """A value that the kind refuses; the text is for a person, quotes the value and says what is expected.

    `path` leads to the part of a composite value that is meant: `("amount",)`.
    """

    def __init__(self, text: str, *, path: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.path = path


@transient
class ValueContext:
    """What a value may depend on besides its field: the workspace's country and time zone, an IANA name."""

    default_country: str | None = None
    time_zone: str = "UTC"


@transient
class FilterContext:
    """What a filter may depend on besides its argument.

    `time_zone` is an IANA name, `week_start` a day, `MONDAY`, `country` that of national phone numbers.
    """

    now: datetime
    time_zone: str = "UTC"
    week_start: str = "MONDAY"
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """One stored part of a value.

    `suffix` is appended to the column's name (`""` for the only part), `column_type` is the SQL type in a
    table of the field's own module, `custom_type` the one that the text inside the JSONB document is read as.
    """

    suffix: str
    column_type: str
    custom_type: str

    @property
    def key(self) -> str:
        """The part's name in the API and in JSON: `poBox` of the suffix `_po_box`."""
        return camel_case(self.suffix.lstrip("_"))


@dataclass(frozen=True, slots=True)
class Stored:
    """A field's value inside a statement: its components, where it lies, and whether it gets its indexes."""

    parts: tuple[sql.Node, ...]
    in_column: bool
    indexed: bool = False

    @property
    def value(self) -> sql.Node:
        """The first part, which is the only one of most kinds."""
        return self.parts[0]


@dataclass(frozen=True, slots=True)
class OrderPart:
    """One sort key: an expression and the SQL type that its text in a cursor is cast back to."""

    expression: sql.Node
    type: str


@dataclass(frozen=True, slots=True)
class ValueIndex:
    """An index over a field's values; PostgreSQL must know all functions in its expressions as IMMUTABLE.

    `order` serves comparisons and ORDER BY, `fragments` parts of a folded text, `elements` members of lists.
    """

    purpose: Literal["order", "fragments", "elements"]
    expressions: tuple[sql.Node, ...]


class FilterOperator(ABC):
    """One operator of a filter input: its GraphQL type and the condition it makes."""

    name: ClassVar[str]
    description: ClassVar[str]

    @abstractmethod
    def input_type(self, kind: "FieldKind") -> GraphQLInputType:
        """Return the GraphQL type of the operator's argument."""

    @abstractmethod
    def condition(
        self, kind: "FieldKind", stored: Stored, argument: sql.Given[Any], context: sql.Given[FilterContext]
    ) -> sql.Node:
        """Return the condition; raise `ValueProblem` for an argument that is no value of the kind.

        The SQL text may depend on what it looks at, never on what it maps: see `Given`.
        """


class FieldKind(Comparison, ABC):
    """A type of value: validation, GraphQL types, operators, storage, import and export text."""

    name: ClassVar[str]
    description: ClassVar[str]
    options: ClassVar[frozenset[str]] = frozenset()
    """Names of the `Field` options that apply besides those of every kind (label, required, default …)."""
    components: ClassVar[tuple[Component, ...]]
    output_type: ClassVar[GraphQLNamedOutputType]
    output_list: ClassVar[bool] = False
    """The output is a list of `output_type`."""
    input_type: ClassVar[GraphQLInputType]
    filter_value_type: ClassVar[GraphQLInputType | None] = None
    """Type of a value in a filter where it is not `input_type`: e-mail addresses are compared with texts."""
    filter_name: ClassVar[str]
    """Name of the filter input (`TextFilter`); kinds with equal operators share one."""
    operators: ClassVar[tuple[FilterOperator, ...]]
    sortable: ClassVar[bool] = True
    summable: ClassVar[bool] = False
    """Lists tell the sum and the average of the values, which are numbers."""
    has_extremes: ClassVar[bool] = False
    """Lists tell the least and the greatest of the values."""
    unit: ClassVar[int | None] = None
    """Place of the component that says what the other one counts, a currency. Values of different units are
    never added or compared: a sum is a list, one value a unit."""
    groupable: ClassVar[bool] = False
    """Records can be grouped by their value; a list of values puts a record into several groups."""
    group_type: ClassVar[GraphQLNamedOutputType | None] = None
    """Type of what a group has in common, where it is not `output_type`: a currency, a week's first day."""
    can_be_unique: ClassVar[bool] = True
    can_be_enum: ClassVar[bool] = False
    """A module's field may have its options as an enum of GraphQL."""
    warning_code: ClassVar[str] = "UNLIKELY_VALUE"
    """The code of what `warnings` returns: one of the core's, or the kind's own."""
    warning_meaning: ClassVar[str] = ""
    """What a `warning_code` of the kind's own means, for the schema's readers."""
    pattern_of_values: ClassVar[bool] = True
    """The option `pattern` is a regular expression that values match."""
    condition_type: ClassVar[ConditionType] = ConditionType.ANY
    """What conditions see of a value; see docs/validation.md."""
    searchable: ClassVar[bool] = False
    long: ClassVar[bool] = False
    """Long values lie in a second JSONB column, so that they do not slow the others down."""
    reference: ClassVar[bool] = False
    """The value is the id of a record; relations, filters and output follow from the target entity."""
    many: ClassVar[bool] = False
    """Of a reference: the value is a list of records, read and written like a many-to-many relation."""
    formula_type: ClassVar[Type | None] = None
    """What its values are in formulas; None where they cannot be read there."""
    target: ClassVar[str | None] = None
    """The entity that every field of this kind refers to; None where the field says it."""

    @abstractmethod
    def parse(self, value: Any, field: Field, context: ValueContext) -> Any:
        """Turn a GraphQL or JSON value into the kind's Python value; raise `ValueProblem`."""

    def warnings(self, value: Any, field: Field) -> list[str]:
        """Return what a person should look at in a value that was taken; asked when it is written."""
        del value, field
        return []

    def in_formula(self, stored: Stored) -> sql.Node:
        """Return the value as formulas calculate with it; only asked of kinds with a `formula_type`."""
        return sql.Cast(stored.value, self.formula_type.sql if self.formula_type else "text")

    def placed(self, field: Field) -> Field:
        """Return the field with what follows from its kind, as the catalog has it."""
        return field

    def operand(self, value: Any, stored: Stored) -> Any:
        """Return a filter's value as it is bound to compare with `comparable`, of type `comparable_type`.

        Raises `ValueProblem` for what is no value. Only kinds with operators that compare values are asked.
        """
        raise NotImplementedError(f"{self.name} binds no values of filters")

    def comparable(self, stored: Stored) -> sql.Node:
        """Return the expression that operators compare."""
        return stored.value

    def comparable_type(self, stored: Stored) -> str:
        """Return the SQL type of `comparable` and of what `operand` returns."""
        return self.components[0].column_type if stored.in_column else self.components[0].custom_type

    def bound(self, stored: Stored, value: sql.Given[Any]) -> sql.Parameter:
        """Return the parameter of one value."""
        return sql.Parameter(value.map(lambda one: self.operand(one, stored)), self.comparable_type(stored))

    def bound_list(self, stored: Stored, values: sql.Given[Any]) -> sql.Parameter:
        """Return the parameter of a list of values, an array."""
        operands = values.map(lambda several: [self.operand(one, stored) for one in several])
        return sql.Parameter(operands, self.comparable_type(stored) + "[]")

    def compare(self, stored: Stored, operator: sql.Operator, value: sql.Given[Any]) -> sql.Node:
        """Compare with one value."""
        return sql.Binary(self.comparable(stored), operator, self.bound(stored, value))

    def equals_any(self, stored: Stored, values: sql.Given[Any]) -> sql.Node:
        """Compare with a list of values, bound as one array."""
        return sql.AnyOf(self.comparable(stored), self.bound_list(stored, values))

    def fragment(self, value: str) -> str:
        """Return the text that contains, startsWith and endsWith look for."""
        return value

    def columns(self, value: Any) -> tuple[Any, ...]:
        """Return the values of the components' columns, as asyncpg encodes them."""
        return (value,)

    def dump(self, value: Any) -> Any:
        """Return the value as JSON, for the custom document and for history."""
        return value

    def load(self, document: Any) -> Any:
        """Turn what `dump` made into the Python value again."""
        return document

    def condition_value(self, value: Any) -> Any:
        """Return the value as conditions see it, in Python's type for `condition_type`."""
        return self.dump(value)

    def unique_key(self, value: Any) -> str:
        """Return the normal form that uniqueness compares."""
        return str(self.dump(value))

    def search_text(self, value: Any) -> str:
        """Return what a search finds; only asked of searchable kinds."""
        return self.export_text(value)

    def export_text(self, value: Any) -> str:
        """Return the value as text of a file."""
        return str(self.dump(value))

    def import_text(self, text: str, field: Field, context: ValueContext) -> Any:
        """Turn text of a file into the kind's value."""
        return self.parse(text, field, context)

    def output(self, stored: Stored) -> sql.Node:
        """Return the value as the response shows it; not asked of kinds with `members`."""
        return stored.value

    def members(self, stored: Stored) -> Mapping[str, sql.Node] | None:
        """Return the sub-fields of a composite output type, or None for a leaf."""
        del stored
        return None

    def order_parts(self, stored: Stored) -> tuple[OrderPart, ...]:
        """Return the sort keys."""
        return (OrderPart(self.comparable(stored), self.comparable_type(stored)),)

    def measure(self, stored: Stored) -> sql.Node:
        """Return what sums and extremes are taken of: a number, or what `output` shows."""
        return self.comparable(stored)

    def grouped(self, stored: Stored) -> sql.Node:
        """Return what records of one group have in common, an array where the value is a list."""
        value = self.comparable(stored)
        return sql.Collate(value) if self.comparable_type(stored) == "text" else value

    def presence(self, stored: Stored) -> sql.Node:
        """Return the expression that is null where there is no value: the index's own, where it serves."""
        return self.order_parts(stored)[0].expression if stored.indexed and self.sortable else stored.value

    def indexes(self, stored: Stored) -> tuple[ValueIndex, ...]:
        """Return the indexes that serve filters and orders of a field in a document; none for some kinds."""
        if not self.sortable or self.reference:
            return ()
        return (ValueIndex("order", tuple(part.expression for part in self.order_parts(stored))),)

    @property
    def can_be_indexed(self) -> bool:
        """Whether the option `indexed` applies."""
        return bool(self.indexes(Stored((sql.NULL,) * len(self.components), in_column=False)))

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        """Return (option, text) for every option of the definition that cannot stand."""
        return []
