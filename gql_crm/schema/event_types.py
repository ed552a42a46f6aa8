"""The types of events, one a kind, and the field `timeline` that every record has of them."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.fields.costs import ListSize, listing, weighing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.fields.scalars import DATE_TIME
from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.event_catalog import CatalogEventKind
from gql_crm.reads import CHRONOLOGICAL, NEWEST_FIRST
from gql_crm.reads.comment_html import COMMENT
from gql_crm.reads.event_objects import INTERFACE
from gql_crm.reads.shares import TYPE as SHARE
from gql_crm.reads.timelines import CONNECTION, DASHBOARD, EDGE, TIMELINE
from gql_crm.records import COMMENTED, MOST_RELATED
from gql_crm.schema.connection_types import ConnectionWords, connection_types
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import CHILDREN, PAGE
from gql_crm.schema.wording import described

KIND = "EventKind"
ORDER = "TimelineOrder"
_RECORDS = ListSize(5)
"""Records that an event names; there may be more, as a rule there are one or two."""
_TEXT = GraphQLNonNull(GraphQLString)


def add_event_types(registry: TypeRegistry) -> None:
    """Add `Event`, a type for each kind, their enum, the connection and `Dashboard`."""
    kinds = registry.catalog.event_kinds
    values = {
        key: GraphQLEnumValue(key, description=one.declared.description or key) for key, one in kinds.items()
    }
    registry.add(GraphQLEnumType(KIND, values, description="Kinds of events, those of modules among them."))
    orders = {
        CHRONOLOGICAL: GraphQLEnumValue(CHRONOLOGICAL, description="The oldest first."),
        NEWEST_FIRST: GraphQLEnumValue(NEWEST_FIRST, description="The newest first."),
    }
    registry.add(GraphQLEnumType(ORDER, orders, description="In which order a timeline tells its events."))
    interface = registry.add(_interface(registry))
    for kind in kinds.values():
        registry.add(_event(registry, kind, interface))
    _add_connection(registry, interface)
    registry.add(_dashboard(registry))


def timeline_field(registry: TypeRegistry) -> GraphQLField:
    """Return the field `timeline` of a record."""
    return _timeline(
        registry,
        CHRONOLOGICAL,
        "What has happened to the record, and to the records whose events flow into its timeline.",
        {
            "actorId": GraphQLArgument(GraphQLID, description="Events of this user only."),
            "occurredAt": GraphQLArgument(
                registry.input("DateTimeFilter"), description="Events of this time only."
            ),
        },
    )


def _timeline(
    registry: TypeRegistry, order: str, description: str, more: Mapping[str, GraphQLArgument]
) -> GraphQLField:
    kinds: Any = registry.types[KIND]
    orders: Any = registry.types[ORDER]
    return GeneratedField(
        GraphQLNonNull(registry.object(CONNECTION)),
        {
            "kinds": GraphQLArgument(
                GraphQLList(GraphQLNonNull(kinds)), description="Events of these kinds only."
            ),
            **more,
            "first": GraphQLArgument(
                GraphQLInt, description="How many events from the front, 20 by default."
            ),
            "after": GraphQLArgument(GraphQLString, description="Start behind this cursor."),
            "last": GraphQLArgument(GraphQLInt, description="How many events from the back."),
            "before": GraphQLArgument(GraphQLString, description="End before this cursor."),
            "order": GraphQLArgument(
                orders, default_value=order, description="Which events stand at the front."
            ),
        },
        description=description,
        extensions=listing(PAGE),
    )


def _interface(registry: TypeRegistry) -> GraphQLInterfaceType:
    return GraphQLInterfaceType(
        INTERFACE,
        lambda: _of_every_event(registry),
        description=(
            "Something that has happened; one type a kind: PRICE_CHANGED is `PriceChangedEvent`."
            " An event is never changed."
        ),
    )


def _of_every_event(registry: TypeRegistry) -> dict[str, GraphQLField]:
    record: Any = registry.types["Record"]
    kind: Any = registry.types[KIND]
    fields = {
        "id": GraphQLField(GraphQLNonNull(GraphQLID), description="The event's id."),
        "sequence": GraphQLField(
            _TEXT, description="Orders events as they became certain, whatever their times say."
        ),
        "kind": GraphQLField(GraphQLNonNull(kind), description="What kind of event it is."),
        "occurredAt": GraphQLField(GraphQLNonNull(DATE_TIME), description="When it happened."),
        "recordedAt": GraphQLField(GraphQLNonNull(DATE_TIME), description="When it was written down."),
        "subject": GraphQLField(
            GraphQLNonNull(record), description="The record that it belongs to, whichever timeline tells it."
        ),
        "note": GraphQLField(GraphQLString, description="What somebody noted about it."),
        "related": GraphQLField(
            non_null_list(record),
            description=f"Other records that it has to do with, at most {MOST_RELATED}.",
            extensions=listing(_RECORDS),
        ),
    }
    if "User" in registry.catalog.entities:
        user = registry.object("User")
        fields["actor"] = GraphQLField(user, description="Whose doing it is; null for an invisible user.")
    return fields


def _event(
    registry: TypeRegistry, kind: CatalogEventKind, interface: GraphQLInterfaceType
) -> GraphQLObjectType:
    def fields() -> Mapping[str, GraphQLField]:
        payload = {key: _payload(registry, field, descriptions[key]) for key, field in readable.items()}
        return {**_of_every_event(registry), **payload, **_of_core_kind(registry, kind)}

    there = {"Record", *registry.catalog.entities}
    readable = {
        key: field for key, field in kind.fields.items() if field.target is None or field.target in there
    }
    descriptions = {key: described(field) for key, field in readable.items()}
    text = kind.declared.description or f"An event of the kind {kind.key}."
    return GeneratedObject(kind.type_name, fields, interfaces=(interface,), description=text)


def _of_core_kind(registry: TypeRegistry, kind: CatalogEventKind) -> dict[str, GraphQLField]:
    """Return what is read from elsewhere than the payload."""
    if kind.key == COMMENTED:
        comment = GraphQLNonNull(registry.object(COMMENT))
        return {"comment": GraphQLField(comment, description="The comment, as it is now.")}
    if kind.key in {"SHARED", "UNSHARED"}:
        text = "The share as it is since, or as it was before it was taken back; null of a purged record."
        return {"share": GraphQLField(registry.object(SHARE), description=text)}
    if kind.key != "RECORD_UPDATED":
        return {}
    change = registry.object("FieldChange")
    return {
        "changes": GraphQLField(
            non_null_list(change),
            description="The fields that were changed, those that the caller can read.",
            extensions=listing(CHILDREN),
        )
    }


def _payload(registry: TypeRegistry, field: CatalogField, description: str) -> GraphQLField:
    """Return a field of a payload. A record may be invisible, so that it may be null."""
    type_: Any = registry.types[field.target] if field.target else field.kind.output_type
    if field.target and field.kind.many:
        return GraphQLField(non_null_list(type_), description=description, extensions=listing(_RECORDS))
    type_ = GraphQLList(GraphQLNonNull(type_)) if field.kind.output_list else type_
    type_ = type_ if field.field.nullable or field.target else GraphQLNonNull(type_)
    return GraphQLField(type_, description=description)


def _add_connection(registry: TypeRegistry, event: GraphQLInterfaceType) -> None:
    words = ConnectionWords(
        "event",
        "events",
        edge="An event in a timeline.",
        page="A page of a timeline.",
        place="Where it stands in the timeline.",
        count="How many events the whole timeline has.",
    )
    for type_ in connection_types((CONNECTION, EDGE), lambda: event, words):
        registry.add(type_)


def _dashboard(registry: TypeRegistry) -> GraphQLObjectType:
    def fields() -> Mapping[str, GraphQLField]:
        text = "What has happened to the records that the user owns, or that are shared with them."
        return {TIMELINE: _timeline(registry, NEWEST_FIRST, text, {})}

    return GeneratedObject(DASHBOARD, fields, description="What concerns a user.", extensions=weighing(0))
