"""Codes of countries, ISO 3166-1 alpha-2."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale

from gql_crm.fields.kind import ValueProblem
from gql_crm.text import did_you_mean, shown

_ALPHA_2 = re.compile("[A-Z]{2}")
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
"""Territories of CLDR that ISO 3166-1 knows as no country; Kosovo's XK, which is in use everywhere, stays."""
_NICKNAMES: Mapping[str, str] = {"UK": "GB", "EL": "GR", "USA": "US"}


def country_code(value: Any) -> str:
    """Check the code of a country; raise `ValueProblem` with the code that may have been meant."""
    if not isinstance(value, str) or value not in _names():
        hint = _hint(value) if isinstance(value, str) else ""
        raise ValueProblem(
            f'{shown(value)} is no country of ISO 3166-1; expected two capitals like "LT".{hint}'
        )
    return value


def _hint(value: str) -> str:
    wanted = value.strip()
    by_name = {name.casefold(): code for code, name in _names().items()}
    code = _NICKNAMES.get(wanted.upper()) or by_name.get(wanted.casefold())
    return f' Did you mean "{code}"?' if code else did_you_mean(wanted, _names())


@cache
def _names() -> Mapping[str, str]:
    """English names by code."""
    territories: Mapping[str, str] = Locale("en").territories
    return {
        code: name
        for code, name in territories.items()
        if _ALPHA_2.fullmatch(code) and code not in _NO_COUNTRIES
    }
