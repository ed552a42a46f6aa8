"""The options of numbers: min, max, precision and scale."""

from decimal import Decimal

from gql_crm.fields.field import Field
from gql_crm.fields.kind import ValueProblem
from gql_crm.fields.numbers import digit_counts, plain
from gql_crm.text import shown


def check_bounds(number: Decimal | int, field: Field, text: str) -> None:
    """Hold a number against the field's min and max."""
    if field.min is not None and number < field.min:
        raise ValueProblem(f"{shown(text)} is less than {plain(field.min)}, the least that is accepted.")
    if field.max is not None and number > field.max:
        raise ValueProblem(f"{shown(text)} is more than {plain(field.max)}, the most that is accepted.")


def check_digits(number: Decimal, field: Field, text: str) -> None:
    """Hold a number against the field's precision (digits in all) and scale (digits after the point)."""
    if field.scale is None and field.precision is None:
        return
    whole, fraction = digit_counts(number)
    if field.scale is not None and fraction > field.scale:
        raise ValueProblem(
            f"{shown(text)} has {fraction} digits after the point; {field.scale} are the most."
        )
    if field.precision is None:
        return
    most = field.precision - (field.scale or 0)
    if whole > most or whole + fraction > field.precision:
        raise ValueProblem(
            f"{shown(text)} has too many digits; {field.precision} are the most, {most} before the point."
        )
