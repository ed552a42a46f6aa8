"""The parts of a view when an entity's fields are called otherwise: they name the same as before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from gql_crm.fields.fitting import filter_type, lists_of, order_type


@dataclass(frozen=True, slots=True)
class OtherNames:
    """What members of an entity are called from now on, by what they were called, in a schema of before.

    Whatever leads there is followed: conditions on related records, columns that are paths.
    """

    schema: GraphQLSchema
    entity: str
    names: Mapping[str, str]

    def in_columns(self, entity: str, columns: Sequence[str]) -> tuple[str, ...]:
        """Return the columns of a view of an entity."""
        return tuple(self._in_path(entity, column) for column in columns)

    def in_filter(self, entity: str, filter_: Any) -> Any:
        """Return the filter of a view of an entity."""
        fits = lists_of(self.schema, entity)
        return self._in_input(filter_, filter_type(self.schema, entity)) if fits else filter_

    def in_order(self, entity: str, order: Any) -> Any:
        """Return the order of a view of an entity."""
        fits = lists_of(self.schema, entity)
        return self._in_input(order, order_type(self.schema, entity)) if fits else order

    def _in_path(self, entity: str, path: str) -> str:
        type_: Any = self.schema.type_map.get(entity)
        steps = []
        for step in path.split("."):
            has_fields = isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
            field = type_.fields.get(step) if has_fields else None
            steps.append(self.names.get(step, step) if has_fields and type_.name == self.entity else step)
            type_ = get_named_type(field.type) if field else None
        return ".".join(steps)

    def _in_input(self, value: Any, type_: Any) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self._in_input(value, type_.of_type)
        if isinstance(type_, GraphQLList):
            if isinstance(value, list):
                return [self._in_input(one, type_.of_type) for one in value]
            return self._in_input(value, type_.of_type)
        if not isinstance(value, Mapping) or not isinstance(type_, GraphQLInputObjectType):
            return value
        own = type_.name in {f"{self.entity}Filter", f"{self.entity}Order"}
        return {
            (self.names.get(key, key) if own else key): self._in_member(one, type_, key)
            for key, one in value.items()
        }

    def _in_member(self, value: Any, type_: GraphQLInputObjectType, key: str) -> Any:
        return self._in_input(value, type_.fields[key].type) if key in type_.fields else value
