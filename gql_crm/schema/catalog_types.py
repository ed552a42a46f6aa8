"""`catalog`: what a single-page app needs to draw forms and lists, from memory."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from gql_crm.errors import CLIENT_ERROR_CODES
from gql_crm.fields.costs import listing
from gql_crm.fields.field import ChoiceOption
from gql_crm.fields.labels import localized
from gql_crm.fields.scalars import DATE_TIME
from gql_crm.plugins.catalog import Catalog, CatalogField
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.plugins.module import Module
from gql_crm.schema.catalog_entities import entity_members
from gql_crm.schema.catalog_field_checks import CATALOG_FIELD_CHECKS
from gql_crm.schema.catalog_lists import CATALOG_EVENT_KIND, CATALOG_LIST
from gql_crm.schema.catalog_making import deprecation_member, making_members
from gql_crm.schema.context import OperationContext
from gql_crm.schema.duplicate_rule_types import rules_member
from gql_crm.schema.field_index_types import field_index_type, index_of
from gql_crm.schema.members import Member, object_of
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.related_types import relation_types_member
from gql_crm.schema.rollup_types import rollup_member
from gql_crm.schema.shared_types import non_null_list
from gql_crm.schema.validation_rule_types import validation_rule_type
from gql_crm.schema.weights import CHILDREN, ENTITIES, FIELDS

_TEXT = GraphQLNonNull(GraphQLString)
_NUMBER = GraphQLNonNull(GraphQLInt)
_TRUTH = GraphQLNonNull(GraphQLBoolean)
_ROLL_UP = "Whether the timeline of the record referred to tells the events of the one that refers."


def add_catalog_types(registry: TypeRegistry) -> None:
    """Add the types of `catalog`, and the query."""
    kind = registry.add(_field_kind(registry.catalog))
    choice = "A value that a CHOICE field may have."
    option = registry.add(object_of("ChoiceOption", choice, _OPTION, free=True))
    making = making_members(kind, rollup_member(registry), deprecation_member(registry))
    members = _field_members(kind, option, field_index_type(registry), making)
    field = registry.add(object_of("CatalogField", "A field of an entity, whoever declares it.", members))
    lists = registry.add(
        object_of("CatalogList", "A list of other records that an entity has.", CATALOG_LIST, free=True)
    )
    children = registry.add(
        object_of(
            "CatalogChildren", "A list of objects that records own.", _children_members(field), free=True
        )
    )
    rule = validation_rule_type(registry)
    of_entity = entity_members(field, lists, children, rules_member(registry), rule)
    entity = registry.add(object_of("CatalogEntity", "An entity.", of_entity))
    module = registry.add(
        object_of("CatalogModule", "What a workspace switches on and off.", _MODULE, free=True)
    )
    problem = registry.add(
        object_of("CatalogProblem", "Something that was left out of the catalog.", _PROBLEM, free=True)
    )
    described = registry.add(object_of("CatalogItem", "A name and what it means.", _ITEM, free=True))
    parts = {
        **_catalog_members(module, entity, problem, described),
        "relationTypes": relation_types_member(registry),
        "eventKinds": _event_kinds(registry),
    }
    catalog = registry.add(object_of("Catalog", "Everything that this schema is made of.", parts))
    registry.queries["catalog"] = GraphQLField(
        GraphQLNonNull(catalog),
        {},
        lambda _s, info: info.context.catalog,
        description="What the schema is made of, labels in the caller's language.",
    )


def _event_kinds(registry: TypeRegistry) -> Member:
    kind = object_of("CatalogEventKind", "A kind of events.", CATALOG_EVENT_KIND, free=True)
    return (
        non_null_list(registry.add(kind)),
        lambda c, _: list(c.event_kinds.values()),
        "Kinds of events in timelines.",
        listing(FIELDS),
    )


def _field_kind(catalog: Catalog) -> GraphQLEnumType:
    system = (field.kind for entity in catalog.entities.values() for field in entity.system.values())
    kinds = {**{kind.name: kind for kind in catalog.kinds.values()}, **{kind.name: kind for kind in system}}
    values = {name: GraphQLEnumValue(name, description=kind.description) for name, kind in kinds.items()}
    return GraphQLEnumType(
        "FieldKind", values, description="Kinds of fields, those that plugins register among them."
    )


_OPTION: Mapping[str, Member] = {
    "value": (_TEXT, lambda o, _: o.value, "What is stored; it never changes."),
    "label": (
        _TEXT,
        lambda o, c: localized(o.label, c.languages) or o.value,
        "What people read, in the caller's language.",
    ),
    "color": (GraphQLString, lambda o, _: o.color, "A colour for badges, such as `#ff6600`."),
    "active": (_TRUTH, lambda o, _: o.active, "Whether it can be chosen; one that cannot is still readable."),
    "position": (_NUMBER, lambda o, _: o.position, "Place among the options."),
}


class ListedModule(NamedTuple):
    """A module, and whether it is switched on."""

    module: Module
    enabled: bool


def listed_modules(catalog: Catalog) -> list[ListedModule]:
    """Return the modules of a catalog, those that are switched off last."""
    enabled = [ListedModule(module, enabled=True) for module in catalog.modules]
    return [*enabled, *(ListedModule(module, enabled=False) for module in catalog.disabled)]


_MODULE: Mapping[str, Member] = {
    "name": (_TEXT, lambda m, _: m.module.name, "The module's name."),
    "label": (
        _TEXT,
        lambda m, c: localized(m.module.label, c.languages) or m.module.name,
        "What people call it.",
    ),
    "description": (_TEXT, lambda m, _: m.module.description, "What it is for."),
    "requires": (
        non_null_list(GraphQLString),
        lambda m, _: list(m.module.requires),
        "Names of the modules that must be switched on with it.",
    ),
    "version": (_TEXT, lambda m, _: m.module.version, "The module's version."),
    "enabled": (_TRUTH, lambda m, _: m.enabled, "Whether it is switched on."),
}

_PROBLEM: Mapping[str, Member] = {
    "origin": (_TEXT, lambda p, _: p.origin, "The plugin, module or field that has the problem."),
    "message": (_TEXT, lambda p, _: p.message, "What was left out, and why."),
    "since": (GraphQLNonNull(DATE_TIME), lambda p, _: p.since, "When it was seen first."),
}

_ITEM: Mapping[str, Member] = {
    "name": (_TEXT, lambda pair, _: pair[0], "The name."),
    "description": (_TEXT, lambda pair, _: pair[1], "What it means."),
}


def _field_members(
    kind: GraphQLEnumType, option: GraphQLObjectType, index: GraphQLObjectType, making: Mapping[str, Member]
) -> Mapping[str, Member]:
    return {
        "key": (_TEXT, lambda f, _: f.key, "The field's name among the entity's fields."),
        "graphqlName": (
            GraphQLString,
            lambda f, _: None if f.deleted else f.key,
            "The field's name in the schema; null after it was deleted.",
        ),
        "kind": (GraphQLNonNull(kind), lambda f, _: f.field.kind, "What kind of field it is."),
        "label": (_TEXT, lambda f, c: localized(f.field.label, c.languages) or f.key, "What people call it."),
        "helpText": (
            GraphQLString,
            lambda f, c: localized(f.field.help_text, c.languages),
            "A hint for forms.",
        ),
        "required": (_TRUTH, lambda f, _: f.field.required, "Whether a new record needs a value."),
        "unique": (_TRUTH, lambda f, _: f.field.unique, "Whether no two records may have the same value."),
        "indexed": (_TRUTH, lambda f, _: f.field.indexed, "Whether it is a custom field with an index."),
        "index": (index, index_of, "How far that index is; null for fields that are not indexed."),
        "rollUp": (_TRUTH, lambda f, _: f.field.roll_up, _ROLL_UP),
        "immutable": (_TRUTH, lambda f, _: f.field.immutable, "Whether a value, once given, stays."),
        "writable": (_TRUTH, _writable, "Whether the caller may write it."),
        "quickCreate": (_TRUTH, lambda f, _: f.field.quick_create, "Whether the short form shows it."),
        "computed": (
            _TRUTH,
            lambda f, _: isinstance(f, CatalogComputed),
            "Whether Python computes it: it can be read, and neither written, filtered nor ordered by.",
        ),
        "retired": (_TRUTH, lambda f, _: f.retired, "Whether it can only be read any more."),
        **making,
        "options": (_listed(option), lambda f, _: _options(f), "The values of a field with options."),
        "targetEntity": (GraphQLString, lambda f, _: f.target, "The entity that a reference points to."),
        "origin": (_TEXT, lambda f, _: f.origin, 'The module that declares it, or "custom".'),
        **CATALOG_FIELD_CHECKS,
        "section": (GraphQLString, lambda f, _: f.field.section, "Where forms group it."),
        "position": (_NUMBER, lambda f, _: f.field.position, "Place in its section."),
    }


def _children_members(field: GraphQLObjectType) -> Mapping[str, Member]:
    return {
        "key": (_TEXT, lambda c, _: c.key, "The list's name in the schema."),
        "name": (_TEXT, lambda c, _: c.name, "The name of the elements' type."),
        "label": (_TEXT, lambda c, x: localized(c.child.label, x.languages) or c.key, "What people call it."),
        "fields": (
            non_null_list(field),
            lambda c, _: list(c.fields.values()),
            "The fields of an element.",
            listing(CHILDREN),
        ),
    }


def _catalog_members(
    module: GraphQLObjectType,
    entity: GraphQLObjectType,
    problem: GraphQLObjectType,
    item: GraphQLObjectType,
) -> Mapping[str, Member]:
    return {
        "version": (_NUMBER, lambda c, _: c.version, "Grows with every change of the catalog."),
        "hash": (_TEXT, lambda c, _: c.hash, "The same for the same content."),
        "modules": (
            non_null_list(module),
            lambda c, _: listed_modules(c),
            "The modules, in the order in which they were merged, those that are switched off last.",
        ),
        "entities": (
            non_null_list(entity),
            lambda c, _: list(c.entities.values()),
            "The entities.",
            listing(ENTITIES),
        ),
        "problems": (non_null_list(problem), lambda c, _: c.problems, "What was left out."),
        "fieldKinds": (
            non_null_list(item),
            lambda c, _: [(k.name, k.description) for k in c.kinds.values()],
            "Kinds of fields.",
        ),
        "operations": (non_null_list(item), _operations, "Operations of modules."),
        "errorCodes": (
            non_null_list(item),
            lambda c, _: [*c.error_codes.items(), *CLIENT_ERROR_CODES.items()],
            "What codes of errors mean.",
        ),
    }


def _listed(type_: GraphQLObjectType) -> Any:
    return non_null_list(type_).of_type


def _options(field: CatalogField) -> list[ChoiceOption] | None:
    return sorted(field.field.options, key=lambda option: option.position) if field.field.options else None


def _writable(field: CatalogField, _context: OperationContext) -> bool:
    return field.field.writable and not field.retired


def _operations(catalog: Catalog, context: OperationContext) -> list[tuple[str, str]]:
    """Return the operations that this schema has: a role may not see all of them."""
    schema = context.version.schema
    roots = (schema.query_type, schema.mutation_type)
    there = {name for root in roots if root for name in root.fields}
    return [(op.name, f"{op.kind} of {module}") for module, op in catalog.operations if op.name in there]
