"""The SQL functions that fold text for search and turn it into a key for sorting.

Both lie in the database, so that columns, indexes and parameters are folded by one and the same code. Another
folding is another function: an index keeps what it was built with.
"""

from collections.abc import Iterable

COMBINING_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
INVISIBLE = "\u00ad\u0640\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
ONE_TO_ONE = {
    "\u064a": "\u06cc",  # Arabic yeh → Persian yeh
    "\u0649": "\u06cc",  # alef maksura → Persian yeh
    "\u0643": "\u06a9",  # Arabic kaf → Persian keheh
    "\u0629": "\u0647",  # teh marbuta → heh
    "\u06d5": "\u0647",  # ae → heh
    "\u06c1": "\u0647",  # heh goal → heh
    "\u200c": " ",  # zero width non-joiner
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ς": "σ",
    **{chr(0x6F0 + digit): str(digit) for digit in range(10)},  # Persian digits
    **{chr(0x660 + digit): str(digit) for digit in range(10)},  # Arabic digits
}
ONE_TO_MANY = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}

AFTER_ITS_KIND = "\ue000"  # above every letter: "c\ue000" sorts after all that begins with c
PERSIAN_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
PERSIAN_KEYS = {letter: chr(0xE100 + place) for place, letter in enumerate(PERSIAN_ALPHABET)}
OWN_LETTERS = {
    **{letter + "\u030c": letter + AFTER_ITS_KIND for letter in "cszr"},  # č š ž ř follow c s z r
    "\u0438\u0306": "\u0438" + AFTER_ITS_KIND,  # й follows и
    "\u0627\u0653": PERSIAN_KEYS["آ"],
}

FOLD = "gql_crm_fold"
SORT = "gql_crm_sort"


def create_functions(collation: str) -> list[str]:
    """Return the statements that make both functions; `collation` (in pg_catalog) knows all letters."""
    return [_function(FOLD, _fold("value", collation)), _function(SORT, _sort("value", collation))]


def _function(name: str, expression: str) -> str:
    return (
        f"CREATE FUNCTION {name}(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE\n"
        f"RETURN {expression}"
    )


def _fold(text: str, collation: str) -> str:
    lowered = _lowered(text, collation)
    mapped = f"translate({lowered}, {_literal(ONE_TO_ONE)}, {_literal(ONE_TO_ONE.values())})"
    bare = f"regexp_replace({mapped}, '[{COMBINING_MARKS}{INVISIBLE}]+', '', 'g')"
    return f"btrim(regexp_replace({_replaced(bare, ONE_TO_MANY)}, '\\s+', ' ', 'g'))"


def _sort(text: str, collation: str) -> str:
    lowered = _replaced(_lowered(text, collation), OWN_LETTERS)
    return f"translate({FOLD}({lowered}), {_literal(PERSIAN_KEYS)}, {_literal(PERSIAN_KEYS.values())})"


def _lowered(text: str, collation: str) -> str:
    return f'lower(normalize({text}, NFKD) COLLATE pg_catalog."{collation}")'


def _replaced(text: str, replacements: dict[str, str]) -> str:
    for old, new in replacements.items():
        text = f"replace({text}, '{old}', '{new}')"
    return text


def _literal(letters: Iterable[str]) -> str:
    return "'" + "".join(letters) + "'"
