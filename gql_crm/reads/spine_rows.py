"""Rows of the spine in lists: of which entities they are, and which of them the actor sees."""

from collections.abc import Iterable

from gql_crm import sql
from gql_crm.access import Reach, RowScope
from gql_crm.errors import ClientError
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.spine import visible_record
from gql_crm.sql import Column, Node
from gql_crm.text import did_you_mean, shown


def visible_of(scope: PlanScope, alias: str, entity: CatalogEntity | None) -> Node:
    """Return the condition that the actor may see the row, which is of an entity where one is given."""
    if entity is None:
        return visible_record(scope, alias)
    own = sql.equal(Column(alias, "entity"), sql.Constant(entity.stored_as))
    return sql.all_of(own, scope.visible(entity, alias))


def names_by_reach(scope: PlanScope, entities: Iterable[CatalogEntity]) -> dict[Reach, list[str]]:
    """Return what rows call entities, by what the actor may read of them."""
    by_reach: dict[Reach, list[str]] = {}
    for entity in entities:
        by_reach.setdefault(scope.access(entity).to_read, []).append(entity.stored_as)
    return by_reach


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
