"""Sums, averages and extremes of all rows of a list, or of each of its groups: the rows are read once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphql import FieldNode

from gql_crm import sql
from gql_crm.fields.kind import FieldKind, Stored
from gql_crm.plugins.catalog import CatalogField
from gql_crm.reads.averages import average
from gql_crm.reads.dimensions import Dimension
from gql_crm.reads.selection import selected_fields
from gql_crm.reads.whole_list import WholeList
from gql_crm.sql import Column, JsonMember, Node


class Measures:
    """Collects what is asked, then makes the select that has one row a group, or one row of all.

    Values with units are aggregated by unit. That makes more groups than are asked for, so the rows are
    grouped by all units together, in `fine`; these few are grouped in several ways at once, in `partial`,
    whose rows are then brought together by group.
    """

    def __init__(self, whole: WholeList) -> None:
        self.alias, self._rows, self._fine, self._partial = (whole.scope.alias() for _ in range(4))
        self._whole = whole
        self._fields: list[CatalogField] = []
        self._aggregates: dict[str, _Aggregate] = {}
        self._by_unit: set[str] = set()
        """Aggregates that are wanted of each unit, not of the whole group."""
        self._lists: dict[str, Node] = {}

    @property
    def count(self) -> Node:
        """How many rows there are."""
        return Column(self.alias, "n")

    def object(self, function: str, nodes: Sequence[FieldNode]) -> Node:
        """Return what is selected of `sum`, `avg`, `min` or `max`."""
        names = self._whole.entity.names
        type_name = names.numbers if function in {"sum", "avg"} else names.extremes
        members = []
        for key, inner in selected_fields(self._whole.scope, nodes, frozenset({type_name})).items():
            name = inner[0].name.value
            value = sql.Constant(type_name) if name == "__typename" else self._value(function, name, inner)
            members.append(JsonMember(key, value))
        return sql.JsonObject(tuple(members))

    def select(self, dimensions: Sequence[Dimension]) -> sql.Select:
        """Return the select that the members read; the dimensions' keys are `k0`, `k1` and so on."""
        keys = tuple(f"k{index}" for index in range(len(dimensions)))
        partial = self._partials(dimensions, keys)
        if not self._units:
            return partial
        whole_group = sql.equal(Column(self._partial, "g"), sql.Constant(2 ** len(self._units) - 1))

        def of_group(name: str) -> Node:
            """Take the value from the one row of its group that is not of a unit."""
            return sql.Filtered(sql.call("max", Column(self._partial, name)), whole_group)

        columns = self._columns(self._partial, keys)
        items = (
            *(sql.Item(column, key) for key, column in zip(keys, columns, strict=True)),
            *(
                sql.Item(of_group(name), name)
                for name in ("n", *self._aggregates)
                if name not in self._by_unit
            ),
            *(sql.Item(value, name) for name, value in self._lists.items()),
        )
        return sql.Select(items, sql.Subquery(partial, self._partial), group=columns)

    def _value(self, function: str, name: str, nodes: Sequence[FieldNode]) -> Node:
        field = self._whole.field(name, function)
        if field not in self._fields:
            self._fields.append(field)
        place = self._fields.index(field)
        column = f"{function}{place}"
        self._aggregates[column] = _Aggregate(column, _FUNCTIONS[function], Column(self._rows, f"m{place}"))
        if field.kind.unit is None:
            return _shown(function, field.kind, Column(self.alias, column))
        self._by_unit.add(column)
        unit, listed = Column(self._partial, f"u{place}"), f"list{len(self._lists)}"
        value = self._with_unit(field.kind, Column(self._partial, column), unit, nodes)
        self._lists[listed] = sql.JsonAggregate(value, unit, where=sql.IsNull(unit, negated=True))
        return Column(self.alias, listed)

    def _with_unit(self, kind: FieldKind, value: Node, unit: Node, nodes: Sequence[FieldNode]) -> Node:
        parts = tuple(
            unit if place == kind.unit else sql.call("trim_scale", value)
            for place in range(len(kind.components))
        )
        type_name = kind.output_type.name
        members = {
            **(kind.members(Stored(parts, in_column=True)) or {}),
            "__typename": sql.Constant(type_name),
        }
        selected = selected_fields(self._whole.scope, nodes, frozenset({type_name}))
        return sql.JsonObject(
            tuple(JsonMember(key, members[inner[0].name.value]) for key, inner in selected.items())
        )

    def _partials(self, dimensions: Sequence[Dimension], keys: Sequence[str]) -> sql.Select:
        rows = sql.Subquery(self._read(dimensions, keys), self._rows)
        columns = self._columns(self._rows, keys)
        if not self._units:
            measured = ((name, one.of_rows) for name, one in self._aggregates.items())
            return _grouped(zip(keys, columns, strict=True), sql.CountRows(), measured, rows, columns)
        names = (*keys, *self._units)
        by_all = self._columns(self._rows, names)
        parts = (part for one in self._aggregates.values() for part in one.parts)
        fine = _grouped(zip(names, by_all, strict=True), sql.CountRows(), parts, rows, by_all)
        columns, units = self._columns(self._fine, keys), self._columns(self._fine, self._units)
        counted = sql.call("coalesce", sql.call("sum", Column(self._fine, "n")), sql.Constant(0))
        return _grouped(
            zip(names, (*columns, *units), strict=True),
            sql.Cast(counted, "bigint"),
            (
                *((name, one.of_parts(self._fine)) for name, one in self._aggregates.items()),
                ("g", sql.call("grouping", *units)),
            ),
            sql.Subquery(fine, self._fine),
            (sql.GroupingSets((columns, *((*columns, unit) for unit in units))),),
        )

    def _read(self, dimensions: Sequence[Dimension], keys: Sequence[str]) -> sql.Select:
        unpacking = self._whole.unpacking([*(one.field for one in dimensions), *self._fields])
        items: list[sql.Item] = []
        joins = list(unpacking.joins)
        for key, dimension in zip(keys, dimensions, strict=True):
            stored = unpacking.stored(dimension.field)
            joins.extend(dimension.joins(stored))
            items.append(sql.Item(dimension.key(stored), key))
        for place, field in enumerate(self._fields):
            stored = unpacking.stored(field)
            items.append(sql.Item(field.kind.measure(stored), f"m{place}"))
            if field.kind.unit is not None:
                items.append(sql.Item(sql.Collate(stored.parts[field.kind.unit]), f"u{place}"))
        nothing = (sql.Item(sql.Constant(1), "one"),)
        return self._whole.select(tuple(items) or nothing, tuple(joins))

    @property
    def _units(self) -> tuple[str, ...]:
        return tuple(f"u{place}" for place, field in enumerate(self._fields) if field.kind.unit is not None)

    @staticmethod
    def _columns(alias: str, names: Sequence[str]) -> tuple[Node, ...]:
        return tuple(Column(alias, name) for name in names)


def _grouped(
    keys: Iterable[tuple[str, Node]],
    count: Node,
    measured: Iterable[tuple[str, Node]],
    source: Node,
    group: tuple[Node, ...],
) -> sql.Select:
    items = (*keys, ("n", count), *measured)
    return sql.Select(tuple(sql.Item(value, name) for name, value in items), source, group=group)


def _shown(function: str, kind: FieldKind, value: Node) -> Node:
    if function in {"sum", "avg"}:
        return sql.Cast(sql.call("trim_scale", value), "text")
    return kind.output(Stored((value,), in_column=True))


@dataclass(frozen=True, slots=True)
class _Function:
    """What is found from parts that can be put together: aggregates of rows, then aggregates of those."""

    parts: tuple[tuple[str, str], ...]
    value: Callable[..., Node]


_FUNCTIONS: Mapping[str, _Function] = {
    "sum": _Function((("sum", "sum"),), lambda total: sql.Cast(total, "numeric")),
    "avg": _Function((("sum", "sum"), ("count", "sum")), average),
    "min": _Function((("min", "min"),), lambda least: least),
    "max": _Function((("max", "max"),), lambda most: most),
}


@dataclass(frozen=True, slots=True)
class _Aggregate:
    """A function of a column, found in one step or in two."""

    name: str
    function: _Function
    column: Node

    @property
    def of_rows(self) -> Node:
        """The value, of rows."""
        return self.function.value(*(sql.call(of_rows, self.column) for of_rows, _ in self.function.parts))

    @property
    def parts(self) -> Iterator[tuple[str, Node]]:
        """The first step: columns of groups of rows."""
        for place, (of_rows, _) in enumerate(self.function.parts):
            yield f"{self.name}_{place}", sql.call(of_rows, self.column)

    def of_parts(self, alias: str) -> Node:
        """Return the value, of groups of rows whose parts are columns of `alias`."""
        return self.function.value(
            *(
                sql.call(of_parts, Column(alias, f"{self.name}_{place}"))
                for place, (_, of_parts) in enumerate(self.function.parts)
            )
        )
