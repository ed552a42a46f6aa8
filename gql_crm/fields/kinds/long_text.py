"""LONG_TEXT: several lines."""

from gql_crm.fields.kinds.text import TextKind


class LongTextKind(TextKind):
    name = "LONG_TEXT"
    description = (
        "Text of many lines, up to 100,000 characters or the field's maxLength; sorted by the first 200."
    )
    length_limit = 100_000
    can_be_unique = False
    long = True
    groupable = False
    formula_type = None

    def check_lines(self, text: str) -> None:
        """Any number of lines will do."""
