"""CADASTRAL_NUMBER: how the Lithuanian real property cadastre names land, buildings and premises."""

import re
from typing import Any

from gql_crm import Field, TextKind, ValueContext, ValueProblem, shown

_CADASTRAL = re.compile(r"([0-9]{4})/([0-9]{4}):([0-9]{1,4})")
_UNIQUE = re.compile(r"([0-9]{4})-([0-9]{4})-([0-9]{4})(?::([0-9]{1,4}))?")
_SPACE = re.compile(r"\s+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_EXPECTED = (
    'expected a cadastral number like "0101/0040:0123" or a unique number like "4400-1234-5678", '
    'of premises like "4400-1234-5678:0012".'
)


class CadastralNumberKind(TextKind):
    """A number given by the cadastre (Government Resolution No. 534 of 15 April 2002, item 102).

    A parcel has a cadastral number: locality, block and parcel in four digits each, `0101/0040:0123`. Every
    real property has a unique number, `4400-1234-5678`, and premises add their own to their building's,
    `4400-1234-5678:0012`. The last part is often written without leading zeros; the normal form has them.
    """

    name = "CADASTRAL_NUMBER"
    description = (
        "A number of the Lithuanian real property cadastre: a parcel's cadastral number, `0101/0040:0123`, "
        "or a unique number, `4400-1234-5678`, of premises `4400-1234-5678:0012`. "
        "Spaces, dashes and leading zeros are brought into this form."
    )
    options = frozenset[str]()
    length_limit = 60

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        text = super().parse(value, field, context)
        number = _normal(text)
        if number is None:
            raise ValueProblem(f"{shown(text)} is no number of the Lithuanian cadastre; {_EXPECTED}")
        return number

    def operand(self, value: Any, stored: Any) -> Any:
        """Compare with the normal form, however the number is written."""
        return super().operand(_normal(value) or value, stored)

    def fragment(self, value: str) -> str:
        """Look for a part of a number as its normal form would write it."""
        return _tidied(super().fragment(value))

    def search_text(self, value: Any) -> str:
        """Find the number also by its digits alone."""
        return f"{value} {re.sub('[^0-9]', '', value)}"


def _tidied(text: str) -> str:
    return _SPACE.sub("", text).translate(_DASHES)


def _normal(text: Any) -> str | None:
    """Return the one form in which a number is kept, None for what is no number."""
    tidy = _tidied(text) if isinstance(text, str) else ""
    if parcel := _CADASTRAL.fullmatch(tidy):
        locality, block, number = parcel.groups()
        return f"{locality}/{block}:{number:0>4}"
    if unique := _UNIQUE.fullmatch(tidy):
        *digits, premises = unique.groups()
        return "-".join(digits) + (f":{premises:0>4}" if premises else "")
    return None
