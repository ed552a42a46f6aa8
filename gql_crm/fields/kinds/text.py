"""TEXT: one line."""

import re
from typing import Any

from graphql import GraphQLString

from gql_crm.fields.field import Field
from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.fields.kinds.textual import TextualKind, checked_text, limited, matched
from gql_crm.text import shown

LINE_BREAK = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


class TextKind(TextualKind):
    name = "TEXT"
    description = (
        "One line of text, up to 1,000 characters or the field's maxLength, kept exactly as written."
    )
    options = frozenset({"min_length", "max_length", "pattern"})
    output_type = GraphQLString
    input_type = GraphQLString
    length_limit = 1_000
    compared_folded = True

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        text = checked_text(value)
        self.check_lines(text)
        if field.required and not text.strip():
            raise ValueProblem("A text is needed, this one is empty.")
        return matched(limited(text, field, self.length_limit), field)

    def check_lines(self, text: str) -> None:
        """Refuse what breaks a line."""
        if LINE_BREAK.search(text):
            raise ValueProblem(
                f"{shown(text)} has a line break; "
                "only fields of kind LONG_TEXT and RICH_TEXT hold more than one line."
            )
