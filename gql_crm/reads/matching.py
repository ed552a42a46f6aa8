"""Which records a change of many is for: those that meet a filter and that the actor can see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gql_crm import sql
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.filters import Path, deleted_condition, filter_condition
from gql_crm.reads.scope import PlanScope


@dataclass(frozen=True, slots=True)
class Matching:
    """The condition of a filter, as lists have it."""

    entity: CatalogEntity
    alias: str
    filter: sql.Node
    there: sql.Node

    @property
    def is_everything(self) -> bool:
        """Whether the filter says nothing."""
        return self.filter == sql.TRUE

    def locked(self, most: int, *, after: UUID | None = None, until: UUID | None = None) -> sql.Select:
        """Return the SELECT of the ids in their order, so that two changes of many wait for each other.

        `after` and `until` are ids between which they lie, the last one included.
        """
        id_ = sql.Column(self.alias, "id")
        ends = (
            sql.TRUE if after is None else sql.Binary(id_, ">", sql.Parameter(after, "uuid")),
            sql.TRUE if until is None else sql.Binary(id_, "<=", sql.Parameter(until, "uuid")),
        )
        return sql.Select(
            (sql.Item(id_, "id"),),
            sql.Table(self.entity.table, self.alias),
            where=sql.all_of(self._condition(), *ends),
            order=(sql.OrderKey(id_),),
            limit=most,
            lock="FOR UPDATE",
        )

    def last(self) -> sql.Select:
        """Return the SELECT of the greatest id."""
        id_ = sql.Column(self.alias, "id")
        order = (sql.OrderKey(id_, descending=True),)
        table = sql.Table(self.entity.table, self.alias)
        return sql.Select((sql.Item(id_, "id"),), table, where=self._condition(), order=order, limit=1)

    def count(self) -> sql.Select:
        """Return the SELECT of how many there are."""
        table = sql.Table(self.entity.table, self.alias)
        return sql.Select((sql.Item(sql.CountRows(), "count"),), table, where=self._condition())

    def _condition(self) -> sql.Node:
        return sql.all_of(self.there, self.filter)


def matching(scope: PlanScope, entity: CatalogEntity, given: Mapping[str, Any], path: Path) -> Matching:
    """Plan a filter that stands at `path` of the arguments."""
    alias = scope.alias()
    values = sql.given(given)
    there = sql.all_of(deleted_condition(values, alias), scope.visible(entity, alias))
    return Matching(entity, alias, filter_condition(scope, entity, alias, values, path), there)
