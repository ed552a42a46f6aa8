"""Links as history has them: the records that came and left, each with its relation type, as JSON."""

from collections.abc import Mapping

import orjson

from gql_crm import sql
from gql_crm.journal import LINKS
from gql_crm.reads.related import readable_relation_types
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.spine import visible_record
from gql_crm.sql import Column, Node


def historic_links(scope: PlanScope) -> Mapping[str, str]:
    """Return the keys of the relation types that there are, by the ids that history has of their links."""
    return {f"{LINKS}{one.relation_id}": key for key, one in readable_relation_types(scope).items()}


def shown_links(scope: PlanScope, keys: Mapping[str, str], row: str, links: Node) -> Node:
    """Return links that left or came, without those to records that the actor cannot see."""
    element, record = scope.alias(), scope.alias()
    link = Column(element, "value")
    own = sql.equal(Column(record, "id"), sql.Cast(sql.json_text(link, "id"), "uuid"))
    seen = sql.Select(
        (sql.Item(sql.Constant(1), "one"),),
        sql.Table("record", record),
        where=sql.all_of(own, visible_record(scope, record)),
    )
    relation = sql.Binary(sql.Parameter(orjson.dumps(keys).decode(), "jsonb"), "->>", Column(row, "field_id"))
    named = sql.Binary(link, "||", sql.call("jsonb_build_object", sql.Constant("relation"), relation))
    listed = sql.Item(sql.JsonAggregate(named, Column(element, "rn")), "listed")
    elements = sql.Elements(links, element)
    return sql.Cast(sql.Scalar(sql.Select((listed,), elements, where=sql.Exists(seen))), "jsonb")
