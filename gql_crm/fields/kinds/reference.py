"""REFERENCE: another record."""

import uuid
from typing import Any

from graphql import GraphQLID

from gql_crm.fields.condition_type import ConditionType
from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind, Stored, ValueContext
from gql_crm.fields.operators import Equal, In, IsNull, NotIn
from gql_crm.fields.scalars import parse_id


class ReferenceKind(FieldKind):
    name = "REFERENCE"
    description = "A record of the target entity, given by its id."
    options = frozenset({"target"})
    components = (Component("", "uuid", "uuid"),)
    output_type = GraphQLID
    input_type = GraphQLID
    filter_name = "IdFilter"
    condition_type = ConditionType.TEXT
    operators = (Equal(), In(), NotIn(), IsNull())
    can_be_unique = False
    sortable = False
    reference = True
    groupable = True

    def parse(self, value: Any, field: Field, context: ValueContext) -> uuid.UUID:
        return parse_id(value)

    def operand(self, value: Any, stored: Stored) -> uuid.UUID:
        return parse_id(value)

    def dump(self, value: Any) -> str:
        return str(value)

    def load(self, document: Any) -> uuid.UUID:
        return uuid.UUID(document)

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        return (
            []
            if field.target or self.target
            else [("target", "A REFERENCE field needs the entity that it refers to.")]
        )
