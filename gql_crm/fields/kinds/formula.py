"""FORMULA: what an expression makes of the record's fields."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from graphql import GraphQLString

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind, ValueContext, ValueProblem
from gql_crm.fields.kinds.boolean import BooleanKind
from gql_crm.fields.kinds.date import DateKind
from gql_crm.fields.kinds.decimal import DecimalKind
from gql_crm.fields.kinds.text import TextKind
from gql_crm.fields.kinds.textual import TextualKind
from gql_crm.formulas import Type
from gql_crm.text import camel_case

RESULTS: Final[Mapping[Type, FieldKind]] = {
    Type.NUMBER: DecimalKind(),
    Type.TEXT: TextKind(),
    Type.BOOLEAN: BooleanKind(),
    Type.DATE: DateKind(),
}
"""The kinds of what formulas yield."""


class FormulaKind(TextualKind):
    """A definition only: the values are of the kind that the expression yields."""

    name = "FORMULA"
    description = (
        "What an expression makes of the record's fields and of those of records that it refers to; "
        "scale rounds numbers."
    )
    options = frozenset({"expression", "scale"})
    output_type = GraphQLString
    input_type = GraphQLString
    sortable = False
    can_be_unique = False

    def placed(self, field: Field) -> Field:
        return replace(field, writable=False, copied=False, searchable=False)

    def of_values(self, field: Field) -> FieldKind:
        return next((kind for kind in RESULTS.values() if kind.name == field.result), self)

    def parse(self, value: Any, field: Field, context: ValueContext) -> Any:
        raise ValueProblem("The value is computed and cannot be given.")

    def indexes(self, stored: Any) -> tuple[()]:
        return ()

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        found = never_given(field, self.name)
        if not (field.expression or "").strip():
            found.append(("expression", 'A FORMULA field needs an expression like "price * share / 100".'))
        return found


def never_given(field: Field, kind: str) -> list[tuple[str, str]]:
    """Return the options of given values that a definition of a computed one has."""
    given = {
        "required": field.required,
        "immutable": field.immutable,
        "default": field.default is not None,
        "visible_when": field.visible_when is not None,
        "required_when": field.required_when is not None,
        "unique_within": bool(field.unique_within),
    }
    return [
        (option, f'"{camel_case(option)}" does not apply to the kind {kind}: its values are computed.')
        for option, there in given.items()
        if there
    ]
