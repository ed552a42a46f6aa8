"""Whether the actor has marked a record."""

from typing import Final

from gql_crm import sql
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, Node

IS_FAVORITE: Final = "isFavorite"


def is_favorite(scope: PlanScope, alias: str) -> Node:
    """Return whether the actor has marked the record `alias`."""
    mark = sql.Select(
        (sql.Item(sql.Constant(1), "one"),),
        sql.Table("favorite", "fav"),
        where=sql.all_of(
            sql.equal(Column("fav", "user_id"), sql.Parameter(scope.user_id, "uuid")),
            sql.equal(Column("fav", "record_id"), Column(alias, "id")),
        ),
    )
    return sql.Exists(mark)
