"""The types of one schema while it is made, by name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar, cast

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
)

from gql_crm.errors import DeclarationError
from gql_crm.fields.enums import closed_kind, option_enum
from gql_crm.fields.field import Field
from gql_crm.fields.generated import GeneratedObject
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.operators import filter_types
from gql_crm.plugins.catalog import Catalog, CatalogField, ToMany
from gql_crm.plugins.computed import CatalogComputed
from gql_crm.schema.shared_types import (
    DELETED_FILTER,
    NODE,
    PAGE_INFO,
    delete_payload,
    user_error_types,
    warning_types,
)
from gql_crm.schema.wording import described, described_computed

NamedType = TypeVar("NamedType", bound=GraphQLNamedType)


@dataclass(slots=True)
class TypeRegistry:
    """Types by name, and the fields of the root types."""

    catalog: Catalog
    types: dict[str, GraphQLNamedType] = field(default_factory=dict)
    queries: dict[str, GraphQLField] = field(default_factory=dict)
    mutations: dict[str, GraphQLField] = field(default_factory=dict)
    subscriptions: dict[str, GraphQLField] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    """Which modules' operations have brought types."""
    _descriptions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        code, error = user_error_types(self.catalog.error_codes)
        for shared in (NODE, PAGE_INFO, DELETED_FILTER, code, error, delete_payload(error)):
            self.add(shared)
        for told in warning_types(self.catalog.warning_codes):
            self.add(told)
        closed = list(self._closed_kinds())
        for filter_type in filter_types([*self.catalog.kinds.values(), *closed]).values():
            self.add(filter_type)
        for kind in closed:
            self.add(kind.output_type)
        fields = {one.field_id: one for one in self.catalog.every_field()}
        self._descriptions = {field_id: described(one) for field_id, one in fields.items()}
        computed = self.catalog.every_computed_field()
        self._descriptions.update({one.field_id: described_computed(one) for one in computed})

    def _closed_kinds(self) -> Iterator[FieldKind]:
        """Return the kinds of fields that have enums of their own."""
        yield from (one.kind for one in self.catalog.every_field() if one.field.enum is not None)
        yield from (one.kind for one in self.catalog.every_computed_field() if one.field.enum is not None)
        yield from (one.kind for one in self.catalog.every_event_field() if one.field.enum is not None)

    def kind_of(self, setting: Field) -> FieldKind:
        """Return the kind of what belongs to no entity, with the types of the enum that it names."""
        kind = self.catalog.kinds[setting.kind]
        if setting.enum is None:
            return kind
        enum = self.types.get(setting.enum) or self.add(option_enum(setting))
        return closed_kind(kind, cast("GraphQLEnumType", enum), kind.filter_name)

    def add(self, type_: NamedType) -> NamedType:
        """Add a type; two of one name are a mistake of the program, because the merge checks the names."""
        if type_.name in self.types and self.types[type_.name] is not type_:
            msg = f'the type "{type_.name}" is there already'
            raise DeclarationError(msg)
        self.types[type_.name] = type_
        return type_

    def for_operations(self, name: str) -> GraphQLNamedType | None:
        """Return a type that operations may name: a generated one, or the input of a kind with parts."""
        inputs = (kind.input_type for kind in self.catalog.kinds.values())
        parts = (type_ for type_ in inputs if isinstance(type_, GraphQLInputObjectType))
        return self.types.get(name) or next((type_ for type_ in parts if type_.name == name), None)

    def described(self, field: CatalogField | CatalogComputed) -> str:
        """Return a field's description, which stands at each of its places in output types and inputs.

        It is made with the registry: a definition that cannot be described lets the build fail, no request.
        """
        return self._descriptions[field.field_id]

    def described_list(self, to_many: ToMany) -> str:
        """Return the description of a list of records, where it is shown and where it is filtered by."""
        if to_many.own_field:
            return self.described(to_many.own_field)
        return to_many.description or f"The {to_many.target} records of this record."

    def take_apart(self) -> None:
        """Let types forget each other, when nobody uses them any more."""
        for type_ in self.types.values():
            own = isinstance(type_, GeneratedObject | GraphQLInputObjectType | GraphQLInterfaceType)
            if own and type_ is not NODE:
                vars(type_).clear()
        for place in (self.types, self.queries, self.mutations, self.subscriptions):
            place.clear()

    def object(self, name: str) -> GraphQLObjectType:
        """Return an object type by name."""
        return cast("GraphQLObjectType", self.types[name])

    def input(self, name: str) -> GraphQLInputObjectType:
        """Return an input type by name."""
        return cast("GraphQLInputObjectType", self.types[name])
