"""EMAIL: e-mail addresses."""

import unicodedata
from functools import lru_cache
from typing import Any

from email_validator import EmailNotValidError, validate_email

from gql_crm.fields.field import Field
from gql_crm.fields.kind import ValueContext, ValueProblem
from gql_crm.fields.kinds.textual import TextualKind, limited, matched, trimmed
from gql_crm.fields.scalars import EMAIL_ADDRESS
from gql_crm.text import shown

_LENGTH_LIMIT = 254
_REMEMBERED = 64
"""A write asks for the same address several times: to check it, and for what compares it."""


class EmailKind(TextualKind):
    name = "EMAIL"
    description = (
        "An e-mail address in any script (RFC 6531), kept as it was written. Nothing is sent to check it."
    )
    options = frozenset({"min_length", "max_length", "pattern"})
    output_type = EMAIL_ADDRESS
    input_type = EMAIL_ADDRESS
    has_domain = True

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        text = limited(trimmed(value, "e-mail address"), field, _LENGTH_LIMIT)
        try:
            _normal(text)
        except EmailNotValidError as error:
            raise ValueProblem(
                f'{shown(text)} is no e-mail address like "name@example.com": {error}'
            ) from None
        return matched(text, field)

    def unique_key(self, value: Any) -> str:
        return unicodedata.normalize("NFC", _normal(value)).casefold()

    def domain(self, value: Any) -> str:
        return self.unique_key(value).rpartition("@")[2]


@lru_cache(_REMEMBERED)
def _normal(text: str) -> str:
    """Return the normal form of an address. Raises EmailNotValidError."""
    return validate_email(text, check_deliverability=False).normalized
