"""What `recordChanged` and `contactChanged` tell next, behind the place that was told last.

The read is of the feed: its order, its sight, its kinds. A filter is asked of a record as the actor sees it
now; that a record is gone is told whatever the filter says, because nothing of it can be asked any more.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphql import FieldNode, GraphQLInputObjectType
from graphql.utilities import coerce_input_value

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.fields.input_faults import input_faults
from gql_crm.fields.scalars import parse_id
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.change_objects import ChangeObjects
from gql_crm.reads.changes import told_entities
from gql_crm.reads.feed_cursors import current_epoch, feed_cursor, read_feed_cursor
from gql_crm.reads.feed_rows import OnlySome, rows_after
from gql_crm.reads.filters import filter_condition
from gql_crm.reads.live_pages import MOST_TOLD, SUBSCRIPTION, live_page, place_of
from gql_crm.reads.scope import PlanScope
from gql_crm.reads.selection import arguments
from gql_crm.sql import Column, Node
from gql_crm.text import did_you_mean, shown

RECORD_CHANGED: Final = "recordChanged"
_MOST_FAULTS: Final = 3


def changed_entity(scope: PlanScope, nodes: Sequence[FieldNode]) -> CatalogEntity | None:
    """Return the entity that a subscription is told of; None for what is no subscription to changes."""
    known = told_entities(scope)
    name = nodes[0].name.value
    if name != RECORD_CHANGED:
        return next((entity for entity in known.values() if entity.names.changed == name), None)
    wanted: str = arguments(scope, SUBSCRIPTION, nodes[0])["entity"].plain()
    if wanted not in known:
        hint = did_you_mean(wanted, known) or " Pass the name of an entity, such as those of catalog."
        raise ClientError("BAD_USER_INPUT", f"entity: there is no entity {shown(wanted)}.{hint}")
    return known[wanted]


def changes_after(scope: PlanScope, entity: CatalogEntity, nodes: Sequence[FieldNode]) -> Node:
    """Plan the next page; NULL where the place is of another epoch."""
    given = arguments(scope, SUBSCRIPTION, nodes[0])
    cursor = read_feed_cursor(place_of(scope))
    known = {entity.name: entity}
    id_ = given.get("id")
    only = OnlySome(
        None if id_ is None else sql.Parameter(id_.map(parse_id), "uuid"),
        lambda record: _matches(scope, entity, given, record),
    )
    rows = rows_after(scope, known, entity, cursor, MOST_TOLD, only)
    row = scope.alias()
    change = ChangeObjects(scope, row, known)
    typed = nodes[0].name.value != RECORD_CHANGED
    value = change.typed(entity, nodes) if typed else change.object(nodes)
    told = sql.Select((), sql.Table(rows.told, row))
    page = live_page(scope, told, (feed_cursor(row), value, Column(row, "n")), rows.examined, feed_cursor)
    whole = sql.Scalar(sql.With(rows.parts, sql.Select((sql.Item(page, "page"),))))
    return sql.Case(((sql.equal(current_epoch(), cursor.epoch), whole),))


def _matches(
    scope: PlanScope, entity: CatalogEntity, given: Mapping[str, sql.Given[Any]], record: Node
) -> Node:
    wanted = given.get("filter")
    if wanted is None:
        return sql.TRUE
    wanted = wanted.map(lambda value: _as_filter(scope, entity, value))
    if "deleted" in dict(wanted.members()):
        text = 'filter: "deleted" has no say here; a change tells by its kind whether a record was deleted.'
        raise ClientError("BAD_USER_INPUT", text)
    row = scope.alias()
    own = sql.equal(Column(row, "id"), record)
    matching = sql.all_of(own, filter_condition(scope, entity, row, wanted, ("filter",)))
    one = (sql.Item(sql.Constant(1), "one"),)
    return sql.Exists(sql.Select(one, sql.Table(entity.table, row), where=matching))


def _as_filter(scope: PlanScope, entity: CatalogEntity, value: Any) -> Any:
    """Read a filter that came as JSON by the entity's own input; a typed one has been read so before."""
    type_ = scope.schema.get_type(entity.names.filter)
    if not isinstance(type_, GraphQLInputObjectType):
        msg = f'"{entity.names.filter}" is no input'
        raise TypeError(msg)
    faults = input_faults(value, type_, limit=_MOST_FAULTS)
    if faults:
        texts = (f"{'.'.join(('filter', *fault.path))}: {fault.text}" for fault in faults)
        raise ClientError("BAD_USER_INPUT", " ".join(texts))
    return coerce_input_value(value, type_)
