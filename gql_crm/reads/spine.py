"""Records of any entity, where a document asks for `Node` or `Record`.

The interface's members are read from the spine alone; only types that a document names make a branch.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import Reach, row_predicate
from gql_crm.fields.storage import TagStorage
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.system import TAGS
from gql_crm.reads.favorites import IS_FAVORITE, is_favorite
from gql_crm.reads.related import RELATED
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import possible_types, selected_fields, type_conditions
from gql_crm.reads.shares import SHARES, share_list
from gql_crm.sql import Column, JsonMember, Node

RECORD_INTERFACES = frozenset({"Node", "Record"})
_SPINE_COLUMNS = {"id": "id", "createdAt": "created_at", "updatedAt": "updated_at", "deletedAt": "deleted_at"}
_SPINE_FIELDS = frozenset(
    {
        "__typename",
        "recordType",
        "displayName",
        "owner",
        "team",
        RELATED,
        SHARES,
        TAGS,
        IS_FAVORITE,
        *_SPINE_COLUMNS,
    }
)
_SPINE_REFERENCES = {"owner": ("User", "owner_id"), "team": ("Team", "team_id")}


@dataclass(frozen=True, slots=True)
class Readers:
    """How records of one entity are read, and the related ones of a row: handed in, they read each other."""

    by_id: Callable[[PlanScope, CatalogEntity, Node, Sequence[FieldNode]], Node]
    referred: Callable[[PlanScope, CatalogEntity, Node, Sequence[FieldNode]], Node]
    related: Callable[[PlanScope, str, str, list[FieldNode]], Node]


def spine_record(scope: PlanScope, id_: Node, nodes: Sequence[FieldNode], read: Readers) -> Node:
    """Return the record of any entity with that id as JSON; NULL when it is absent or invisible."""
    alias = scope.alias()
    select = sql.Select(
        (sql.Item(_node(scope, alias, nodes, read), "record"),),
        sql.Table("record", alias),
        where=sql.all_of(sql.equal(Column(alias, "id"), id_), visible_record(scope, alias)),
    )
    return sql.Scalar(select)


def _node(scope: PlanScope, alias: str, nodes: Sequence[FieldNode], read: Readers) -> Node:
    generic = selected_fields(scope, nodes, RECORD_INTERFACES)
    wanted = {field_nodes[0].name.value for field_nodes in generic.values()}
    if wanted <= _SPINE_FIELDS:
        asked = _entities_of(scope, type_conditions(scope, nodes))
        named = sorted(asked | (_with_hidden_names(scope) if "displayName" in wanted else set()))
        fallback: Node = sql.JsonObject(
            tuple(JsonMember(key, _spine_member(scope, alias, n, read)) for key, n in generic.items())
        )
    else:
        named = sorted(scope.every_entity())
        fallback = sql.NULL
    if not named:
        return fallback
    entity_is = [_is(alias, scope.entity(name)) for name in named]
    records = [read.by_id(scope, scope.entity(name), Column(alias, "id"), nodes) for name in named]
    return sql.Case(tuple(zip(entity_is, records, strict=True)), fallback)


def _entities_of(scope: PlanScope, type_names: set[str]) -> set[str]:
    """Return the entities that fragments name: by themselves, or by an interface or union over them."""
    names = type_names - RECORD_INTERFACES
    members = (possible_types(scope, name) for name in names)
    return names.union(*members) & scope.catalog.entities.keys()


def _spine_member(scope: PlanScope, alias: str, nodes: list[FieldNode], read: Readers) -> Node:
    name = nodes[0].name.value
    if name in _SPINE_COLUMNS:
        return Column(alias, _SPINE_COLUMNS[name])
    if name in _SPINE_REFERENCES:
        entity, column = _SPINE_REFERENCES[name]
        return read.referred(scope, scope.entity(entity), Column(alias, column), nodes)
    if name == "displayName":
        text = sql.Select(
            (sql.Item(Column("rt", "label"), "label"),),
            sql.Table("record_text", "rt"),
            where=sql.equal(Column("rt", "record_id"), Column(alias, "id")),
        )
        return sql.Scalar(text)
    if name in {TAGS, IS_FAVORITE}:
        return TagStorage().stored(alias).value if name == TAGS else is_favorite(scope, alias)
    if name == SHARES:
        return share_list(scope, alias, nodes, read.referred)
    return read.related(scope, "Record", alias, nodes) if name == RELATED else entity_name(scope, alias)


def _is(alias: str, entity: CatalogEntity) -> Node:
    return sql.equal(Column(alias, "entity"), sql.Constant(entity.stored_as))


def entity_name(scope: PlanScope, alias: str) -> Node:
    """Return the name of the entity that a row of the spine, or of history, is of."""
    others = [one for name, one in scope.every_entity().items() if one.stored_as != name]
    called = Column(alias, "entity")
    if not others:
        return called
    return sql.Case(tuple((_is(alias, one), sql.Constant(one.name)) for one in others), called)


def _with_hidden_names(scope: PlanScope) -> set[str]:
    """Entities whose records are called by fields that the actor cannot read: the label would tell them."""
    return {
        name
        for name, entity in scope.every_entity().items()
        if not scope.access(entity).hidden.isdisjoint(
            (*entity.entity.display, *entity.entity.display_fallback)
        )
    }


def visible_record(scope: PlanScope, alias: str) -> Node:
    """Return the condition that the actor may see a row of the spine.

    Every entity has its own row scope; those with the same one share a condition.
    """
    by_reach: dict[Reach, list[CatalogEntity]] = {}
    for entity in scope.every_entity().values():
        by_reach.setdefault(scope.access(entity).to_read, []).append(entity)
    return sql.any_of(
        *(
            sql.all_of(
                sql.AnyOf(
                    Column(alias, "entity"), sql.parameters([entity.stored_as for entity in entities], "text")
                ),
                row_predicate(reach, alias, scope.viewer),
            )
            for reach, entities in by_reach.items()
        )
    )
