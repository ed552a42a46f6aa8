"""VIN: the number that a manufacturer gives a road vehicle."""

import re
from typing import Any

from gql_crm import Field, TextKind, ValueContext, ValueProblem, shown

_LENGTH = 17
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_FOREIGN = re.compile(r"[^A-HJ-NPR-Z0-9]")
_BETWEEN = re.compile(r"[\s‐‑‒–—−-]+")
_EXPECTED = "expected 17 letters and digits without I, O and Q"
_NORTH_AMERICAN = frozenset("12345")
_CHECK_PLACE = 8
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_NUMBERS = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True))
_CHECK_DIGITS = "0123456789X"


class VinKind(TextKind):
    """A vehicle identification number (ISO 3779): 17 of A to Z and 0 to 9, without I, O and Q.

    Small letters, and the spaces and dashes by which papers group it, are brought into this form. A wrong
    check digit in position 9 (49 CFR 565.15) is a warning, where the first sign is that of a North American
    manufacturer (1 to 5): in Europe anything may stand there.
    """

    name = "VIN"
    description = (
        "A vehicle identification number (ISO 3779): 17 letters and digits without I, O and Q, kept in "
        "capitals. Spaces and dashes are left out; a wrong check digit of a North American one is a warning."
    )
    options = frozenset[str]()
    warning_code = "VIN_CHECK_DIGIT"
    warning_meaning = "The VIN's check digit is wrong; perhaps it is mistyped."

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        text = super().parse(value, field, context)
        vin = _tidied(text)
        if len(vin) != _LENGTH:
            raise ValueProblem(f"{shown(text)} is no VIN: {_EXPECTED}; this has {len(vin)}.")
        foreign = _FOREIGN.search(vin)
        if foreign:
            raise ValueProblem(f"{shown(text)} is no VIN: {_EXPECTED}; this has {shown(foreign.group())}.")
        return vin

    def warnings(self, value: Any, field: Field) -> list[str]:
        """Compare the check digit of a North American number."""
        found, expected = value[_CHECK_PLACE], _check_digit(value)
        if value[0] not in _NORTH_AMERICAN or found == expected:
            return []
        return [
            f"The check digit of {shown(value)} is {found}, and {expected} was expected: look at it again."
        ]

    def operand(self, value: Any, stored: Any) -> Any:
        """Compare with the normal form, however the number is written."""
        tidy = _tidied(value) if isinstance(value, str) else ""
        return super().operand(tidy if _VIN.fullmatch(tidy) else value, stored)

    def fragment(self, value: str) -> str:
        """Look for a part of a number as its normal form would write it."""
        return _tidied(super().fragment(value))


def _check_digit(vin: str) -> str:
    """Return what position 9 has to be: the weighted sum of the signs' numbers modulo 11, X for 10."""
    numbers = (_NUMBERS[sign] if sign in _NUMBERS else int(sign) for sign in vin)
    return _CHECK_DIGITS[sum(n * weight for n, weight in zip(numbers, _WEIGHTS, strict=True)) % 11]


def _tidied(text: str) -> str:
    """Take out what stands between the signs. Only ASCII is capitalised: "ı" must not become an I."""
    tidy = _BETWEEN.sub("", text)
    return tidy.upper() if tidy.isascii() else tidy
