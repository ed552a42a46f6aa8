"""All records of a list, whatever the page: what counts, aggregates and groups are made of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from graphql import FieldNode

from gql_crm import sql
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.reads.filters import readable_field
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.unpacking import Unpacking
from gql_crm.sql import Node

RecordObject: TypeAlias = Callable[[PlanScope, CatalogEntity, str, Sequence[FieldNode]], Node]
"""Plans the object of one row; handed in, because records hold connections and connections records."""


@dataclass(frozen=True, slots=True)
class WholeList:
    """The rows `row` of `source` that meet `condition`: those of the filter that the actor may see."""

    scope: PlanScope
    entity: CatalogEntity
    row: str
    source: Node
    condition: Node
    record_object: RecordObject

    def field(self, name: str, *path: str) -> CatalogField:
        """Return a field; one that the actor cannot read is as one that is not there."""
        return readable_field(self.scope, self.entity, name, (*path, name))

    def unpacking(self, fields: Iterable[CatalogField]) -> Unpacking:
        """Return the values of fields in a row, with what has to be joined for them."""
        return Unpacking(self.scope, fields, self.row)

    def select(
        self, items: tuple[sql.Item, ...], joins: tuple[sql.Join, ...] = (), limit: int | None = None
    ) -> sql.Select:
        """Return the rows with these columns."""
        return sql.Select(items, self.source, joins, self.condition, limit=limit)
