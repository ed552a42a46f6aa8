"""`search`: every word must occur in the record's searchable texts, folded."""

from gql_crm import sql
from gql_crm.fields.text_matching import contains_folded
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.notes import SearchedByField
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, Node

_MOST_WORDS = 12


def search_condition(
    scope: PlanScope, entity: CatalogEntity, alias: str, search: sql.Given[str] | None
) -> Node:
    """Return the condition that the row is found; blank text finds everything."""
    if search is None:
        return sql.TRUE
    words = search.map(_words).elements()
    hidden = scope.access(entity).hidden
    readable = [f for f in entity.fields.values() if f.searchable and f.key not in hidden]
    if any(f.searchable and f.key in hidden for f in entity.fields.values()):
        scope.notes.add(SearchedByField(entity.name))
        return sql.all_of(
            *(
                sql.any_of(*(contains_folded(f.storage.stored(alias).value, word) for f in readable))
                for word in words
            )
        )
    return sql.all_of(*(_in_texts(alias, word) for word in words))


def _words(search: str) -> list[str]:
    return search.split()[:_MOST_WORDS]


def _in_texts(alias: str, word: sql.Given[str]) -> Node:
    return sql.Exists(
        sql.Select(
            (sql.Item(sql.Constant(1), "one"),),
            sql.Table("record_text", "rt"),
            where=sql.all_of(
                sql.equal(Column("rt", "record_id"), Column(alias, "id")),
                contains_folded(Column("rt", "search_text"), word, folded=True),
            ),
        )
    )
