"""In `catalog`, the lists of an entity: what refers to it, both sides of relations; and kinds of events."""

from collections.abc import Mapping

from graphql import GraphQLBoolean, GraphQLNonNull, GraphQLString

from gql_crm.fields.labels import localized
from gql_crm.plugins.catalog import ToMany
from gql_crm.schema.context import OperationContext
from gql_crm.schema.members import Member

_TEXT = GraphQLNonNull(GraphQLString)


def _label(to_many: ToMany, context: OperationContext) -> str:
    target = context.catalog.entity(to_many.target).entity
    own = to_many.label or target.plural_label
    return localized(own, context.languages) or to_many.key


def _writable(to_many: ToMany, _context: OperationContext) -> bool:
    return to_many.inputs is not None


CATALOG_LIST: Mapping[str, Member] = {
    "key": (_TEXT, lambda one, _: one.key, "The list's name in the schema."),
    "label": (_TEXT, _label, "What people call it."),
    "targetEntity": (_TEXT, lambda one, _: one.target, "The entity whose records it lists."),
    "writable": (
        GraphQLNonNull(GraphQLBoolean),
        _writable,
        "Whether inputs of this entity write it; else the other side does.",
    ),
    "origin": (_TEXT, lambda one, _: one.origin, "The module that declares it."),
}

CATALOG_EVENT_KIND: Mapping[str, Member] = {
    "key": (_TEXT, lambda one, _: one.key, "What `timeline(kinds:)` calls it."),
    "typeName": (_TEXT, lambda one, _: one.type_name, "The type of its events."),
    "label": (
        _TEXT,
        lambda one, context: localized(one.declared.label, context.languages) or one.key,
        "What people call it.",
    ),
    "description": (_TEXT, lambda one, _: one.declared.description, "What it tells."),
    "origin": (_TEXT, lambda one, _: one.origin, "The module that declares it, or gql_crm."),
}
