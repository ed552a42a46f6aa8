"""What the records of a list are grouped by: one dimension a member of `by`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields.buckets import first_day
from gql_crm.fields.kind import Stored
from gql_crm.fields.periods import TemporalKind
from gql_crm.plugins.catalog import CatalogField
from gql_crm.reads.lists import referred_row
from gql_crm.reads.whole_list import WholeList
from gql_crm.sql import Column, Node

MOST_DIMENSIONS = 5


@dataclass(frozen=True, slots=True)
class Dimension:
    """A field to group by. `bucket` is that of a date or a time, empty for what is grouped by its value."""

    whole: WholeList
    field: CatalogField
    bucket: str
    alias: str

    def key(self, stored: Stored) -> Node:
        """Return what the rows of one group have in common, of a row whose value is `stored`."""
        kind = self.field.kind
        if self.field.target:
            return Column(self.alias, "id")
        if kind.output_list:
            return Column(self.alias, "value")
        if isinstance(kind, TemporalKind):
            return first_day(kind, stored, self.bucket, self.whole.scope.clock)
        return kind.grouped(stored)

    def joins(self, stored: Stored) -> tuple[sql.Join, ...]:
        """Return what is joined to a row for its key."""
        if self.field.target:
            return (sql.lateral(sql.Subquery(self._target(), self.alias), optional=True),)
        if self.field.kind.output_list:
            elements = sql.Unnested(self.field.kind.grouped(stored), self.alias)
            return (sql.lateral(elements, optional=True),)
        return ()

    def shown(self, key: Node, nodes: Sequence[FieldNode]) -> Node:
        """Return the key of a group as the response shows it."""
        if not self.field.target:
            return self.field.kind.output(Stored((key,), in_column=True))
        scope = self.whole.scope
        target = scope.entity(self.field.target)
        row = scope.alias()
        record = sql.Item(self.whole.record_object(scope, target, row, nodes), "record")
        only = sql.equal(Column(row, "id"), key)
        return sql.Scalar(sql.Select((record,), sql.Table(target.table, row), where=only))

    def _target(self) -> Node:
        """Return the record that a row refers to; those that are not to be seen are as none."""
        scope = self.whole.scope
        target = scope.entity(self.field.target or "")
        row = scope.alias()
        rows = referred_row(self.field, target.table, self.whole.row, row)
        there = sql.IsNull(Column(row, "deleted_at"))
        return sql.Select(
            (sql.Item(Column(row, "id"), "id"),),
            rows.source,
            where=sql.all_of(rows.condition, there, scope.visible(target, row)),
        )


def dimensions_of(whole: WholeList, by: Sequence[Mapping[str, Any]]) -> list[Dimension]:
    """Read the argument `by` of groups."""
    if not 1 <= len(by) <= MOST_DIMENSIONS:
        text = f"by: {len(by)} fields to group by; expected 1 to {MOST_DIMENSIONS}."
        raise ClientError("BAD_USER_INPUT", text)
    found: dict[str, Dimension] = {}
    for index, one in enumerate(by):
        for name, wish in one.items():
            path = f"by.{index}.{name}"
            if name in found:
                text = f'{path}: the groups have one key "{name}"; group by each field once.'
                raise ClientError("BAD_USER_INPUT", text)
            found[name] = _dimension(whole, name, wish, path)
    return list(found.values())


def _dimension(whole: WholeList, name: str, wish: Any, path: str) -> Dimension:
    field = whole.field(name, path.removesuffix(f".{name}"))
    if not wish:
        text = f"{path}: {'null' if wish is None else 'false'} is nothing to group by; leave the member out."
        raise ClientError("BAD_USER_INPUT", text)
    bucket = wish if isinstance(field.kind, TemporalKind) else ""
    return Dimension(whole, field, bucket, whole.scope.alias())
