"""FORMULA: what an expression makes of the record's fields."""

from collections.abc import Mapping
from typing import Final

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds.boolean import BooleanKind
from gql_crm.fields.kinds.date import DateKind
from gql_crm.fields.kinds.decimal import DecimalKind
from gql_crm.fields.kinds.derived import DerivedKind
from gql_crm.fields.kinds.text import TextKind
from gql_crm.formulas import Type

RESULTS: Final[Mapping[Type, FieldKind]] = {
    Type.NUMBER: DecimalKind(),
    Type.TEXT: TextKind(),
    Type.BOOLEAN: BooleanKind(),
    Type.DATE: DateKind(),
}
"""The kinds of what formulas yield."""


class FormulaKind(DerivedKind):
    """A definition only: the values are of the kind that the expression yields."""

    name = "FORMULA"
    description = (
        "What an expression makes of the record's fields and of those of records that it refers to; "
        "scale rounds numbers."
    )
    options = frozenset({"expression", "scale"})

    def of_values(self, field: Field) -> FieldKind:
        return next((kind for kind in RESULTS.values() if kind.name == field.result), self)

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        found = super().definition_problems(field)
        if not (field.expression or "").strip():
            found.append(("expression", 'A FORMULA field needs an expression like "price * share / 100".'))
        return found
