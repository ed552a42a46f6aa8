"""Decimal numbers: how they are read and what their one written form is."""

import re
from decimal import Decimal

from gql_crm.fields.kind import ValueProblem
from gql_crm.text import ascii_digits, shown

DIGITS_LIMIT = 60
"""Most digits before and after the point together."""
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_TEXT_LIMIT = 200
_SMALL = 10**15


def plain(value: Decimal) -> str:
    """Write a decimal in its one form: no exponent, no trailing zeros, no minus zero."""
    if not value:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_decimal(value: object, example: str = "1234.5") -> Decimal:
    """Read a number exactly: JSON number or text with ASCII, Persian or Arabic digits and `.` or `٫`.

    Faults show the `example`.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueProblem(f'{shown(value)} is no number; expected one like "{example}".')
    if type(value) is int and abs(value) < _SMALL:
        return Decimal(value)
    text = repr(value) if isinstance(value, float) else str(value)
    if len(text) > _TEXT_LIMIT:
        raise ValueProblem(f"{shown(text)} has more than {DIGITS_LIMIT} digits.")
    normal = ascii_digits(text.strip()).replace("\N{ARABIC DECIMAL SEPARATOR}", ".")
    if "," in normal:
        raise ValueProblem(
            f'{shown(text)} has a comma, which is two amounts in two countries; use "{example}".'
        )
    if not _NUMBER.fullmatch(normal):
        raise ValueProblem(f'{shown(text)} is no number; expected one like "{example}".')
    return _limited(Decimal(normal), text)


def _limited(number: Decimal, text: str) -> Decimal:
    if not number:
        return Decimal(0)
    if len(text) <= DIGITS_LIMIT and "e" not in text and "E" not in text:
        return Decimal(plain(number))
    normal = Decimal(plain(number)) if abs(number.adjusted()) <= DIGITS_LIMIT else None
    if normal is None or sum(digit_counts(normal)) > DIGITS_LIMIT:
        raise ValueProblem(f"{shown(text)} has more than {DIGITS_LIMIT} digits.")
    return normal


def digit_counts(number: Decimal) -> tuple[int, int]:
    """Count the digits before and after the point: `12.5` → (2, 1), `0.05` → (0, 2)."""
    whole, _, fraction = plain(number).lstrip("-").partition(".")
    return len(whole.lstrip("0")), len(fraction)
