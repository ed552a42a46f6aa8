"""What the parts of our schema cost. An object costs 1 where nothing else is said here."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from graphql import (
    GraphQLField,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    is_object_type,
)

from gql_crm.fields.costs import ListSize, list_size_of, listing, weighing, weight_of
from gql_crm.reads import MOST_GROUPS
from gql_crm.reads.connections import DEFAULT_PAGE_ROWS

COUNT: Final = 50
"""A count or an aggregate: it may read every row of a table."""
QUANTIFIER: Final = 10
"""A some, none or every of a filter."""
OPERATION: Final = 10
"""A mutation, and a query that a module wrote by hand."""
FINDING: Final = 10
"""A search for duplicates: an index is asked for each of a record's keys."""
FREE: Final[dict[str, Any]] = weighing(0)
"""Extensions of what costs nothing by itself: a part of a row, or an object around others."""

PAGE: Final = ListSize(DEFAULT_PAGE_ROWS, ("first", "last"), ("edges", "nodes"))
FORWARD_PAGE: Final = ListSize(DEFAULT_PAGE_ROWS, ("first",), ("edges", "nodes"))
GROUPS: Final = ListSize(MOST_GROUPS, ("first",))
"""The groups themselves are counted already; records in their keys are not."""
CHILDREN: Final = ListSize(10)
"""Objects that a record owns, and their fields in a catalog."""
WRITTEN: Final = 2
"""A record that a mutation of many writes: less than one for itself, the request is shared."""
MOST_TARGETS: Final = 1_000
"""Records that a mutation of many takes by filter: each counts as written."""
MOST_RUNS: Final = 200
"""Jobs that one call of runDueJobs runs."""
INPUTS: Final = ListSize(arguments=("inputs",))
TARGETS: Final = ListSize(MOST_TARGETS, ("target.ids",))
IDS: Final = ListSize(arguments=("ids",))
LISTED: Final = ListSize(20)
"""Objects in a list that a module's operation returns."""
ENTITIES: Final = ListSize(40)
"""Entities of a catalog, and …"""
FIELDS: Final = ListSize(50)
"""… fields of one: the size that is promised to be fast."""
OWNED_LISTS: Final = ListSize(2)
"""Lists of objects that the records of an entity own."""

_COUNTED: Final = frozenset({"totalCount", "count", "aggregate", "groups"})
"""Members of a connection that look at all of the list."""


def counting(members: dict[str, GraphQLField]) -> dict[str, GraphQLField]:
    """Return a connection's members; those that look at the whole list say what that costs."""
    for name in _COUNTED & members.keys():
        members[name].extensions = {**members[name].extensions, **weighing(COUNT)}
    if "groups" in members:
        assume_size(members["groups"], GROUPS)
    return members


def weigh_operations(fields: Iterable[GraphQLField]) -> None:
    """Let root fields that do work of their own say so, those that say nothing else."""
    for field in fields:
        if weight_of(field) is None:
            field.extensions = {**field.extensions, **weighing(OPERATION)}


def assume_size(field: GraphQLField, size: ListSize) -> GraphQLField:
    """Let a field say how long its lists are."""
    field.extensions = {**field.extensions, **listing(size)}
    return field


def with_list_size(field: GraphQLField) -> GraphQLField:
    """Let a hand-written field that returns a list of objects, or a connection, say how many count."""
    named = get_named_type(field.type)
    if list_size_of(field) is not None or not is_composite_type(named):
        return field
    arguments = tuple(name for name in PAGE.arguments if name in field.args)
    if is_list_type(get_nullable_type(field.type)):
        free = is_object_type(named) and weight_of(named) == 0
        return field if free else assume_size(field, replace(LISTED, arguments=arguments))
    if named.name.endswith("Connection"):
        return assume_size(field, replace(PAGE, arguments=arguments))
    return field
