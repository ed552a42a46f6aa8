"""How fields stand in output types."""

from typing import Any

from graphql import GraphQLField, GraphQLList, GraphQLNonNull

from gql_crm.plugins.catalog import CatalogField
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.schema.registry import TypeRegistry
from gql_crm.schema.wording import deprecation


def field_output(registry: TypeRegistry, field: CatalogField) -> GraphQLField:
    """Return a field of a record or of a child."""
    type_: Any = registry.object(field.target) if field.target else output_type(field)
    type_ = type_ if field.field.nullable else GraphQLNonNull(type_)
    return GraphQLField(type_, description=registry.described(field), deprecation_reason=deprecation(field))


def output_type(field: CatalogField | CatalogComputed) -> Any:
    """Return the type of a field that refers to no record, or of a computed one."""
    type_ = field.kind.output_type
    return GraphQLList(GraphQLNonNull(type_)) if field.kind.output_list else type_
