"""The field kinds of the core, one class a file."""

from gql_crm.fields.geo_points import GeoPoint
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds.address import Address, AddressKind
from gql_crm.fields.kinds.autonumber import AutonumberKind
from gql_crm.fields.kinds.boolean import BooleanKind
from gql_crm.fields.kinds.choice import ChoiceKind
from gql_crm.fields.kinds.date import DateKind
from gql_crm.fields.kinds.datetime import DatetimeKind
from gql_crm.fields.kinds.decimal import DecimalKind
from gql_crm.fields.kinds.derived import DerivedKind
from gql_crm.fields.kinds.email import EmailKind
from gql_crm.fields.kinds.formula import RESULTS, FormulaKind
from gql_crm.fields.kinds.geo_point import GeoPointKind
from gql_crm.fields.kinds.integer import IntegerKind
from gql_crm.fields.kinds.json import JsonKind
from gql_crm.fields.kinds.long_text import LongTextKind
from gql_crm.fields.kinds.money import Money, MoneyKind
from gql_crm.fields.kinds.multi_choice import MultiChoiceKind
from gql_crm.fields.kinds.multi_reference import MultiReferenceKind
from gql_crm.fields.kinds.percent import PercentKind
from gql_crm.fields.kinds.phone import PhoneKind
from gql_crm.fields.kinds.reference import ReferenceKind
from gql_crm.fields.kinds.rich_text import RichTextKind
from gql_crm.fields.kinds.rollup import RollupKind, kind_of_rollup
from gql_crm.fields.kinds.text import TextKind
from gql_crm.fields.kinds.time import TimeKind
from gql_crm.fields.kinds.url import UrlKind
from gql_crm.fields.kinds.user import UserKind

DEFAULT_KINDS: tuple[FieldKind, ...] = (
    TextKind(),
    LongTextKind(),
    RichTextKind(),
    IntegerKind(),
    DecimalKind(),
    PercentKind(),
    MoneyKind(),
    BooleanKind(),
    DateKind(),
    DatetimeKind(),
    TimeKind(),
    ChoiceKind(),
    MultiChoiceKind(),
    EmailKind(),
    PhoneKind(),
    UrlKind(),
    AddressKind(),
    GeoPointKind(),
    ReferenceKind(),
    MultiReferenceKind(),
    UserKind(),
    JsonKind(),
    AutonumberKind(),
    FormulaKind(),
    RollupKind(),
)

__all__ = [
    "DEFAULT_KINDS",
    "RESULTS",
    "Address",
    "AddressKind",
    "AutonumberKind",
    "BooleanKind",
    "ChoiceKind",
    "DateKind",
    "DatetimeKind",
    "DecimalKind",
    "DerivedKind",
    "EmailKind",
    "FormulaKind",
    "GeoPoint",
    "GeoPointKind",
    "IntegerKind",
    "JsonKind",
    "LongTextKind",
    "Money",
    "MoneyKind",
    "MultiChoiceKind",
    "MultiReferenceKind",
    "PercentKind",
    "PhoneKind",
    "ReferenceKind",
    "RichTextKind",
    "RollupKind",
    "TextKind",
    "TimeKind",
    "UrlKind",
    "UserKind",
    "kind_of_rollup",
]
