"""Values as history has them, without the ids of records that the actor cannot see."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from graphql import GraphQLObjectType

from gql_crm import sql
from gql_crm.access import RowScope, row_predicate
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity
from gql_crm.reads.historic_links import historic_links, shown_links
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, Node

Place = Literal[0, 1]
"""Where a value stands in the pair that history has of a field: the old one is the first."""


class HistoricValues:
    """The old and new values of entities' fields, where a row has `field_id` and their `pair`."""

    def __init__(self, scope: PlanScope, *entities: CatalogEntity) -> None:
        self._scope = scope
        fields = (one for entity in entities for one in entity.value_fields.values())
        self._references = self._guarded((one.field_id, one.target) for one in fields)
        lists = (one for entity in entities for one in entity.lists.values())
        own = (one for one in lists if one.field_id and one.side == "source")
        self._lists = self._guarded((one.field_id, one.target) for one in own)
        self._children = [child for entity in entities for child in entity.children.values()]
        self._links = historic_links(scope)

    def of(self, row: str, place: Place) -> Node:
        """Return the value at a place of the pair."""
        at = sql.Constant(int(place))
        value = sql.Binary(Column(row, "pair"), "->", at)
        field_id = Column(row, "field_id")
        branches: list[tuple[Node, Node]] = []
        if self._references:
            among = sql.AnyOf(field_id, sql.parameters(sorted(self._references), "text"))
            target = sql.Binary(Column(row, "pair"), "->>", at)
            seen = sql.Exists(self._seen(target, self._references.values()))
            branches.append((among, sql.Case(((seen, value),))))
        if self._lists:
            among = sql.AnyOf(field_id, sql.parameters(sorted(self._lists), "text"))
            branches.append((among, self._seen_of_list(value)))
        if self._links:
            among = sql.AnyOf(field_id, sql.parameters(sorted(self._links), "text"))
            branches.append((among, shown_links(self._scope, self._links, row, value)))
        for child in self._children:
            shown = self._shown_child(child, value)
            if shown is not None:
                branches.append((sql.equal(field_id, sql.Constant(child.field_id)), shown))
        return sql.Case(tuple(branches), value) if branches else value

    def _guarded(self, targets: Iterable[tuple[str, str | None]]) -> Mapping[str, str]:
        """Return the targets of which the actor may not see every record, by the id or key that they have."""
        return {
            key: target
            for key, target in targets
            if target and self._scope.access(self._scope.entity(target)).read is not RowScope.ALL
        }

    def _seen(self, id_: Node, targets: Iterable[str]) -> sql.Select:
        """Select the record of that id, given as text, if the actor may see it, deleted or not."""
        record = self._scope.alias()
        entities = (self._scope.entity(name) for name in sorted(set(targets)))
        visible = sql.any_of(
            *(
                sql.all_of(
                    sql.equal(Column(record, "entity"), sql.Constant(one.stored_as)),
                    row_predicate(self._scope.access(one).to_read, record, self._scope.viewer),
                )
                for one in entities
            )
        )
        own = sql.equal(Column(record, "id"), sql.Cast(id_, "uuid"))
        one_column = (sql.Item(sql.Constant(1), "one"),)
        return sql.Select(one_column, sql.Table("record", record), where=sql.all_of(own, visible))

    def _seen_of_list(self, ids: Node) -> Node:
        element = self._scope.alias()
        id_ = Column(element, "value")
        seen = sql.Exists(self._seen(id_, self._lists.values()))
        return _listed(id_, sql.Elements(ids, element, texts=True), element, seen)

    def _shown_child(self, child: CatalogChild, children: Node) -> Node | None:
        """Return children with the fields that the actor reads; None where these are all."""
        type_ = self._scope.schema.get_type(child.name)
        known = type_.fields.keys() if isinstance(type_, GraphQLObjectType) else set()
        hidden = [key for key in child.fields if key not in known]
        guarded = self._guarded((key, one.target) for key, one in child.fields.items() if key in known)
        if not hidden and not guarded:
            return None
        element = self._scope.alias()
        shown: Node = Column(element, "value")
        if hidden:
            shown = sql.Binary(shown, "-", sql.parameters(hidden, "text"))
        if guarded:
            shown = sql.Binary(shown, "-", self._unseen_members(Column(element, "value"), guarded))
        return _listed(shown, sql.Elements(children, element), element)

    def _unseen_members(self, child: Node, guarded: Mapping[str, str]) -> Node:
        member = self._scope.alias()
        key = Column(member, "key")
        among = sql.AnyOf(key, sql.parameters(sorted(guarded), "text"))
        unseen = sql.Not(sql.Exists(self._seen(sql.Binary(child, "->>", key), guarded.values())))
        where = sql.all_of(among, unseen)
        return sql.ArrayOf(sql.Select((sql.Item(key, "key"),), sql.Members(child, member), where=where))


def _listed(value: Node, source: Node, element: str, where: Node = sql.TRUE) -> Node:
    items: Sequence[sql.Item] = (sql.Item(sql.JsonAggregate(value, Column(element, "rn")), "listed"),)
    return sql.Cast(sql.Scalar(sql.Select(tuple(items), source, where=where)), "jsonb")
