"""`tags`: the tags of records that the actor can see, the most used ones first."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import FieldNode

from gql_crm import sql
from gql_crm.fields.storage import RECORD_TAG
from gql_crm.fields.text_matching import contains_folded
from gql_crm.reads.connections import page_size
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import selected_fields
from gql_crm.reads.spine_rows import entity_of, visible_of
from gql_crm.sql import Column, JsonMember, Node

TAG_COUNT = "TagCount"


def tag_list(scope: PlanScope, given: Mapping[str, sql.Given[Any]], nodes: Sequence[FieldNode]) -> Node:
    """Return a JSON list of tags with how many records have them."""
    size = page_size(scope, given)
    listed = scope.alias()
    columns = {"tag": Column(listed, "tag"), "count": Column(listed, "count")}
    members = (
        JsonMember(key, columns.get(inner[0].name.value, sql.Constant(TAG_COUNT)))
        for key, inner in selected_fields(scope, nodes, frozenset({TAG_COUNT})).items()
    )
    tags = sql.Subquery(_tags(scope, given, size), listed)
    return sql.Scalar(
        sql.Select((sql.Item(sql.JsonAggregate(sql.JsonObject(tuple(members))), "tags"),), tags)
    )


def _tags(scope: PlanScope, given: Mapping[str, sql.Given[Any]], size: int) -> sql.Select:
    tag, record = scope.alias(), scope.alias()
    key = Column(tag, "key")
    entity = entity_of(scope, given.get("entity"))
    search = given.get("search")
    return sql.Select(
        (
            # One of the spellings: capital letters come before small ones.
            sql.Item(sql.call("min", sql.Collate(Column(tag, "name"))), "tag"),
            sql.Item(sql.CountRows(), "count"),
        ),
        sql.Table(RECORD_TAG, tag),
        joins=(
            sql.Join(
                "JOIN",
                sql.Table("record", record),
                sql.equal(Column(record, "id"), Column(tag, "record_id")),
            ),
        ),
        where=sql.all_of(
            sql.TRUE if search is None else contains_folded(key, search, folded=True),
            sql.IsNull(Column(record, "deleted_at")),
            visible_of(scope, record, entity),
        ),
        group=(key,),
        order=(sql.OrderKey(sql.CountRows(), descending=True), sql.OrderKey(sql.Collate(key))),
        limit=size,
    )
