"""Output types of an entity: the record, its connection and edge, its payload."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.fields.costs import listing, weighing
from gql_crm.fields.generated import GeneratedField, GeneratedObject
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, ToMany
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.plugins.interface_catalog import CatalogInterface
from gql_crm.reads.comments import COMMENTS
from gql_crm.reads.favorites import IS_FAVORITE
from gql_crm.reads.related import RELATED
from gql_crm.reads.shares import SHARES
from gql_crm.reads.timelines import TIMELINE
from gql_crm.reads.views import SAVED_VIEW
from gql_crm.schema.aggregate_types import whole_list_fields
from gql_crm.schema.comment_types import comments_field
from gql_crm.schema.connection_types import ConnectionWords, connection_types
from gql_crm.schema.duplicate_types import duplicates_member, merged_members
from gql_crm.schema.embedded_types import embedded_fields
from gql_crm.schema.event_types import timeline_field
from gql_crm.schema.field_outputs import field_output, output_type
from gql_crm.schema.found_list_types import found_list_fields
from gql_crm.schema.history_types import history_field
from gql_crm.schema.payload import ManyPayload, Payload
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.related_types import related_field
from gql_crm.schema.shared_types import NODE, non_null_list
from gql_crm.schema.sharing_types import shares_field
from gql_crm.schema.weights import CHILDREN, OPERATION, PAGE
from gql_crm.schema.wording import deprecation

_RECORD_FIELDS = {
    "id": (GraphQLNonNull(GraphQLID), "A UUIDv7, unique over all entities."),
    "recordType": (GraphQLNonNull(GraphQLString), "Name of the entity."),
    "displayName": (GraphQLNonNull(GraphQLString), "What the record is called in lists."),
}


def record_interface(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLInterfaceType:
    """Return the interface `Record`; every entity has the same system fields."""
    return GraphQLInterfaceType(
        "Record",
        lambda: {
            **_identity_fields(),
            **{key: field_output(registry, field) for key, field in entity.system.items()},
            IS_FAVORITE: _favorite(),
            "history": history_field(registry),
            RELATED: related_field(registry),
            SHARES: shares_field(registry),
            **merged_members(registry.types["Record"]),
            TIMELINE: timeline_field(registry),
            COMMENTS: comments_field(registry),
        },
        interfaces=(NODE,),
        description="What every record of the CRM has.",
    )


def module_interface(registry: TypeRegistry, interface: CatalogInterface) -> GraphQLInterfaceType:
    """Return an interface that a module declares."""
    record = cast("GraphQLInterfaceType", registry.types["Record"])
    entities = [registry.catalog.entity(name) for name in interface.entities]
    return GraphQLInterfaceType(
        interface.name,
        lambda: {**record.fields, **{key: _common(registry, entities, key) for key in interface.fields}},
        interfaces=(NODE, record),
        description=interface.interface.description
        or f"What {', '.join(interface.entities)} have in common.",
    )


def record_type(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLObjectType:
    """Return the entity's own type."""

    def fields() -> Mapping[str, GraphQLField]:
        keys = (*entity.value_fields, *entity.lists, *entity.children, *entity.computed)
        members = {key: _member(registry, entity, key) for key in keys}
        of_all = {
            "history": history_field(registry),
            RELATED: related_field(registry),
            SHARES: shares_field(registry),
            TIMELINE: timeline_field(registry),
            COMMENTS: comments_field(registry),
        }
        of_all[IS_FAVORITE] = _favorite()
        merged = merged_members(registry.object(entity.name))
        found = found_list_fields(registry, entity)
        embedded = embedded_fields(registry, entity)
        return {**_identity_fields(), **members, **embedded, **found, **of_all, **merged}

    implemented = (one.name for one in registry.catalog.interfaces.values() if entity.name in one.entities)
    named = (registry.types[name] for name in ("Record", *implemented))
    interfaces = (NODE, *cast("Iterable[GraphQLInterfaceType]", named))
    return GeneratedObject(
        entity.name, fields, interfaces=interfaces, description=entity.entity.description or entity.name
    )


def entity_connection(
    registry: TypeRegistry, entity: CatalogEntity
) -> tuple[GraphQLObjectType, GraphQLObjectType]:
    """Return the connection and the edge."""
    names = entity.names
    words = ConnectionWords(
        "record",
        "records",
        edge=f"A {names.entity} in a list.",
        page=f"A page of a list of {names.entity} records.",
        place="Where the record stands in the list.",
        count="How many records the whole list has.",
    )
    return connection_types(
        (names.connection, names.edge),
        lambda: registry.object(names.entity),
        words,
        of_list=lambda: whole_list_fields(registry, entity),
    )


def payload_type(registry: TypeRegistry, entity: CatalogEntity) -> GraphQLObjectType:
    """Return the payload of mutations of one record."""
    names = entity.names

    def fields() -> Mapping[str, GraphQLField]:
        members = payload_members(registry, names.one, registry.object(names.entity))
        return {**members, "duplicates": duplicates_member(registry)}

    return GeneratedObject(names.payload, fields, description=f"Result of a mutation of a {names.entity}.")


def payload_members(registry: TypeRegistry, name: str, type_: Any) -> dict[str, GraphQLField]:
    """Return the members of a payload whose record is called `name`."""
    return {
        name: GraphQLField(type_, resolve=_record, description="The record as it is now."),
        **told_members(registry, "Why nothing was written; empty when it was."),
    }


def told_members(registry: TypeRegistry, why: str) -> dict[str, GraphQLField]:
    """Return the members of a payload that tell of the writing; `why` describes the errors."""
    return {
        "warnings": GraphQLField(
            non_null_list(registry.object("Warning")),
            resolve=_warnings,
            description="Said, but not in the way.",
        ),
        "userErrors": GraphQLField(
            non_null_list(registry.object("UserError")), resolve=_user_errors, description=why
        ),
    }


def list_arguments(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLArgument]:
    """Return the arguments of a list of records."""
    names = entity.names
    return {
        "filter": GraphQLArgument(
            registry.input(names.filter), description="Conditions that the records meet."
        ),
        "search": GraphQLArgument(
            GraphQLString,
            description="Words that occur in the record's texts, whatever their case and diacritics.",
        ),
        "orderBy": GraphQLArgument(
            GraphQLList(GraphQLNonNull(registry.input(names.order))),
            description="Sort keys, one a list element; newest first without.",
        ),
        **view_argument(registry),
        "first": GraphQLArgument(GraphQLInt, description="How many records from the front, 20 by default."),
        "after": GraphQLArgument(GraphQLString, description="Start behind this cursor."),
        "last": GraphQLArgument(GraphQLInt, description="How many records from the back."),
        "before": GraphQLArgument(GraphQLString, description="End before this cursor."),
    }


def view_argument(registry: TypeRegistry) -> dict[str, GraphQLArgument]:
    """Return the argument that names a saved view, where the role can read any."""
    if SAVED_VIEW not in registry.catalog.entities:
        return {}
    text = "Id of a saved view: its filter holds, too, and its order where `orderBy` is absent."
    return {"view": GraphQLArgument(GraphQLID, description=text, extensions=weighing(OPERATION))}


def _favorite() -> GraphQLField:
    return GraphQLField(GraphQLNonNull(GraphQLBoolean), description="Whether the viewer has marked it.")


def _identity_fields() -> dict[str, GraphQLField]:
    return {name: GraphQLField(type_, description=text) for name, (type_, text) in _RECORD_FIELDS.items()}


def _common(registry: TypeRegistry, entities: Sequence[CatalogEntity], key: str) -> GraphQLField:
    """Return a field that entities have in common: it may be null where it may be so in one of them."""
    fields = [_member(registry, entity, key) for entity in entities]
    return next((field for field in fields if not isinstance(field.type, GraphQLNonNull)), fields[0])


def _member(registry: TypeRegistry, entity: CatalogEntity, key: str) -> GraphQLField:
    if key in entity.lists:
        return _list(registry, entity.lists[key])
    if key in entity.children:
        return _children(registry, entity.children[key])
    if key in entity.computed:
        return _computed(registry, entity.computed[key])
    return field_output(registry, entity.value_fields[key])


def _computed(registry: TypeRegistry, computed: CatalogComputed) -> GraphQLField:
    return GraphQLField(output_type(computed), description=registry.described(computed))


def _list(registry: TypeRegistry, to_many: ToMany) -> GraphQLField:
    target = registry.catalog.entity(to_many.target)
    return GeneratedField(
        GraphQLNonNull(registry.object(target.names.connection)),
        list_arguments(registry, target),
        description=registry.described_list(to_many),
        deprecation_reason=deprecation(to_many.own_field) if to_many.own_field else None,
        extensions=listing(PAGE),
    )


def _children(registry: TypeRegistry, child: CatalogChild) -> GraphQLField:
    type_ = non_null_list(registry.object(child.name))
    return GraphQLField(type_, description=child.description, extensions=listing(CHILDREN))


def _record(payload: Payload, _info: object) -> object:
    return payload.record


def _warnings(payload: Payload | ManyPayload, _info: object) -> list[dict[str, Any]]:
    return [warning.as_dict() for warning in payload.warnings]


def _user_errors(payload: Payload | ManyPayload, _info: object) -> list[dict[str, Any]]:
    return [error.as_dict() for error in payload.user_errors]
