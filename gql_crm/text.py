"""What Python asks of text. Folding for search is PostgreSQL's: `gql_crm_fold`."""

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping

_SHOWN = 60
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DIGITS = str.maketrans(
    {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)},
)


def ascii_digits(text: str) -> str:
    """Write Arabic (U+0660) and Persian (U+06F0) digits as ASCII digits."""
    return text.translate(_DIGITS)


def camel_case(name: str) -> str:
    """`first_name` → `firstName`."""
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def snake_case(name: str) -> str:
    """`firstName` → `first_name`, `vatID` → `vat_id`."""
    return _WORD_START.sub("_", name).lower()


def shown(value: object) -> str:
    """Quote a value for an error text as JSON has it, cut after 60 characters."""
    text = value if isinstance(value, str) else _written(value)
    clean = "".join(_visible(character) for character in text[:_SHOWN])
    return f'"{clean}…"' if len(text) > _SHOWN else f'"{clean}"'


def _written(value: object) -> str:
    if value is None or isinstance(value, bool | Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str, skipkeys=True)
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value)


def _visible(character: str) -> str:
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in _CONTROLS else character


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return ` Did you mean "x" or "y"?` with a leading space, or nothing where no candidate is near."""
    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    near = difflib.get_close_matches(name.casefold(), by_folded, n=3, cutoff=0.6)
    return f" Did you mean {listed([by_folded[folded] for folded in near], 'or')}?" if near else ""


def listed(names: Iterable[str], conjunction: str = "and", limit: int = 10) -> str:
    """Write `"a", "b" and "c"`; of a long list the first ten and how many more there are."""
    quoted = [f'"{name}"' for name in names]
    if len(quoted) > limit:
        return f"{', '.join(quoted[:limit])} and {len(quoted) - limit} more"
    if len(quoted) < 2:  # noqa: PLR2004 (a list of one has no conjunction)
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {conjunction} {quoted[-1]}"


def camel_key(text: str) -> str | None:
    """Make a camelCase ASCII name of a text, None where nothing is left: `Mano tikslas` → `manoTikslas`."""
    plain = unicodedata.normalize("NFKD", _WORD_START.sub(" ", text)).encode("ascii", "ignore").decode()
    words: list[str] = re.findall(r"[A-Za-z0-9]+", plain)
    while words and not words[0][0].isalpha():
        words[0] = words[0].lstrip("0123456789")
        words = words if words[0] else words[1:]
    if not words:
        return None
    return (words[0].lower() + "".join(word.capitalize() for word in words[1:]))[:63]
