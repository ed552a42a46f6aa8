"""The field kinds of the core, one class a file."""

from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds.boolean import BooleanKind
from gql_crm.fields.kinds.choice import ChoiceKind
from gql_crm.fields.kinds.date import DateKind
from gql_crm.fields.kinds.datetime import DatetimeKind
from gql_crm.fields.kinds.decimal import DecimalKind
from gql_crm.fields.kinds.email import EmailKind
from gql_crm.fields.kinds.integer import IntegerKind
from gql_crm.fields.kinds.long_text import LongTextKind
from gql_crm.fields.kinds.money import Money, MoneyKind
from gql_crm.fields.kinds.multi_choice import MultiChoiceKind
from gql_crm.fields.kinds.phone import PhoneKind
from gql_crm.fields.kinds.reference import ReferenceKind
from gql_crm.fields.kinds.text import TextKind
from gql_crm.fields.kinds.url import UrlKind
from gql_crm.fields.kinds.user import UserKind

DEFAULT_KINDS: tuple[FieldKind, ...] = (
    TextKind(),
    LongTextKind(),
    IntegerKind(),
    DecimalKind(),
    MoneyKind(),
    BooleanKind(),
    DateKind(),
    DatetimeKind(),
    ChoiceKind(),
    MultiChoiceKind(),
    EmailKind(),
    PhoneKind(),
    UrlKind(),
    ReferenceKind(),
    UserKind(),
)

__all__ = [
    "DEFAULT_KINDS",
    "BooleanKind",
    "ChoiceKind",
    "DateKind",
    "DatetimeKind",
    "DecimalKind",
    "EmailKind",
    "IntegerKind",
    "LongTextKind",
    "Money",
    "MoneyKind",
    "MultiChoiceKind",
    "PhoneKind",
    "ReferenceKind",
    "TextKind",
    "UrlKind",
    "UserKind",
]
