"""`catalog { entities }`: what there is to know of an entity."""

from collections.abc import Mapping
from typing import Final

from graphql import GraphQLBoolean, GraphQLNonNull, GraphQLObjectType, GraphQLString

from gql_crm.fields.costs import listing
from gql_crm.fields.labels import localized
from gql_crm.plugins.catalog import CatalogEntity, CatalogField
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.schema.members import Member
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.weights import FIELDS, OWNED_LISTS

_TEXT = GraphQLNonNull(GraphQLString)
_TRUTH = GraphQLNonNull(GraphQLBoolean)


_OWN: Final[Mapping[str, Member]] = {
    "name": (_TEXT, lambda e, _: e.name, "The type's name in the schema."),
    "plural": (_TEXT, lambda e, _: e.entity.plural, "The name of the list in Query."),
    "label": (
        _TEXT,
        lambda e, c: localized(e.entity.label, c.languages) or e.name,
        "What people call one.",
    ),
    "pluralLabel": (
        _TEXT,
        lambda e, c: localized(e.entity.plural_label, c.languages) or e.entity.plural,
        "What people call several.",
    ),
    "origin": (_TEXT, lambda e, _: e.origin, 'The module that declares it, or "custom".'),
    "description": (_TEXT, lambda e, _: e.entity.description, "What it is."),
    "display": (
        non_null_list(GraphQLString),
        lambda e, _: list(e.entity.display),
        "Keys of the fields that make a record's `displayName`, in order.",
    ),
    "retired": (_TRUTH, lambda e, _: e.retired, "Whether its records can only be read any more."),
}


def entity_members(
    field: GraphQLObjectType,
    lists: GraphQLObjectType,
    children: GraphQLObjectType,
    rules: Member,
    rule: GraphQLObjectType,
) -> Mapping[str, Member]:
    """Return the members of the type `CatalogEntity`."""
    return {
        **_OWN,
        "fields": (
            non_null_list(field),
            lambda e, _: _fields(e),
            "The fields of all origins, in the order of forms.",
            listing(FIELDS),
        ),
        "lists": (
            non_null_list(lists),
            lambda e, _: list(e.lists.values()),
            "Its lists of other records.",
        ),
        "children": (
            non_null_list(children),
            lambda e, _: list(e.children.values()),
            "Its lists of objects that belong to a record.",
            listing(OWNED_LISTS),
        ),
        "duplicateRules": rules,
        "validationRules": (
            non_null_list(rule),
            lambda e, _: list(e.checks.rules),
            "What must hold between the fields of a record.",
        ),
    }


def _fields(entity: CatalogEntity) -> list[CatalogField | CatalogComputed]:
    return [*entity.all_fields.values(), *entity.computed.values()]
