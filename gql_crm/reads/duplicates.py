"""`findDuplicateContacts`: records that are probably the same as one, or as what a form holds.

Finding them and reading what is selected of them is one expression. Only rules are asked whose fields the
actor may all read, and only records that they see are told.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import FieldNode

from gql_crm import sql
from gql_crm.access import asked_rules
from gql_crm.errors import ClientError
from gql_crm.fields.kind import FilterContext, ValueContext, ValueProblem
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.duplicate_keys import MOST_MATCHES, TABLE, Key, hashed, keys_of, matches
from gql_crm.plugins.duplicates import CatalogDuplicateRule
from gql_crm.reads.objects import record_object
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import selected_fields
from gql_crm.sql import Column, JsonMember, Node

MATCH: Final = "DuplicateMatch"
_KEYS: Final = "k"


def duplicate_roots(catalog_entities: Mapping[str, CatalogEntity]) -> Mapping[str, CatalogEntity]:
    """Return the entities by the names of their queries."""
    return {entity.names.find_duplicates: entity for entity in catalog_entities.values()}


def duplicates_of(
    scope: PlanScope, entity: CatalogEntity, given: Mapping[str, sql.Given[Any]], nodes: Sequence[FieldNode]
) -> Node:
    """Return the JSON list of matches, the surest first."""
    if ("id" in given) == ("input" in given):
        text = f"{entity.names.find_duplicates}: pass either the id of a record or an input, not both."
        raise ClientError("BAD_USER_INPUT", text)
    rules = asked_rules(entity, scope.profile)
    seen = scope.visible(entity, "e")
    if "id" in given:
        id_ = sql.Parameter(given["id"].map(parse_id), "uuid")
        keys: Node = _keys_of_record(scope, entity, id_, rules)
        seen = sql.all_of(seen, sql.Binary(Column("e", "id"), "<>", id_))
    else:
        held = given["input"].with_(scope.clock, lambda values, clock: _keys_of_input(rules, values, clock))
        keys = hashed(held, _KEYS)
    return _listed(scope, entity, rules, matches(entity, keys, _KEYS, seen), nodes)


def _keys_of_record(
    scope: PlanScope, entity: CatalogEntity, id_: Node, rules: Sequence[CatalogDuplicateRule]
) -> sql.Subquery:
    """Return the keys of a record that the actor sees."""
    own, row = scope.alias(), scope.alias()
    items = tuple(sql.Item(Column(own, name), name) for name in ("rule_id", "key"))
    select = sql.Select(
        items,
        sql.Table(TABLE, own),
        (
            sql.Join(
                "JOIN", sql.Table(entity.table, row), sql.equal(Column(row, "id"), Column(own, "record_id"))
            ),
        ),
        sql.all_of(
            sql.equal(Column(own, "record_id"), id_),
            sql.AnyOf(Column(own, "rule_id"), sql.parameters([rule.rule_id for rule in rules], "text")),
            scope.visible(entity, row),
        ),
    )
    return sql.Subquery(select, _KEYS)


def _keys_of_input(
    rules: Sequence[CatalogDuplicateRule], given: Mapping[str, Any], clock: FilterContext
) -> Sequence[Key]:
    """Return the keys of what a form holds; a value that its field does not accept yet matches nothing."""
    context = ValueContext(default_country=clock.country)
    values = {}
    for field in {key: one for rule in rules for key, one in rule.fields.items()}.values():
        raw = given.get(field.input_name)
        if raw is not None:
            values[field.key] = _parsed(field, raw, context)
    return keys_of(rules, values)


def _parsed(field: CatalogField, raw: Any, context: ValueContext) -> Any:
    try:
        return field.kind.parse(raw, field.field, context)
    except ValueProblem:
        return None


def _listed(
    scope: PlanScope,
    entity: CatalogEntity,
    rules: Sequence[CatalogDuplicateRule],
    found: sql.Select,
    nodes: Sequence[FieldNode],
) -> Node:
    match, rule, best, outer, row = (scope.alias() for _ in range(5))
    place = sql.call("min", Column(rule, "place"))
    ranked = sql.Select(
        (sql.Item(Column(match, "record_id"), "record_id"), sql.Item(place, "place")),
        sql.Subquery(found, match),
        (sql.Join("JOIN", _told(rules, rule), sql.equal(Column(rule, "rule_id"), Column(match, "rule_id"))),),
        group=(Column(match, "record_id"),),
        order=(sql.OrderKey(place), sql.OrderKey(Column(match, "record_id"), descending=True)),
        limit=MOST_MATCHES,
    )
    items = (
        sql.Item(sql.RowNumber(), "rn"),
        sql.Item(Column(best, "record_id"), "record_id"),
        sql.Item(Column(best, "place"), "place"),
    )
    numbered = sql.Subquery(sql.Select(items, sql.Subquery(ranked, best)), outer)
    told = scope.alias()
    source = sql.Joined(
        numbered,
        (
            sql.Join(
                "JOIN", sql.Table(entity.table, row), sql.equal(Column(row, "id"), Column(outer, "record_id"))
            ),
            sql.Join("JOIN", _told(rules, told), sql.equal(Column(told, "place"), Column(outer, "place"))),
        ),
    )
    value = _match(scope, entity, row, told, nodes)
    listed = sql.Item(sql.JsonAggregate(value, Column(outer, "rn")), "matches")
    return sql.Scalar(sql.Select((listed,), source))


def _told(rules: Sequence[CatalogDuplicateRule], alias: str) -> sql.UnnestedTogether:
    """Return the source of what is told of each rule, and its place among the others."""
    arrays: tuple[tuple[str, Node], ...] = (
        ("place", sql.parameters(list(range(len(rules))), "integer")),
        ("rule_id", sql.parameters([rule.rule_id for rule in rules], "text")),
        ("rule", sql.parameters([rule.name for rule in rules], "text")),
        ("score", sql.parameters([rule.rule.score for rule in rules], "double precision")),
    )
    return sql.UnnestedTogether(arrays, alias)


def _match(
    scope: PlanScope, entity: CatalogEntity, row: str, told: str, nodes: Sequence[FieldNode]
) -> sql.JsonObject:
    members = []
    for key, inner in selected_fields(scope, nodes, frozenset({MATCH})).items():
        match inner[0].name.value:
            case "record":
                value: Node = record_object(scope, entity, row, inner)
            case "rule" | "score" as name:
                value = Column(told, name)
            case _:
                value = sql.Constant(MATCH)
        members.append(JsonMember(key, value))
    return sql.JsonObject(tuple(members))
