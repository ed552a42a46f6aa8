"""PERCENT: exact numbers of hundredths."""

from decimal import Decimal

from gql_crm.fields.field import Field
from gql_crm.fields.kind import ValueContext
from gql_crm.fields.kinds.decimal import DecimalKind


class PercentKind(DecimalKind):
    """A percentage. It has the bounds that its definition gives: growth may be negative or above 100."""

    name = "PERCENT"
    description = "An exact percentage, 20 for 20 %, of any size; a share of a whole needs min 0 and max 100."
    options = frozenset({"min", "max", "scale"})

    def import_text(self, text: str, field: Field, context: ValueContext) -> Decimal:
        """Take a number with or without its sign: `20`, `20 %`, `۲۰٪`."""
        return self.parse(text.strip(" %\N{ARABIC PERCENT SIGN}\N{NO-BREAK SPACE}"), field, context)
