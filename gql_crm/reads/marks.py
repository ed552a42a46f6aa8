"""What is known of a found record: whether there is a record that refers to both, it and who finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gql_crm import sql
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.found_lists import Mark
from gql_crm.reads.fitting import Rows
from gql_crm.reads.lists import list_rows
from gql_crm.sql import Column, Node

_ONE: Final = (sql.Item(sql.Constant(1), "one"),)


@dataclass(frozen=True, slots=True)
class Marking:
    """How a statement asks for marks: its entities and aliases, and which rows of theirs count."""

    entity: Callable[[str], CatalogEntity]
    alias: Callable[[], str]
    visible: Callable[[CatalogEntity, str], Node]

    def is_marked(self, mark: Mark, rows: Rows) -> Node:
        """Return whether a live record that counts refers to the found one and to who finds it."""
        marking, row = self.entity(mark.entity), self.alias()
        about = marking.all_fields[mark.about].storage.stored(row).value
        ways = [self._is_about(mark, rows, about)]
        ways += [sql.equal(about, rows.wished(key)[1].value) for key in mark.also]
        if mark.finder is not None:
            by = marking.all_fields[mark.finder].storage.stored(row).value
            ways.append(sql.equal(by, Column(rows.finder, "id")))
        where = sql.all_of(
            sql.equal(marking.all_fields[mark.found].storage.stored(row).value, Column(rows.found, "id")),
            sql.IsNull(Column(row, "deleted_at")),
            self.visible(marking, row),
            sql.any_of(*ways),
        )
        return sql.Exists(sql.Select(_ONE, sql.Table(marking.table, row), where=where))

    def _is_about(self, mark: Mark, rows: Rows, about: Node) -> Node:
        if mark.among is None:
            return sql.equal(about, Column(rows.finder, "id"))
        to_many, other = rows.wishing.lists[mark.among], self.alias()
        among = list_rows(to_many, self.entity(to_many.target).table, rows.finder, other)
        same = sql.equal(Column(other, "id"), about)
        return sql.Exists(sql.Select(_ONE, among.source, where=sql.all_of(among.condition, same)))
