"""What kinds have in common whose values lie nowhere: they are computed in the statement that reads them."""

from abc import abstractmethod
from dataclasses import replace
from typing import Any

from graphql import GraphQLString

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind, ValueContext, ValueProblem
from gql_crm.fields.kinds.textual import TextualKind
from gql_crm.text import camel_case


class DerivedKind(TextualKind):
    """A definition only: the values are of another kind, which the definition decides."""

    output_type = GraphQLString
    input_type = GraphQLString
    sortable = False
    can_be_unique = False

    @abstractmethod
    def of_values(self, field: Field) -> FieldKind:
        """Return the kind of the values; itself where the definition has not been judged yet."""

    def placed(self, field: Field) -> Field:
        return replace(field, writable=False, copied=False, searchable=False)

    def parse(self, value: Any, field: Field, context: ValueContext) -> Any:
        raise ValueProblem("The value is computed and cannot be given.")

    def indexes(self, stored: Any) -> tuple[()]:
        return ()

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        """Return the options of given values that the definition of a computed one has."""
        given = {
            "required": field.required,
            "immutable": field.immutable,
            "default": field.default is not None,
            "visible_when": field.visible_when is not None,
            "required_when": field.required_when is not None,
            "unique_within": bool(field.unique_within),
        }
        return [
            (
                option,
                f'"{camel_case(option)}" does not apply to the kind {self.name}: its values are computed.',
            )
            for option, there in given.items()
            if there
        ]
