"""Identifiers of documents, as the appendix of GraphQL over HTTP on persisted documents has them."""

import hashlib
import re
from typing import Final

from gql_crm.text import shown

LONGEST_IDENTIFIER: Final = 200

_PREFIX: Final = "sha256:"
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_VISIBLE: Final = re.compile(r"[\x21-\x7e]+")


def sha256_identifier(text: str) -> str:
    """Return a text's identifier that anybody can check: `sha256:` and 64 hexadecimal digits."""
    return _PREFIX + _hash(text)


def is_hash_of(text: str, hash_: str) -> bool:
    """Tell whether these are the hexadecimal digits of the text's SHA-256."""
    return _hash(text) == hash_


def settled_identifier(given: str, text: str) -> str:
    """Return what a document of a manifest is known by; raises ValueError, whose text says what is wrong.

    A bare SHA-256 of the text gets its prefix; an identifier that only its client understands stays as it is.
    """
    if problem := identifier_problem(given):
        raise ValueError(problem)
    true = sha256_identifier(text)
    if given.startswith(_PREFIX) and given != true:
        raise ValueError(f"the SHA-256 of its text is {true.removeprefix(_PREFIX)}")
    return true if _PREFIX + given == true else given


def identifier_problem(given: str) -> str | None:
    """Say what keeps a text from being an identifier; None when it is one."""
    if not given:
        return "an identifier is not empty"
    if len(given) > LONGEST_IDENTIFIER:
        return f"an identifier has at most {LONGEST_IDENTIFIER} characters, this one has {len(given)}"
    if not _VISIBLE.fullmatch(given):
        return "an identifier has visible ASCII characters only, and no space"
    return None


def quoted_identifier(given: str) -> str:
    """Return an identifier for an error text, whole if it is one."""
    return shown(given) if identifier_problem(given) else f'"{given}"'


def stored_identifiers(named: str) -> tuple[str, ...]:
    """Return what a document may be stored under that a client names so; the first that is there counts."""
    return (named, _PREFIX + named) if _HASH.fullmatch(named) else (named,)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
