"""What a buyer or tenant looks for, after RESO's SavedSearch; who they are; and what fits."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from gql_crm import (
    BeforeWrite,
    Entity,
    Fits,
    FoundList,
    FoundNode,
    Mark,
    ProposedWrite,
    Relation,
    RelationType,
    UserError,
    UserErrors,
    Watch,
    Wish,
)
from gql_crm_real_estate import options
from gql_crm_real_estate.declaring import field

_NOT_NEGATIVE = {"min": Decimal(0)}
_SQUARE_METRES = {"min": Decimal(0), "precision": 12, "scale": 2}
_FEATURES = tuple(
    {one.value: one for one in (*options.EXTERIOR_FEATURES, *options.INTERIOR_FEATURES)}.values()
)

_CRITERIA = (
    field("propertyTypes", "MULTI_CHOICE", "Types", "Tipai", "One of these types.",
          options=options.PROPERTY_TYPES),
    field("propertySubTypes", "MULTI_CHOICE", "Subtypes", "Potipiai", "One of these subtypes.",
          options=options.PROPERTY_SUB_TYPES),
    field("cities", "MULTI_CHOICE", "Cities", "Miestai", "In one of these cities.", free_choice=True),
    field("priceMin", "MONEY", "Price from", "Kaina nuo", "At least this price, or rent.", **_NOT_NEGATIVE),
    field("priceMax", "MONEY", "Price to", "Kaina iki", "At most this price, or rent.", **_NOT_NEGATIVE),
    field("livingAreaMin", "DECIMAL", "Area from", "Plotas nuo", "At least so many square metres.",
          **_SQUARE_METRES),
    field("livingAreaMax", "DECIMAL", "Area to", "Plotas iki", "At most so many square metres.",
          **_SQUARE_METRES),
    field("roomsMin", "INTEGER", "Rooms from", "Kambarių nuo", "At least so many rooms.", **_NOT_NEGATIVE),
    field("roomsMax", "INTEGER", "Rooms to", "Kambarių iki", "At most so many rooms.", **_NOT_NEGATIVE),
    field("floorMin", "INTEGER", "Floor from", "Aukštas nuo", "On this floor or higher."),
    field("floorMax", "INTEGER", "Floor to", "Aukštas iki", "On this floor or lower."),
    field("yearBuiltMin", "INTEGER", "Built from", "Statyta nuo", "Built in this year or later.",
          min=Decimal(1000), max=Decimal(2200)),
    field("features", "MULTI_CHOICE", "Features", "Ypatybės", "With all of these, inside or outside.",
          options=_FEATURES),
    field("textQuery", "TEXT", "Words", "Žodžiai", "Words of the title or of the advertisement."),
)  # fmt: skip

BUYER_REQUEST = Entity(
    name="BuyerRequest",
    plural="buyerRequests",
    label={"en": "Buyer request", "lt": "Pirkėjo užklausa"},
    plural_label={"en": "Buyer requests", "lt": "Pirkėjų užklausos"},
    description="What somebody looks for, to buy it or to rent it.",
    display=("title",),
    display_fallback=("cities", "transactionType"),
    status="status",
    status_reason="closeReason",
    fields=(
        field("title", "TEXT", "Title", "Pavadinimas", "What the request is called on lists.",
              quick_create=True),
        field("status", "CHOICE", "Status", "Būsena", "How far the request is; operations change it.",
              options=options.REQUEST_STATUSES, enum="BuyerRequestStatus", default="ACTIVE", writable=False,
              copied=False),
        field("transactionType", "CHOICE", "Buy or rent", "Sandorio tipas", "Whether to buy or to rent.",
              options=options.TRANSACTION_TYPES, enum="TransactionType", required=True, quick_create=True),
        field("primaryContact", "REFERENCE", "Primary contact", "Pagrindinis kontaktas",
              "To whom offers go unless somebody else is named.", target="Contact"),
        *_CRITERIA,
        field("budgetNote", "TEXT", "About the budget", "Apie biudžetą", "What else is known of the budget."),
        field("buyerFinancing", "CHOICE", "Financing", "Finansavimas", "How the buyer pays.",
              options=options.BUYER_FINANCING),
        field("deadline", "DATE", "Until", "Iki kada", "Until when something has to be found."),
        field("notifySchedule", "CHOICE", "Tell of matches", "Pranešti apie tinkamus",
              "When its timeline tells of properties that newly fit; at once where nothing is said.",
              options=options.NOTIFY_SCHEDULES, enum="NotifySchedule"),
        field("closeReason", "TEXT", "Reason", "Priežastis", "Why the request was closed.", writable=False,
              copied=False),
    ),
)  # fmt: skip

CONTACTS = Relation(
    key="contacts",
    singular="contact",
    source="BuyerRequest",
    target="Contact",
    inverse="buyerRequests",
    roll_up=True,
    required=True,
    label={"en": "Contacts", "lt": "Susiję kontaktai"},
    inverse_label={"en": "Buyer requests", "lt": "Pirkėjo užklausos"},
    description="Who looks for it.",
    inverse_description="What the contact looks for.",
)


def _role(key: str, english: str, lithuanian: str) -> RelationType:
    return RelationType(
        key=key,
        label={"en": english, "lt": lithuanian},
        reverse_label={"en": "Buyer request", "lt": "Pirkėjo užklausa"},
        from_entity="Contact",
        to_entity="BuyerRequest",
        one_way=True,
    )


ROLES = (
    _role("BUYER", "Buyer", "Pirkėjas"),
    _role("BUYER_SPOUSE", "Buyer's spouse", "Pirkėjo sutuoktinis"),
    _role("BUYER_RELATIVE", "Buyer's relative", "Pirkėjo giminaitis"),
    _role("BUYER_ADVISER", "Buyer's adviser", "Pirkėjo patarėjas"),
)
"""What a contact is to a request, for `linkRecords`. The contact reads of the request, not the other way."""

_BUY, _RENT = {"transactionType": "BUY"}, {"transactionType": "RENT"}
_WISHES = (
    Wish(key="transactionType", of=("listPrice",), fits=Fits.GIVEN, when=_BUY),
    Wish(key="transactionType", of=("leaseAmount",), fits=Fits.GIVEN, when=_RENT),
    Wish(key="propertyTypes", of=("propertyType",), fits=Fits.ONE_OF),
    Wish(key="propertySubTypes", of=("propertySubType",), fits=Fits.ONE_OF),
    Wish(key="cities", of=("city",), fits=Fits.ONE_OF),
    Wish(key="priceMin", of=("listPrice",), fits=Fits.AT_LEAST, when=_BUY),
    Wish(key="priceMin", of=("leaseAmount",), fits=Fits.AT_LEAST, when=_RENT),
    Wish(key="priceMax", of=("listPrice",), fits=Fits.AT_MOST, when=_BUY),
    Wish(key="priceMax", of=("leaseAmount",), fits=Fits.AT_MOST, when=_RENT),
    Wish(key="livingAreaMin", of=("livingArea",), fits=Fits.AT_LEAST),
    Wish(key="livingAreaMax", of=("livingArea",), fits=Fits.AT_MOST),
    Wish(key="roomsMin", of=("roomsTotal",), fits=Fits.AT_LEAST),
    Wish(key="roomsMax", of=("roomsTotal",), fits=Fits.AT_MOST),
    Wish(key="floorMin", of=("entryLevel",), fits=Fits.AT_LEAST, or_unknown=True),
    Wish(key="floorMax", of=("entryLevel",), fits=Fits.AT_MOST, or_unknown=True),
    Wish(key="yearBuiltMin", of=("yearBuilt",), fits=Fits.AT_LEAST, or_unknown=True),
    Wish(key="features", of=("interiorFeatures", "exteriorFeatures"), fits=Fits.ALL_OF),
    Wish(key="textQuery", of=("title", "publicRemarks"), fits=Fits.CONTAINS),
)

MATCHES = FoundList(
    key="matches",
    entity="BuyerRequest",
    node=FoundNode(
        name="PropertyMatch",
        entity="Property",
        record="property",
        finder="buyerRequest",
        score=True,
        marks={
            "alreadyOffered": Mark(
                entity="CommercialOffer",
                found="property",
                about="contact",
                among="contacts",
                also=("primaryContact",),
                finder="buyerRequest",
                description="Whether one of the request's contacts has got it, or anybody for this request.",
            )
        },
        description="An open property that fits a buyer request.",
    ),
    wishes=_WISHES,
    where={"standardStatus": "ACTIVE"},
    led_by=("cities", "propertySubTypes"),
    watch=Watch(
        event="REQUEST_MATCHED",
        records="properties",
        where={"status": "ACTIVE"},
        unless="alreadyOffered",
        schedule="notifySchedule",
        last=field(
            "lastMatchedAt",
            "DATETIME",
            "Last match",
            "Paskutinis tinkamas objektas",
            "When its timeline last told of properties that newly fit.",
        ),
    ),
    label={"en": "Matches", "lt": "Tinkami objektai"},
    description="The open properties that fit, the newest first.",
)

_KEYS = ("transactionType", *(one.key for one in _CRITERIA))


def _check_criteria(write: ProposedWrite) -> Mapping[str, Any] | None:
    """Refuse a request that looks for nothing in particular, and ranges that nothing can lie in."""
    faults = list(_faults(write.values))
    if faults:
        raise UserErrors(faults)
    return None


def _is_said(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != ()


def _faults(values: Mapping[str, Any]) -> Iterator[UserError]:
    if not any(_is_said(values[one.key]) for one in _CRITERIA):
        keys = ", ".join(f'"{one.key}"' for one in _CRITERIA[:4])
        text = f"A request says at least one thing that is looked for: {keys} …"
        yield UserError("REQUIRED", (), text)
    for least, most in (
        ("priceMin", "priceMax"),
        ("livingAreaMin", "livingAreaMax"),
        ("roomsMin", "roomsMax"),
        ("floorMin", "floorMax"),
    ):
        low, high = values[least], values[most]
        if low is None or high is None:
            continue
        if least == "priceMin" and low.currency != high.currency:
            text = f'"{least}" is in {low.currency} and "{most}" in {high.currency}; expected one currency.'
            yield UserError("VALIDATION", (most,), text)
        elif (low.amount > high.amount) if least == "priceMin" else (low > high):
            yield UserError("VALIDATION", (most,), f'"{most}" lies below "{least}"; nothing could fit.')


BEFORE_WRITE = (BeforeWrite(entity="BuyerRequest", fields=_KEYS, run=_check_criteria, required=True),)
