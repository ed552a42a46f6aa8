"""Catalog → GraphQL schema. A pure function; going live is the workspace's matter."""

from collections.abc import Iterator, Mapping

from graphql import GraphQLFloat, GraphQLID, GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLType

from gql_crm.errors import DeclarationError
from gql_crm.fields.composites import DATE_BUCKET, SORT_DIRECTION
from gql_crm.fields.generated import GeneratedObject
from gql_crm.fields.operators import operand_types
from gql_crm.fields.scalars import SCALARS
from gql_crm.plugins.catalog import Catalog, CatalogEntity
from gql_crm.schema.aggregate_types import RECORD_COUNT, aggregate_types
from gql_crm.schema.catalog_types import add_catalog_types
from gql_crm.schema.child_types import child_types
from gql_crm.schema.comment_roots import add_comment_roots
from gql_crm.schema.comment_types import add_comment_types
from gql_crm.schema.custom_entity_types import add_custom_entity_types
from gql_crm.schema.customization_types import add_customization_types
from gql_crm.schema.due_types import add_due_types
from gql_crm.schema.duplicate_types import match_type
from gql_crm.schema.email_types import add_email_types
from gql_crm.schema.embedded_types import add_embedded_types
from gql_crm.schema.entity_inputs import filter_inputs, order_input, write_inputs
from gql_crm.schema.entity_types import (
    entity_connection,
    module_interface,
    payload_type,
    record_interface,
    record_type,
)
from gql_crm.schema.event_roots import add_event_roots
from gql_crm.schema.event_types import add_event_types
from gql_crm.schema.feed_types import add_feed_types
from gql_crm.schema.field_plan_types import add_field_plan_types
from gql_crm.schema.found_list_types import add_found_list_types
from gql_crm.schema.generated_schema import GeneratedSchema
from gql_crm.schema.history_roots import add_history_roots
from gql_crm.schema.history_types import add_history_types
from gql_crm.schema.job_types import add_job_types
from gql_crm.schema.many_mutations import many_mutations
from gql_crm.schema.many_types import many_types, types_for_many
from gql_crm.schema.merge_roots import add_merge, add_merge_types
from gql_crm.schema.module_types import add_module_types
from gql_crm.schema.mutations import answering, transactional
from gql_crm.schema.operations import ConvertedOperations
from gql_crm.schema.purge_types import add_purge_types
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.related_types import add_related_types
from gql_crm.schema.relation_roots import add_relation_roots
from gql_crm.schema.root_fields import core_queries, entity_mutations, entity_queries
from gql_crm.schema.sharing_types import add_sharing_types
from gql_crm.schema.spine_list_types import add_spine_lists
from gql_crm.schema.subscription_types import add_subscriptions
from gql_crm.schema.tag_types import add_tag_types
from gql_crm.schema.validation_rule_types import add_validation_rule_types
from gql_crm.schema.weave import weave
from gql_crm.schema.weights import weigh_operations
from gql_crm.schema.workspace_types import add_workspace_types

Converted = Mapping[str, ConvertedOperations]
"""Hand-written operations by module."""


def build_schema(catalog: Catalog, operations: Converted) -> GeneratedSchema:
    """Return a catalog's schema, assumed valid: the merge has checked the names, and a test validates it."""
    registry = _generated(catalog)
    for module, converted in operations.items():
        _weave_if_possible(registry, converted, module)
    weigh_operations(registry.mutations.values())
    return GeneratedSchema(
        *_roots(registry), [*registry.types.values(), *_types_of_values(catalog)], registry.take_apart
    )


def weaving_problem(catalog: Catalog, module: str, operations: Converted) -> str | None:
    """Try a module's operations with those before it; return why they do not fit, None when they do."""
    registry = _generated(catalog)
    try:
        for name, converted in operations.items():
            weave(registry, converted, name)
        query, mutation, subscription = _roots(registry)
        GraphQLSchema(
            query, mutation, subscription, types=list(registry.types.values())
        )  # looks at everything
    except DeclarationError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 (types of partners may be wrong in any way)
        return f'the schema cannot be built with those of module "{module}": {type(error).__name__}: {error}'
    return None


def _generated(catalog: Catalog) -> TypeRegistry:
    registry = TypeRegistry(catalog)
    _add_generated_types(registry)
    registry.queries.update(core_queries(registry))
    return registry


def _roots(registry: TypeRegistry) -> tuple[GraphQLObjectType, GraphQLObjectType, GraphQLObjectType]:
    return (
        GeneratedObject("Query", registry.queries, description="What can be read."),
        GeneratedObject("Mutation", registry.mutations, description="What can be done."),
        GeneratedObject("Subscription", registry.subscriptions, description="What is told as it happens."),
    )


def _types_of_values(catalog: Catalog) -> Iterator[GraphQLType]:
    """Return what generated types refer to and the registry does not have."""
    fields = list(catalog.every_field())
    yield from {field.kind.output_type for field in fields if not field.target}
    yield from {field.kind.group_type for field in fields if field.kind.group_type}
    yield from {computed.kind.output_type for computed in catalog.every_computed_field()}
    yield from {field.kind.output_type for field in catalog.every_event_field() if not field.target}
    written = (field for field in fields if field.field.writable and not field.retired)
    yield from {field.kind.input_type for field in written if not field.target}
    kinds = {field.kind for field in fields} | set(catalog.kinds.values())
    yield from {type_ for kind in kinds for type_ in operand_types(kind)}
    yield from (*SCALARS, GraphQLID, GraphQLInt, GraphQLFloat, SORT_DIRECTION)


def _add_generated_types(registry: TypeRegistry) -> None:
    _add_entities(registry)
    add_job_types(registry)
    add_email_types(registry)
    add_catalog_types(registry)
    add_customization_types(registry)
    add_custom_entity_types(registry)
    if "Record" in registry.types:
        add_field_plan_types(registry)
    add_validation_rule_types(registry)
    add_workspace_types(registry)
    add_module_types(registry)
    add_subscriptions(registry)


def _add_entities(registry: TypeRegistry) -> None:
    entities = list(registry.catalog.entities.values())
    if entities:
        record = record_interface(registry, entities[0])
        for shared in (record, RECORD_COUNT, DATE_BUCKET, *types_for_many(registry)):
            registry.add(shared)
        registry.add(match_type(registry))
        add_history_types(registry)
        add_history_roots(registry)
        add_merge_types(registry)
        add_feed_types(registry)
        add_due_types(registry)
        add_event_types(registry)
        add_event_roots(registry)
        add_comment_types(registry)
        add_comment_roots(registry)
        add_related_types(registry)
        add_relation_roots(registry)
        add_purge_types(registry)
        add_tag_types(registry)
        add_spine_lists(registry)
        add_sharing_types(registry)
    add_embedded_types(registry)
    add_found_list_types(registry)
    for interface in registry.catalog.interfaces.values():
        registry.add(module_interface(registry, interface))
    for entity in entities:
        registry.add(record_type(registry, entity))
        for type_ in (*entity_connection(registry, entity), *aggregate_types(registry, entity)):
            registry.add(type_)
        for child in entity.children.values():
            for type_ in child_types(registry, child):
                registry.add(type_)
        for input_type in (*filter_inputs(registry, entity), order_input(registry, entity)):
            registry.add(input_type)
        if not entity.retired:
            _add_writing(registry, entity)
        registry.queries.update(entity_queries(registry, entity))


def _add_writing(registry: TypeRegistry, entity: CatalogEntity) -> None:
    registry.add(payload_type(registry, entity))
    if entity.entity.by_operations:
        return
    for input_type in write_inputs(registry, entity):
        registry.add(input_type)
    for many_type in many_types(registry, entity):
        registry.add(many_type)
    registry.mutations.update(entity_mutations(registry, entity))
    registry.mutations.update(many_mutations(registry, entity))
    add_merge(registry, entity)


def _weave_if_possible(registry: TypeRegistry, converted: ConvertedOperations, module: str) -> None:
    """An entity that a role cannot read takes with it the operations that name it."""
    try:
        weave(registry, converted, module)
    except DeclarationError:
        return
    for name in converted.queries:
        registry.queries[name] = answering(registry.queries[name])
    for name in converted.mutations:
        registry.mutations[name] = transactional(
            registry.mutations[name], keeps_answer=name not in converted.not_kept
        )
    weigh_operations(registry.queries[name] for name in converted.queries)
