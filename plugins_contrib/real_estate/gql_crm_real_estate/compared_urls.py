"""When two web addresses lead to one advertisement: with https or not, tracking and all that aside."""

import hashlib
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

_TRACKING: Final = frozenset(
    {
        *("fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid", "gbraid", "wbraid"),
        *("mc_cid", "mc_eid", "_ga", "_gl", "ref", "ref_src", "referrer"),
    }
)
_PREFIXES: Final = ("utm_", "pk_", "mtm_", "hsa_")
_PORTS: Final = frozenset({80, 443})
_LONGEST: Final = 2_048
"""Longer ones are compared by what they hash to; percent-encoding makes an address six times as long."""


def compared_url(url: str) -> str:
    """Return the form in which addresses are compared.

    No other address is made by scheme, letter case, `www.`, the usual port, a fragment, a slash at the end,
    the order of the query, and parameters that only say where somebody comes from.
    """
    names = [name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]
    tracking = [name for name in names if _is_tracking(name)]
    cleaned = url_query_cleaner(url, tracking, remove=True, unique=False) if tracking else url
    parts = urlsplit(canonicalize_url(cleaned))
    port = "" if parts.port is None or parts.port in _PORTS else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    host = (parts.hostname or "").removeprefix("www.").removesuffix(".")
    compared = f"{host}{port}{parts.path.rstrip('/').casefold()}{query}"
    return compared if len(compared) <= _LONGEST else hashlib.sha256(compared.encode()).hexdigest()


def _is_tracking(name: str) -> bool:
    return name.lower() in _TRACKING or name.lower().startswith(_PREFIXES)
