"""AUTONUMBER: a number that every record gets when it is made."""

from dataclasses import replace
from typing import Any

from graphql import GraphQLString

from gql_crm import sql
from gql_crm.fields.field import Field
from gql_crm.fields.kind import OrderPart, Stored, ValueContext, ValueProblem
from gql_crm.fields.kinds.textual import TextualKind, checked_text
from gql_crm.fields.numbering import read_pattern


class AutonumberKind(TextualKind):
    """A text like `2026-0042`. The unit of work makes it; nobody else writes it."""

    name = "AUTONUMBER"
    description = (
        "A unique, increasing number that each new record gets: pattern is text with {YYYY} {YY} {MM} {DD} "
        "and one counter, {####}, which begins anew in each period."
    )
    options = frozenset({"pattern"})
    output_type = GraphQLString
    input_type = GraphQLString
    pattern_of_values = False
    can_be_unique = False  # it is, whatever its definition says

    def placed(self, field: Field) -> Field:
        return replace(field, unique=True, writable=False, copied=False)

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        return checked_text(value)

    def unique_key(self, value: Any) -> str:
        return str(value)

    def order_parts(self, stored: Stored) -> tuple[OrderPart, ...]:
        """Order by length first, so that 10 comes behind 9 where the counter has no leading zeros."""
        length = sql.call("char_length", stored.value)
        return (OrderPart(length, "integer"), OrderPart(sql.Collate(stored.value), "text"))

    def definition_problems(self, field: Field) -> list[tuple[str, str]]:
        given = {
            "required": field.required,
            "immutable": field.immutable,
            "default": field.default is not None,
        }
        found = [
            (
                option,
                f'"{option}" does not apply to the kind AUTONUMBER: each record gets its number by itself.',
            )
            for option, there in given.items()
            if there
        ]
        try:
            read_pattern(field.pattern)
        except ValueProblem as problem:
            found.append(("pattern", str(problem)))
        return found
