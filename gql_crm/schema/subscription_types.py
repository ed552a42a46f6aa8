"""Subscriptions: what is told as it happens. Who delivers hands over each thing as it was read."""

from collections.abc import Mapping
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
)

from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.fields.scalars import JSON
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.reads.change_objects import CHANGE
from gql_crm.reads.event_objects import INTERFACE
from gql_crm.reads.live_changes import RECORD_CHANGED
from gql_crm.reads.live_events import TIMELINE_APPENDED
from gql_crm.schema.context import Info
from gql_crm.schema.event_types import KIND
from gql_crm.schema.members import object_of
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.shared_types import id_argument

CATALOG_CHANGED: Final = "catalogChanged"
JOB_PROGRESS: Final = "jobProgress"


def add_subscriptions(registry: TypeRegistry) -> None:
    """Add the subscriptions and their types; all other types are there before."""
    _add_catalog_changed(registry)
    registry.subscriptions[JOB_PROGRESS] = GraphQLField(
        GraphQLNonNull(registry.object("Job")),
        {"id": id_argument("Id of the job.")},
        _handed_over,
        description="A job as it is now, and after each change, until it is over.",
    )
    if not registry.catalog.entities:
        return
    registry.subscriptions[RECORD_CHANGED] = GraphQLField(
        GraphQLNonNull(registry.object(CHANGE)),
        {
            "entity": GraphQLArgument(GraphQLNonNull(GraphQLString), description="The entity's name."),
            **_arguments(GraphQLArgument(JSON, description=f"{_FILTER} As the entity's filter has it.")),
        },
        _handed_over,
        description="Changes of records of an entity, as the feed `changes` has them.",
    )
    kind: Any = registry.types[KIND]
    event: Any = registry.types[INTERFACE]
    kinds = GraphQLList(GraphQLNonNull(kind))
    registry.subscriptions[TIMELINE_APPENDED] = GraphQLField(
        GraphQLNonNull(event),
        {
            "recordId": GraphQLArgument(
                GraphQLID,
                description="The record whose timeline it is; without it, those that the caller owns.",
            ),
            "kinds": GraphQLArgument(kinds, description="Events of these kinds only."),
            "after": GraphQLArgument(
                GraphQLString, description="Start behind this `sequence` of an event; without it, now."
            ),
        },
        _handed_over,
        description="Events that a timeline gets, those that flow in among them.",
    )
    for entity in registry.catalog.entities.values():
        _add_changed(registry, entity)


_FILTER: Final = "Changes of records that match it now only; that a record is gone is told all the same."


def _arguments(filter_: GraphQLArgument) -> dict[str, GraphQLArgument]:
    return {
        "id": GraphQLArgument(GraphQLID, description="Changes of this record only."),
        "filter": filter_,
        "after": GraphQLArgument(
            GraphQLString, description="Start behind this place of the feed; without it, now."
        ),
    }


def _add_changed(registry: TypeRegistry, entity: CatalogEntity) -> None:
    names = entity.names
    change = registry.add(
        GeneratedObject(
            names.change,
            lambda: _members(registry, entity),
            description=f"A change of a {names.entity}, as the feed has it.",
        )
    )
    filter_ = GraphQLArgument(registry.input(names.filter), description=_FILTER)
    registry.subscriptions[names.changed] = GeneratedField(
        GraphQLNonNull(change),
        _arguments(filter_),
        resolve=_handed_over,
        description=f"Changes of {names.entity} records.",
    )


def _members(registry: TypeRegistry, entity: CatalogEntity) -> Mapping[str, GraphQLField]:
    kind: Any = registry.types["RecordChangeKind"]
    text = GraphQLNonNull(GraphQLString)
    return {
        "op": GraphQLField(GraphQLNonNull(kind), description="What has happened."),
        "cursor": GraphQLField(text, description="Its place in the feed, for `after`."),
        "id": GraphQLField(GraphQLNonNull(GraphQLID), description=f"Id of the {entity.name}."),
        entity.names.one: GraphQLField(
            registry.object(entity.name),
            description="The record as it is now; null when it was deleted, purged, or is out of sight.",
        ),
    }


def _add_catalog_changed(registry: TypeRegistry) -> None:
    change = registry.add(
        object_of(
            "CatalogChange",
            "A version of the catalog by which requests are answered from now on.",
            {
                "version": (GraphQLNonNull(GraphQLInt), lambda c, _: c.version, "Grows with each change."),
                "hash": (GraphQLNonNull(GraphQLString), lambda c, _: c.hash, "Tells equal catalogs."),
            },
            free=True,
        )
    )
    registry.subscriptions[CATALOG_CHANGED] = GraphQLField(
        GraphQLNonNull(change),
        {},
        _handed_over,
        description="Changes of the catalog, the newest where several come together.",
    )


def _handed_over(source: object, _info: Info, **_arguments: object) -> object:
    return source
