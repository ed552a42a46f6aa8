"""MULTI_REFERENCE: any number of records."""

import uuid
from typing import Any

from graphql import GraphQLID, GraphQLList, GraphQLNonNull

from gql_crm.fields.field import Field
from gql_crm.fields.kind import Component, FieldKind, Stored, ValueContext, ValueProblem
from gql_crm.fields.kinds.reference import ReferenceKind
from gql_crm.fields.scalars import parse_id
from gql_crm.text import shown


class MultiReferenceKind(FieldKind):
    name = "MULTI_REFERENCE"
    description = "Any number of records of the target entity, each once, given by their ids."
    options = ReferenceKind.options
    components = (Component("", "uuid[]", "jsonb"),)
    output_type = GraphQLID
    output_list = True
    input_type = GraphQLList(GraphQLNonNull(GraphQLID))
    filter_name = ReferenceKind.filter_name
    operators = ReferenceKind.operators
    can_be_unique = False
    sortable = False
    reference = True
    many = True

    def parse(self, value: Any, field: Field, context: ValueContext) -> tuple[uuid.UUID, ...]:
        if not isinstance(value, list | tuple):
            raise ValueProblem(f"{shown(value)} is no list of ids.")
        return tuple(dict.fromkeys(parse_id(item) for item in value))

    def operand(self, value: Any, stored: Stored) -> list[uuid.UUID]:
        ids = [value] if isinstance(value, str) else value
        return sorted({parse_id(item) for item in ids})

    def dump(self, value: Any) -> list[str]:
        return [str(item) for item in value]

    def load(self, document: Any) -> tuple[uuid.UUID, ...]:
        return tuple(uuid.UUID(item) for item in document)

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        found = []
        if not field.target:
            found.append(("target", "A MULTI_REFERENCE field needs the entity that it refers to."))
        if field.default is not None:
            found.append(("default", '"default" does not apply to the kind MULTI_REFERENCE.'))
        return found
