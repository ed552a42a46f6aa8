"""Records of any entity, told apart and guarded by their lines in the spine alone."""

from collections.abc import Iterable

from gql_crm import sql
from gql_crm.access import RowScope, row_predicate
from gql_crm.errors import ClientError
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.scope import PlanScope
from gql_crm.sql import Column, Node
from gql_crm.text import did_you_mean, shown


def visible_record(scope: PlanScope, alias: str, entity: CatalogEntity | None = None) -> Node:
    """Return the condition that the actor may see the record `alias` of the spine, which is of an entity.

    Every entity has its own row scope; those with the same one share a condition.
    """
    if entity is not None:
        own = sql.equal(Column(alias, "entity"), sql.Constant(entity.name))
        return sql.all_of(own, scope.visible(entity, alias))
    return sql.any_of(
        *(
            sql.all_of(of_entities(alias, names), row_predicate(row_scope, alias, scope.user_id))
            for row_scope, names in names_by_scope(scope, scope.every_entity().values()).items()
        )
    )


def names_by_scope(scope: PlanScope, entities: Iterable[CatalogEntity]) -> dict[RowScope, list[str]]:
    """Return the names of entities by what the actor may read of them."""
    by_scope: dict[RowScope, list[str]] = {}
    for entity in entities:
        by_scope.setdefault(scope.access(entity).read, []).append(entity.name)
    return by_scope


def of_entities(alias: str, names: list[str]) -> Node:
    """Return the condition that a record is of one of these entities."""
    return sql.AnyOf(Column(alias, "entity"), sql.parameters(names, "text"))


def entity_of(scope: PlanScope, given: sql.Given[str] | None) -> CatalogEntity | None:
    """Return the entity that an argument names, which the actor can read; None without an argument."""
    if given is None:
        return None
    name, entities = given.plain(), scope.every_entity()
    readable = {one.name for one in entities.values() if scope.access(one).read is not RowScope.NONE}
    if name not in readable:
        hint = did_you_mean(name, readable) or " Pass the name of a type, such as Contact."
        raise ClientError("BAD_USER_INPUT", f"entity: there is no entity {shown(name)}.{hint}")
    return entities[name]
