"""VIN: the number that a manufacturer gives a road vehicle."""

import re
from typing import Any

from gql_crm import Field, TextKind, ValueContext, ValueProblem, shown

_LENGTH = 17
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_FOREIGN = re.compile(r"[^A-HJ-NPR-Z0-9]")
_BETWEEN = re.compile(r"[\s‐‑‒–—−-]+")
_EXPECTED = "expected 17 letters and digits without I, O and Q"


class VinKind(TextKind):
    """A vehicle identification number (ISO 3779): 17 of A to Z and 0 to 9, without I, O and Q.

    Small letters, and the spaces and dashes by which papers group it, are brought into this form. The check
    digit in position 9 is not judged: outside North America and China manufacturers put there what they like.
    """

    name = "VIN"
    description = (
        "A vehicle identification number (ISO 3779): 17 letters and digits without I, O and Q, kept in "
        "capitals. Spaces and dashes are left out; the check digit is not judged."
    )
    options = frozenset[str]()

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        text = super().parse(value, field, context)
        vin = _tidied(text)
        if len(vin) != _LENGTH:
            raise ValueProblem(f"{shown(text)} is no VIN: {_EXPECTED}; this has {len(vin)}.")
        foreign = _FOREIGN.search(vin)
        if foreign:
            raise ValueProblem(f"{shown(text)} is no VIN: {_EXPECTED}; this has {shown(foreign.group())}.")
        return vin

    def operand(self, value: Any, stored: Any) -> Any:
        """Compare with the normal form, however the number is written."""
        tidy = _tidied(value) if isinstance(value, str) else ""
        return super().operand(tidy if _VIN.fullmatch(tidy) else value, stored)

    def fragment(self, value: str) -> str:
        """Look for a part of a number as its normal form would write it."""
        return _tidied(super().fragment(value))


def _tidied(text: str) -> str:
    """Take out what stands between the signs. Only ASCII is capitalised: "ı" must not become an I."""
    tidy = _BETWEEN.sub("", text)
    return tidy.upper() if tidy.isascii() else tidy
