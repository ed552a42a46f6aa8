"""GTIN: the number under the bar code of what is sold (GS1 General Specifications)."""

import re
from typing import Any

from gql_crm import Field, Given, TextKind, ValueContext, ValueProblem, shown

_LENGTHS = (8, 12, 13, 14)
_LONGEST = max(_LENGTHS)
_DIGITS = re.compile(r"[0-9]+")
_BETWEEN = re.compile(r"[\s‐‑‒–—−-]+")


class GtinKind(TextKind):
    """A Global Trade Item Number: 8, 12, 13 or 14 digits, the last of which checks the others.

    GS1 General Specifications, 7.9.1: weighted 3 and 1 in turn from the right, the digits before the check
    digit and the check digit itself make a multiple of 10. A number is kept with as many digits as were
    given; filled up with zeros on the left to 14 digits it is the same number, and compared so.
    """

    name = "GTIN"
    description = (
        "A Global Trade Item Number of GS1: 8, 12, 13 or 14 digits, the last of which is a check digit. "
        "Spaces and dashes are left out; zeros on the left make no other number: "
        "`4006381333931` is `04006381333931`."
    )
    options = frozenset[str]()
    length_limit = 60

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        text = super().parse(value, field, context)
        digits = _tidied(text)
        if not _DIGITS.fullmatch(digits):
            raise ValueProblem(f"{shown(text)} is no GTIN; expected 8, 12, 13 or 14 digits.")
        if len(digits) not in _LENGTHS:
            raise ValueProblem(
                f"{shown(text)} is no GTIN; expected 8, 12, 13 or 14 digits, but it has {len(digits)}."
            )
        expected = check_digit(digits[:-1])
        if digits[-1] != expected:
            raise ValueProblem(f"{shown(text)} is no GTIN; the check digit should be {expected}.")
        return digits

    def unique_key(self, value: Any) -> str:
        return str(value).zfill(_LONGEST)

    def compare(self, stored: Any, operator: Any, value: Given[Any]) -> Any:
        """Compare with every form of the number."""
        return self.equals_any(stored, value.map(lambda one: [one]))

    def equals_any(self, stored: Any, values: Given[Any]) -> Any:
        forms = values.map(lambda several: [form for one in several for form in _forms(one)])
        return super().equals_any(stored, forms)

    def fragment(self, value: str) -> str:
        """Look for a part of a number without what stands between its digits."""
        return _tidied(super().fragment(value))

    def search_text(self, value: Any) -> str:
        """Find the number also by its 14 digits, which end with the given ones."""
        return self.unique_key(value)


def check_digit(digits: str) -> str:
    """Return the digit that completes a number; `digits` are those before it."""
    weighted = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)


def _tidied(text: str) -> str:
    return _BETWEEN.sub("", text)


def _forms(value: Any) -> list[Any]:
    """Return the ways to write a number with more or fewer zeros on the left; of anything else, itself."""
    digits = _tidied(value) if isinstance(value, str) else ""
    if not _DIGITS.fullmatch(digits) or len(digits) > _LONGEST:
        return [value]
    whole = digits.zfill(_LONGEST)
    return [whole[-length:] for length in _LENGTHS if int(whole[:-length] or 0) == 0]
