"""The types of objects that some fields of a record make together, and the fields that have them."""

from collections.abc import Mapping

from graphql import GraphQLField

from gql_crm.fields.generated import GeneratedObject
from gql_crm.plugins.catalog import CatalogEntity
from gql_crm.plugins.embedded import Embedded, embedded_of
from gql_crm.schema.field_outputs import field_output
from gql_crm.schema.registry import TypeRegistry


def add_embedded_types(registry: TypeRegistry) -> None:
    """Add the types of all entities."""
    for entity in registry.catalog.entities.values():
        for one in embedded_of(entity).values():
            registry.add(_type(registry, entity, one))


def embedded_fields(registry: TypeRegistry, entity: CatalogEntity) -> dict[str, GraphQLField]:
    """Return the fields of an entity that are such objects."""
    return {
        key: GraphQLField(registry.object(one.name), description=one.description or one.name)
        for key, one in embedded_of(entity).items()
    }


def _type(registry: TypeRegistry, entity: CatalogEntity, one: Embedded) -> GeneratedObject:
    def members() -> Mapping[str, GraphQLField]:
        return {name: field_output(registry, entity.value_fields[key]) for name, key in one.fields.items()}

    return GeneratedObject(one.name, members, description=one.description or one.name)
