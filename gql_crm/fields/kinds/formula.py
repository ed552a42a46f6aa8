"""FORMULA: what an expression makes of the record's fields."""

from collections.abc import Mapping
from typing import Final

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds.boolean import BooleanKind
from gql_crm.fields.kinds.date import DateKind
from gql_crm.fields.kinds.decimal import DecimalKind
from gql_crm.fields.kinds.derived import DerivedKind
from gql_crm.fields.kinds.integer import IntegerKind
from gql_crm.fields.kinds.money import MoneyKind
from gql_crm.fields.kinds.percent import PercentKind
from gql_crm.fields.kinds.text import TextKind
from gql_crm.formulas import Type

RESULTS: Final[Mapping[Type, tuple[FieldKind, ...]]] = {
    Type.NUMBER: (DecimalKind(), IntegerKind(), PercentKind(), MoneyKind()),
    Type.TEXT: (TextKind(),),
    Type.BOOLEAN: (BooleanKind(),),
    Type.DATE: (DateKind(),),
}
"""The kinds that what formulas yield can have; the first one where the definition asks for none."""


class FormulaKind(DerivedKind):
    """A definition only: the values are of the kind that the expression yields."""

    name = "FORMULA"
    description = (
        "What an expression makes of the record's fields and of those of records that it refers to; "
        "scale rounds numbers, valueKind says what they are."
    )
    options = frozenset({"expression", "scale"})

    def of_values(self, field: Field) -> FieldKind:
        every = (kind for kinds in RESULTS.values() for kind in kinds)
        return next((kind for kind in every if kind.name == field.result), self)

    @property
    def can_be_indexed(self) -> bool:
        """Some can: see `plugins.indexed_formulas`."""
        return True

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        found = super().definition_problems(field)
        if not (field.expression or "").strip():
            found.append(("expression", 'A FORMULA field needs an expression like "price * share / 100".'))
        return found
