"""PHONE: phone numbers in the form of E.164."""

import re
from functools import lru_cache
from typing import Any

import phonenumbers

from gql_crm import sql
from gql_crm.fields.field import Field
from gql_crm.fields.kind import OrderPart, Stored, ValueContext, ValueProblem
from gql_crm.fields.kinds.textual import TextualKind, checked_text, trimmed
from gql_crm.fields.scalars import PHONE_NUMBER
from gql_crm.text import ascii_digits, shown

_TEXT_LIMIT = 100
_REMEMBERED = 64
"""A write asks for the same number several times: to check it, and for what finds it."""
_NOT_IN_E164 = re.compile(r"[^0-9+]")


class PhoneKind(TextualKind):
    name = "PHONE"
    description = (
        "A phone number, kept as E.164 (`+37061234567`). Whether it is assigned to anybody is not checked."
    )
    output_type = PHONE_NUMBER
    input_type = PHONE_NUMBER

    def parse(self, value: Any, field: Field, context: ValueContext) -> str:
        text = trimmed(value, "phone number")
        if len(text) > _TEXT_LIMIT:
            raise ValueProblem(f"{shown(text)} is too long for a phone number.")
        return _e164(text, context.default_country)

    def operand(self, value: Any, stored: Stored) -> str:
        text = checked_text(value)
        try:
            text = _e164(text.strip()[:_TEXT_LIMIT], None)
        except ValueProblem:
            text = self.fragment(text)
        return text

    def fragment(self, value: str) -> str:
        """Leave the digits of `612 34 567`; a text without any is looked for as it is and found nowhere."""
        return _NOT_IN_E164.sub("", ascii_digits(checked_text(value))) or value

    def unique_key(self, value: Any) -> str:
        return str(value)

    def search_text(self, value: Any) -> str:
        """Return the number, its digits and those of its national form."""
        number = _parsed(value, None)
        national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        return f"{value} {value.lstrip('+')} {re.sub('[^0-9]', '', national)}"

    def comparable(self, stored: Stored) -> sql.Node:
        return stored.value if stored.in_column else sql.Collate(stored.value)

    def order_parts(self, stored: Stored) -> tuple[OrderPart, ...]:
        return (OrderPart(sql.Collate(stored.value), "text"),)


def _e164(text: str, country: str | None) -> str:
    try:
        number = _parsed(text, None if text.startswith("+") else country)
    except phonenumbers.NumberParseException as error:
        raise ValueProblem(_unreadable(text, country, error)) from None
    if number.extension:
        raise ValueProblem(f"{shown(text)} has an extension; keep it in a field of its own.")
    if not phonenumbers.is_possible_number(number):
        raise ValueProblem(
            f'{shown(text)} has too few or too many digits for a phone number like "+370 612 34567".'
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(_REMEMBERED)
def _parsed(text: str, country: str | None) -> phonenumbers.PhoneNumber:
    return phonenumbers.parse(text, country)


def _unreadable(text: str, country: str | None, error: phonenumbers.NumberParseException) -> str:
    if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE and country is None:
        return (
            f'{shown(text)} has no country code; write it like "+370 612 34567", '
            "or set the workspace's defaultCountry."
        )
    return f'{shown(text)} is no phone number; expected one like "+370 612 34567".'
